package io.tiercel.journal;

/**
 * When a stream goes on in a new segment. Both count for each stream by itself.
 *
 * @param bytes   so many of records are in the segment; 0 for never
 * @param everyNs so much time is between the first record in it and the next one; 0 for never
 */
public record Roll(long bytes, long everyNs) {
    /** One segment for all. */
    public static final Roll NEVER = new Roll(0, 0);

    private static final long MIN_BYTES = 1L << 20;

    public Roll {
        check("journal.rollBytes", bytes, MIN_BYTES, "bytes");
        check("journal.rollEvery", everyNs, 1, "ns");
    }

    private static void check(final String key, final long value, final long least, final String unit) {
        if (value != 0 && value < least) {
            throw new JournalException(
                    key + " of " + value + " " + unit + " is below " + least + "; take more, or 0 for never");
        }
    }

    /** A number of what became of them, of both streams together. */
    public enum Figure {
        DONE,
        LATE,
        FAILED,
        /** How long the thread that appends took to go over, last. */
        LAST_NS,
        LONGEST_NS
    }

    /**
     * What became of them.
     *
     * @param done   the stream went on in the next segment
     * @param late   of these, those that were due before the next segment was ready: the stream went on in the old one
     *     until it was
     * @param failed the next segment could not be made, or the last one not be closed; it is tried again
     */
    public record Count(long done, long late, long failed) {
        static final Count NONE = new Count(0, 0, 0);

        Count plus(final Count other) {
            return new Count(done + other.done, late + other.late, failed + other.failed);
        }
    }
}
