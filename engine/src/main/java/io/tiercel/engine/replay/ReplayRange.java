package io.tiercel.engine.replay;

import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;

/**
 * Which inputs of a journal count, both ends included; those before are run all the same, since what follows needs
 * them.
 *
 * @param fromSequence the least
 * @param fromTimeNs   the least
 * @param toSequence   the greatest
 * @param toTimeNs     the greatest
 */
public record ReplayRange(long fromSequence, long fromTimeNs, long toSequence, long toTimeNs) {
    /** Every input. */
    public static final ReplayRange ALL = new ReplayRange(0, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /**
     * The same by sequence, when it begins at a time: found in the journal without reading what is before. As it is
     * when the journal cannot be read there.
     *
     * @throws io.tiercel.journal.JournalException when there is no journal in the folder
     */
    public ReplayRange in(final Path journal) {
        if (fromTimeNs == Long.MIN_VALUE) {
            return this;
        }
        try (JournalReader inputs = Journals.readFromTime(journal, Stream.INPUT, fromTimeNs)) {
            return inputs.next() == JournalReader.Result.RECORD
                    ? new ReplayRange(Math.max(fromSequence, inputs.sequence()), fromTimeNs, toSequence, toTimeNs)
                    : this;
        }
    }

    boolean begun(final long sequence, final long timeNs) {
        return sequence >= fromSequence && timeNs >= fromTimeNs;
    }

    boolean over(final long sequence, final long timeNs) {
        return sequence > toSequence || timeNs > toTimeNs;
    }
}
