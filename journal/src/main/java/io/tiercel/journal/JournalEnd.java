package io.tiercel.journal;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the inputs of a journal end, however the run that wrote it ended.
 *
 * @param engineId     whose journal it is; 0 when it has no first record
 * @param opened       whether it has a first record
 * @param lastSequence of the last whole input; 0 without any
 * @param lastUsed     no later input can have led to an order, also where a tail was cut off that was lost
 * @param doubt        why there may have been more inputs than that; null when the end is certain
 */
public record JournalEnd(int engineId, boolean opened, long lastSequence, long lastUsed, String doubt) {
    /** The distance of the checkpoints in a journal. */
    private static final int CHECKED_RECORDS = 65_536;

    /**
     * Reads the last records alone: which sequence was the last does not depend on what stands before them. Whoever
     * goes on from a state has to read all records that led to it, and to hold where they end against this.
     *
     * @throws JournalException when there is no journal in the folder
     */
    public static JournalEnd find(final Path folder) {
        final JournalSpan span = JournalSpan.find(folder);
        try (ChronicleJournalReader inputs = Journals.readChecked(folder, Stream.INPUT);
                ChronicleJournalReader outputs = Journals.readChecked(folder, Stream.OUTPUT)) {
            long last = 0;
            if (span != null && span.lastSequence() - span.firstSequence() > CHECKED_RECORDS) {
                final long from = span.lastSequence() - CHECKED_RECORDS;
                inputs.toLast(frame -> frame.sequence() <= from);
                last = inputs.sequence();
            }
            while (inputs.next() == JournalReader.Result.RECORD) {
                last = inputs.sequence();
            }
            final boolean opened = inputs.journalId() != 0;
            final long lastUsed = Math.max(last, LostTail.lastUsed(folder));
            final String doubt = Files.exists(folder.resolve(JournalRepair.MARK))
                    ? "a repair of it was interrupted; run journal repair again, as it was run"
                    : doubt(inputs, outputs, last);
            return new JournalEnd(inputs.engineId(), opened, last, lastUsed, doubt);
        }
    }

    /** A record that was not completed never was an input. Behind other damage there may be more. */
    private static String doubt(
            final ChronicleJournalReader inputs, final ChronicleJournalReader outputs, final long last) {
        final JournalFault fault = inputs.fault();
        if (fault != null && fault.kind() != JournalFault.Kind.TORN) {
            return fault.toString();
        }
        final long id = inputs.journalId() == 0 ? outputs.journalId() : inputs.journalId();
        final String more = id == 0 ? null : whole(inputs, id, last);
        if (more != null) {
            return "its inputs end at sequence " + last + ", yet a whole record of a later one stands at " + more;
        }
        outputs.toLast(frame -> frame.cause() <= last);
        return outputs.next() == JournalReader.Result.RECORD && outputs.cause() > last
                ? "its inputs end at sequence " + last + ", yet an output says that " + outputs.cause()
                        + " is its cause"
                : null;
    }

    /** Behind where the reader came to, in the segment there or a later one. */
    private static String whole(final ChronicleJournalReader inputs, final long id, final long last) {
        final long segment = inputs.segment().number();
        for (final long number : Segments.numbers(inputs.folder())) {
            final Path file = number < segment ? null : Segments.file(inputs.folder(), number);
            final long from = number == segment ? inputs.segment().position() : QueueIndex.FIRST_RECORD;
            final long found = file == null ? -1 : FileTail.wholeRecord(file, from, id, last);
            if (found >= 0) {
                return found + " of " + file;
            }
        }
        return null;
    }
}
