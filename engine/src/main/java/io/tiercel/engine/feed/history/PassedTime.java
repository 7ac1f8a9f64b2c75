package io.tiercel.engine.feed.history;

/** How far captures have come. Those of one time that are not merged are one after the other, and go back. */
final class PassedTime {
    /** The lines of one capture are no further apart. */
    private static final long LINES_APART_NS = 1_000_000_000L;

    private long newestNs;

    /** Nothing was before this time. */
    void begin(final long timeNs) {
        newestNs = timeNs;
    }

    /** Whether a file before this one has been through the time of this packet. */
    boolean hasPassed(final long timeNs) {
        newestNs = Math.max(newestNs, timeNs);
        return isBehind(timeNs);
    }

    /** The same of a packet that says nothing of how far they have come. */
    boolean isBehind(final long timeNs) {
        // Not every packet has a time.
        return timeNs != 0 && timeNs < newestNs - LINES_APART_NS;
    }
}
