package io.tiercel.journal;

/** Segments that are gone from between others, or from before the first one that is there. */
final class MissingSegments {
    private MissingSegments() {}

    /**
     * The fault of a stream without them: it shows in the file of the next segment, and names the first record that
     * is gone.
     *
     * @param after    the number of the last segment before them; 0 without one
     * @param expected the sequence of the first record in them; 0 when that is not known
     * @param next     the first one that is there behind them
     */
    static JournalFault fault(final Stream stream, final long after, final long expected, final SegmentReader next) {
        final long first = after + 1;
        final long last = next.number() - 1;
        return new JournalFault(
                next.file().toString(),
                QueueIndex.FIRST_RECORD,
                expected,
                JournalFault.Kind.SEGMENT,
                stream.folder() + ": "
                        + (first == last
                                ? "segment " + first + " is missing"
                                : "segments " + first + " to " + last + " are missing")
                        + records(expected, next)
                        + ", before segment " + next.number() + ", which is in this file; restore "
                        + (first == last ? "it" : "them") + " from a copy of the journal");
    }

    private static String records(final long expected, final SegmentReader next) {
        final long last = next.firstSequence() - 1;
        if (next.journalId() == 0) {
            return ", with the records from " + expected + " on";
        }
        if (expected == 0) {
            return ", with all records up to " + last;
        }
        // where segments stand out of place, none of their records need be gone
        return last < expected ? "" : ", with the records " + expected + " to " + last;
    }
}
