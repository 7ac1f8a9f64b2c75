package io.tiercel.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * Reads the streams of a journal and says what is there and what is wrong with it. For a journal that is still
 * being written it tells of what was there when it came to the end.
 */
public final class JournalVerifier {
    /** Nobody reads more of them, and a file of random bytes has as many as records. */
    public static final int MAX_FAULTS = 100;

    private final Path folder;

    public JournalVerifier(final Path folder) {
        this.folder = folder;
    }

    /**
     * One stream.
     *
     * @param records       whole records before the first fault, or the end
     * @param firstSequence of the first of these; 0 without records
     * @param lastSequence  of the last of these; 0 without records
     * @param firstTimeNs   of the first of these
     * @param lastTimeNs    of the last of these
     * @param recordsBehind whole records that stand behind the first fault
     * @param segments      that have begun
     * @param faults        in the order they stand in the file, the first {@link #MAX_FAULTS}; damage to what the queue
     *                      writes of its own, which hides no record, is at the end and does not count as first
     */
    public record StreamReport(
            Stream stream,
            long records,
            long firstSequence,
            long lastSequence,
            long firstTimeNs,
            long lastTimeNs,
            long recordsBehind,
            int segments,
            List<JournalFault> faults) {
        /** The first one, or null. */
        public JournalFault fault() {
            return faults.isEmpty() ? null : faults.get(0);
        }
    }

    /**
     * All streams.
     *
     * @param telemetry null when the journal has none
     */
    public record Report(long journalId, StreamReport inputs, StreamReport outputs, StreamReport telemetry) {
        /** Those that there are, in their order. */
        public List<StreamReport> streams() {
            return telemetry == null ? List.of(inputs, outputs) : List.of(inputs, outputs, telemetry);
        }

        /** Nothing is wrong. */
        public boolean clean() {
            return streams().stream().allMatch(stream -> stream.fault() == null);
        }
    }

    /**
     * The outputs first: the inputs read after them hold the causes of all of them, also while somebody writes.
     *
     * @throws JournalException when there is no journal in the folder
     */
    public Report verify() {
        try (ChronicleJournalReader inputs = Journals.readChecked(folder, Stream.INPUT);
                ChronicleJournalReader outputs = Journals.readChecked(folder, Stream.OUTPUT)) {
            final StreamCheck outputCheck = new StreamCheck(Stream.OUTPUT, outputs);
            final StreamReport outputReport = outputCheck.run(0);
            final StreamReport inputReport = new StreamCheck(Stream.INPUT, inputs).run(outputCheck.lastCause());
            return new Report(inputs.journalId(), inputReport, outputReport, verifyTelemetry());
        }
    }

    private StreamReport verifyTelemetry() {
        if (!Journals.has(folder, Stream.TELEMETRY)) {
            return null;
        }
        try (ChronicleJournalReader telemetry = Journals.readChecked(folder, Stream.TELEMETRY)) {
            return new StreamCheck(Stream.TELEMETRY, telemetry).run(0);
        }
    }
}
