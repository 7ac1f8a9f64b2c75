package io.tiercel.engine.feed;

/** Who wants to know of trades that their exchange took back. */
@FunctionalInterface
public interface BrokenTrades {
    BrokenTrades NOBODY = matchId -> {};

    /** @param matchId that the trade came with */
    void onBroken(long matchId);
}
