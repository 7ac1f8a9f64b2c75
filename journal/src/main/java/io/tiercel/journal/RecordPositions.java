package io.tiercel.journal;

import java.util.Arrays;

/** Where the documents of a stream's records stand, as far as the queue's header and index name them. */
final class RecordPositions {
    private long[] indexed = new long[64];
    private long count;
    private long last;
    private long previous;

    /** The next record, the first one of the stream included. */
    void add(final long documentStart) {
        if (count % QueueIndex.SPACING == 0) {
            final int entry = (int) (count / QueueIndex.SPACING);
            if (entry == indexed.length) {
                indexed = Arrays.copyOf(indexed, 2 * entry);
            }
            indexed[entry] = documentStart;
        }
        count++;
        previous = last;
        last = documentStart;
    }

    long count() {
        return count;
    }

    /** How many of the records the index names. */
    long entries() {
        return (count + QueueIndex.SPACING - 1) / QueueIndex.SPACING;
    }

    /** Of the index's entry with this number; 0 when there is none. */
    long entry(final long number) {
        return number < entries() ? indexed[(int) number] : 0;
    }

    long last() {
        return last;
    }

    /** The one before the last; 0 when there is none. */
    long previous() {
        return previous;
    }
}
