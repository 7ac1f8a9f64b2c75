package io.tiercel.engine.feed.soupbintcp;

import io.tiercel.codecs.HotPath;

/** How long a connection waits until the next attempt: longer with each that fails, or that does not last. */
@HotPath
final class RetryPause {
    private static final int MAX_DOUBLINGS = 20;
    /** A connection has lasted when it was there for so many of the shortest pauses. */
    private static final int LASTING = 10;

    private final long leastNs;
    private final long mostNs;
    private long sinceNs;
    private long pauseNs;
    /** Of the last failure. */
    private long formerNs;

    private long followedNs;
    private int failures;

    RetryPause(final long leastNs, final long mostNs) {
        this.leastNs = leastNs;
        this.mostNs = mostNs;
    }

    boolean isOver(final long nowNs) {
        return nowNs - sinceNs >= pauseNs;
    }

    /** At once. */
    void none(final long nowNs) {
        sinceNs = nowNs;
        pauseNs = 0;
    }

    /** Where asking often does harm, or is of no use. */
    void longest(final long nowNs) {
        sinceNs = nowNs;
        pauseNs = mostNs;
        formerNs = mostNs;
    }

    /** @param followed whether it had come to a login */
    void afterFailure(final boolean followed, final long nowNs) {
        if (followed && nowNs - followedNs > Math.min(formerNs, LASTING * leastNs)) {
            failures = 0;
        }
        sinceNs = nowNs;
        pauseNs = Math.min(mostNs, leastNs << Math.min(failures, MAX_DOUBLINGS));
        formerNs = pauseNs;
        failures++;
    }

    /** It has come to a login. */
    void follow(final long nowNs) {
        followedNs = nowNs;
    }

    /** It gave what was asked for. */
    void succeed() {
        failures = 0;
    }
}
