package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;

/** What is missing now, or was last: since when it is waited for, and what was asked. */
@HotPath
final class Gap {
    /** What is due while it is asked for. */
    enum Due {
        NOTHING,
        ANOTHER_REQUEST,
        NO_ANSWER,
        TOO_SLOW
    }

    private final ArbitrationBounds bounds;
    /** All below this belongs to it. */
    private long end;

    private long sinceNs;
    private long declaredNs;
    private long requestedFrom;
    private long requestedNs;
    private int requests;

    Gap(final ArbitrationBounds bounds) {
        this.bounds = bounds;
    }

    /** All before this came. */
    void close(final long expected) {
        end = expected;
    }

    /** Something is missing, up to there. Returns whether it is another gap than before. */
    boolean open(final long expected, final long newEnd, final long newSinceNs) {
        final boolean another = expected >= end;
        end = Math.max(end, newEnd);
        sinceNs = another ? newSinceNs : sinceNs;
        return another;
    }

    /** The reorder window is over. */
    boolean isMissing(final int waiting, final long timeNs) {
        return waiting >= bounds.reorderPackets() || timeNs - sinceNs >= bounds.reorderNs();
    }

    void declare(final long timeNs) {
        declaredNs = timeNs;
        requests = 0;
    }

    /** A part of it came, so that the server is there. */
    boolean advances(final long expected) {
        final boolean came = expected > requestedFrom;
        requests = came ? 0 : requests;
        return came;
    }

    void request(final long from, final long timeNs) {
        requests++;
        requestedFrom = from;
        requestedNs = timeNs;
    }

    Due due(final long timeNs) {
        if (timeNs - declaredNs >= bounds.recoveryNs()) {
            return Due.TOO_SLOW;
        }
        if (timeNs - requestedNs < bounds.requestNs()) {
            return Due.NOTHING;
        }
        return requests < bounds.requestAttempts() ? Due.ANOTHER_REQUEST : Due.NO_ANSWER;
    }
}
