package io.tiercel.journal;

import java.nio.file.Path;

/**
 * From where to where the inputs of a journal go. Only the two ends are read: a fault between them is not met.
 *
 * @param firstSequence of the first input
 * @param lastSequence  of the last one, so far
 * @param firstTimeNs   of the first input
 * @param lastTimeNs    of the last one, so far
 */
public record JournalSpan(long firstSequence, long lastSequence, long firstTimeNs, long lastTimeNs) {
    /**
     * @return null when an end cannot be read, or there is no input: whoever reads on meets what is wrong
     * @throws JournalException when there is no journal in the folder
     */
    public static JournalSpan find(final Path folder) {
        try (ChronicleJournalReader inputs = (ChronicleJournalReader) Journals.read(folder, Stream.INPUT)) {
            if (inputs.next() != JournalReader.Result.RECORD) {
                return null;
            }
            final long firstSequence = inputs.sequence();
            final long firstTimeNs = inputs.timeNs();
            return inputs.toLast(any -> true) == JournalReader.Result.RECORD && inputs.sequence() >= firstSequence
                    ? new JournalSpan(firstSequence, inputs.sequence(), firstTimeNs, inputs.timeNs())
                    : null;
        }
    }
}
