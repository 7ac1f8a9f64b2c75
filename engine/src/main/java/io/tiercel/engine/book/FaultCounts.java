package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** How often each fault was counted, in one book and through it in all books. */
@HotPath
final class FaultCounts {
    private static final int KINDS = BookFault.values().length;

    private final long[] counts = new long[KINDS];
    private final FaultCounts total;

    /** @param total counts along, or null */
    FaultCounts(final FaultCounts total) {
        this.total = total;
    }

    void increment(final BookFault fault) {
        counts[fault.ordinal()]++;
        if (total != null) {
            total.increment(fault);
        }
    }

    long count(final BookFault fault) {
        return counts[fault.ordinal()];
    }

    void snapshotTo(final StateWriter writer) {
        for (int i = 0; i < KINDS; i++) {
            writer.putLong(counts[i]);
        }
    }

    /** Takes over the counts of one book and corrects the total by the difference. */
    void restoreFrom(final StateReader reader) {
        for (int i = 0; i < KINDS; i++) {
            final long count = reader.takeLong();
            total.counts[i] += count - counts[i];
            counts[i] = count;
        }
    }
}
