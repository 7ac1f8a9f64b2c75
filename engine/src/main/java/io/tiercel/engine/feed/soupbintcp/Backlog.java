package io.tiercel.engine.feed.soupbintcp;

import io.tiercel.codecs.HotPath;

/** What a connection has to read until it is where its session is, as far as that is known, and how that goes on. */
@HotPath
final class Backlog {
    /** One attempt after the other that leaves no less to read than the one before. */
    private static final int VAIN_ROUNDS = 5;

    private long end;
    private long endNs;
    private long left = Long.MAX_VALUE;
    private int round;
    private int vainRounds;

    /**
     * There is more to read: to this message, the newest at that time. Returns whether that is worth it; not so when it
     * has become more and more.
     */
    boolean readUpTo(final long newest, final long knownNs, final long messages) {
        round++;
        vainRounds = messages < left ? 0 : vainRounds + 1;
        left = messages;
        end = newest;
        endNs = knownNs;
        return vainRounds < VAIN_ROUNDS;
    }

    /** It is where its session is. */
    void reached() {
        left = Long.MAX_VALUE;
        round = 0;
        vainRounds = 0;
    }

    /** The connection is lost, or another session has begun. */
    void forget() {
        reached();
        end = 0;
    }

    /** What comes before this message was known before. */
    void end(final long newEnd) {
        end = newEnd;
    }

    long end() {
        return end;
    }

    /** When it was the newest. */
    long endNs() {
        return endNs;
    }

    /** From 1. */
    int round() {
        return round;
    }
}
