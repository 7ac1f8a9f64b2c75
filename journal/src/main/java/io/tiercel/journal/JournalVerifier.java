package io.tiercel.journal;

import java.nio.file.Path;

/**
 * Reads both streams of a journal and says what is there and what is wrong with it. For a journal that is still
 * being written it tells of what was there when it came to the end.
 */
public final class JournalVerifier {
    private static final int TAIL_ATTEMPTS = 100;

    private final Path folder;

    public JournalVerifier(final Path folder) {
        this.folder = folder;
    }

    /**
     * One stream.
     *
     * @param records       whole records before the first fault, or the end
     * @param firstSequence of the first record; 0 without records
     * @param lastSequence  of the last record; 0 without records
     * @param firstTimeNs   of the first record
     * @param lastTimeNs    of the last record
     * @param fault         the first one, or null
     */
    public record StreamReport(
            Stream stream,
            long records,
            long firstSequence,
            long lastSequence,
            long firstTimeNs,
            long lastTimeNs,
            JournalFault fault) {}

    /** Both streams. */
    public record Report(long journalId, StreamReport inputs, StreamReport outputs) {
        /** Nothing is wrong. */
        public boolean clean() {
            return inputs.fault() == null && outputs.fault() == null;
        }
    }

    /** @throws JournalException when there is no journal in the folder */
    public Report verify() {
        try (ChronicleJournalReader inputs = (ChronicleJournalReader) Journals.read(folder, Stream.INPUT);
                ChronicleJournalReader outputs = (ChronicleJournalReader) Journals.read(folder, Stream.OUTPUT)) {
            return new Report(inputs.journalId(), verify(Stream.INPUT, inputs), verify(Stream.OUTPUT, outputs));
        }
    }

    private static StreamReport verify(final Stream stream, final ChronicleJournalReader reader) {
        long records = 0;
        long firstSequence = 0;
        long lastSequence = 0;
        long firstTimeNs = 0;
        long lastTimeNs = 0;
        while (nextOrTorn(reader)) {
            if (records++ == 0) {
                firstSequence = reader.sequence();
                firstTimeNs = reader.timeNs();
            }
            lastSequence = reader.sequence();
            lastTimeNs = reader.timeNs();
        }
        return new StreamReport(stream, records, firstSequence, lastSequence, firstTimeNs, lastTimeNs, reader.fault());
    }

    /** Whether there is another record. A writer at work can be in the middle of one, which it soon completes. */
    private static boolean nextOrTorn(final ChronicleJournalReader reader) {
        for (int attempt = 1; ; attempt++) {
            final JournalReader.Result result = reader.next();
            if (result != JournalReader.Result.END) {
                return result == JournalReader.Result.RECORD;
            }
            final String leftover = FileTail.leftover(reader.file(), reader.position());
            if (leftover == null) {
                return false;
            }
            if (attempt == TAIL_ATTEMPTS) {
                reader.tornAfterEnd(leftover);
                return false;
            }
        }
    }
}
