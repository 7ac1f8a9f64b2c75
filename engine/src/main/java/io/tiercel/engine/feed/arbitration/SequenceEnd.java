package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;

/**
 * How far a sequence is known to go. What was said of it holds on when a snapshot comes; that the snapshot is of this
 * sequence is confirmed by what is said after it alone.
 */
@HotPath
final class SequenceEnd {
    private static final long NONE = Long.MAX_VALUE;

    /** One more than the greatest that is known to exist. */
    private long announced;
    /** The same, since the last snapshot. */
    private long announcedSince;
    /** Where that one goes on. */
    private long snapshot;

    private long last;

    SequenceEnd() {
        restart();
    }

    void restart() {
        announced = 0;
        announcedSince = 0;
        snapshot = 1;
        last = NONE;
    }

    /** All before this exists. */
    void add(final long next) {
        announced = Math.max(announced, next);
        announcedSince = Math.max(announcedSince, next);
    }

    /** Nothing follows: this would be the next one. */
    void end(final long next) {
        last = next;
    }

    /** @param held what comes before this was heard and waits; 0 without any */
    void goOnFrom(final long newSnapshot, final long held) {
        snapshot = newSnapshot;
        announcedSince = 0;
        add(held);
    }

    long announced() {
        return announced;
    }

    long snapshot() {
        return snapshot;
    }

    boolean isReached(final long next) {
        return next == last;
    }

    /** It was said that there is so much as the snapshot has: it is neither behind nor of another day. */
    boolean isConfirmed() {
        return announcedSince >= snapshot;
    }
}
