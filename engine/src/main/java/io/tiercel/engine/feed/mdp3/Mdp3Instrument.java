package io.tiercel.engine.feed.mdp3;

import io.tiercel.engine.feed.FeedInstrument;

/**
 * An instrument of an MDP 3.0 channel.
 *
 * @param securityId   the exchange's number for it; 0: what its definition on the instrument feed says
 * @param depth        price levels of its book, until a definition says otherwise
 * @param impliedDepth the same of its implied book; 0 where it has none
 * @param byOrder      whether its book is made of orders rather than of levels
 */
public record Mdp3Instrument(FeedInstrument instrument, int securityId, int depth, int impliedDepth, boolean byOrder) {
    /** The exchange's books have 10 at the most. */
    public static final int MAX_DEPTH = 20;

    public Mdp3Instrument {
        if (depth < 1 || depth > MAX_DEPTH || impliedDepth < 0 || impliedDepth > MAX_DEPTH) {
            throw new IllegalArgumentException("instrument " + instrument.symbol() + " with books of " + depth + " and "
                    + impliedDepth + " levels; 1 and 0 to " + MAX_DEPTH + " can be had");
        }
    }
}
