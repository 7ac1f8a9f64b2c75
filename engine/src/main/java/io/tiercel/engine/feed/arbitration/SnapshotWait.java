package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;

/** How often a snapshot was asked for, and since when one is waited for. */
@HotPath
final class SnapshotWait {
    /** One is asked for so much less often when all attempts were in vain. */
    private static final int STALE_FACTOR = 10;

    private final int maxAttempts;
    private final long maxNs;
    private int attempts;
    private long sinceNs;

    SnapshotWait(final ArbitrationBounds bounds) {
        maxAttempts = bounds.snapshotAttempts();
        maxNs = bounds.snapshotNs();
    }

    /** What led to the attempts before is over: all of them are there again. */
    void restart() {
        attempts = 0;
    }

    /** Another attempt begins; false when there was the last one already. */
    boolean tryAgain(final long timeNs) {
        if (attempts >= maxAttempts) {
            return false;
        }
        attempts++;
        sinceNs = timeNs;
        return true;
    }

    void from(final long timeNs) {
        sinceNs = timeNs;
    }

    boolean isTooLong(final long timeNs) {
        return timeNs - sinceNs >= maxNs;
    }

    /** All attempts were in vain. Returns whether it is time to ask once more all the same, and counts from then on. */
    boolean isWorthAnother(final long timeNs) {
        final boolean worth = maxAttempts > 0 && timeNs - sinceNs >= STALE_FACTOR * maxNs;
        sinceNs = worth ? timeNs : sinceNs;
        return worth;
    }
}
