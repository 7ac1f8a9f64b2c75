package io.tiercel.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads both streams of a journal and says what is there and what is wrong with it. For a journal that is still
 * being written it tells of what was there when it came to the end.
 */
public final class JournalVerifier {
    /** Nobody reads more of them, and a file of random bytes has as many as records. */
    public static final int MAX_FAULTS = 100;

    private static final int TAIL_ATTEMPTS = 100;

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
            List<JournalFault> faults) {
        /** The first one, or null. */
        public JournalFault fault() {
            return faults.isEmpty() ? null : faults.get(0);
        }
    }

    /** Both streams. */
    public record Report(long journalId, StreamReport inputs, StreamReport outputs) {
        /** Nothing is wrong. */
        public boolean clean() {
            return inputs.fault() == null && outputs.fault() == null;
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
            final StreamReport inputReport = new StreamCheck(Stream.INPUT, inputs).run(outputCheck.lastCause);
            return new Report(inputs.journalId(), inputReport, outputReport);
        }
    }

    /** Goes through one stream. */
    private static final class StreamCheck {
        private final Stream stream;
        private final ChronicleJournalReader reader;
        private final RecordPositions positions = new RecordPositions();
        private final List<JournalFault> faults = new ArrayList<>();
        private final List<JournalFault> queueFaults = new ArrayList<>();
        private long records;
        private long firstSequence;
        private long lastSequence;
        private long firstTimeNs;
        private long lastTimeNs;
        private long recordsBehind;
        /** The last record that was read, behind a fault or not. */
        private long endSequence;

        private long lastCause;

        StreamCheck(final Stream stream, final ChronicleJournalReader reader) {
            this.stream = stream;
            this.reader = reader;
            if (reader.fault() == null) {
                positions.add(reader.documentStart());
            }
            if (reader.queueFault() != null) {
                queueFaults.add(reader.queueFault());
            }
        }

        /** @param named the input that the last output names as its cause */
        StreamReport run(final long named) {
            readAll();
            if (faults.isEmpty() && reader.fault() == null) {
                checkIndex();
            }
            if (named > endSequence && faults.size() < MAX_FAULTS) {
                faults.add(new JournalFault(
                        reader.file().toString(),
                        reader.position(),
                        endSequence + 1,
                        JournalFault.Kind.MISSING,
                        stream.folder() + ": the last record is " + endSequence + ", yet an output names input " + named
                                + " as its cause"));
            }
            faults.addAll(queueFaults.subList(0, Math.min(queueFaults.size(), MAX_FAULTS - faults.size())));
            return new StreamReport(
                    stream,
                    records,
                    firstSequence,
                    lastSequence,
                    firstTimeNs,
                    lastTimeNs,
                    recordsBehind,
                    List.copyOf(faults));
        }

        private void readAll() {
            while (true) {
                if (nextOrFault()) {
                    count();
                    continue;
                }
                final JournalFault fault = reader.fault();
                if (fault == null) {
                    return;
                }
                final boolean more = faults.size() + queueFaults.size() < MAX_FAULTS - 1 && reader.resume();
                // nothing is missing: what could not be read was not a record
                final boolean queueOnly =
                        more && fault.kind() == JournalFault.Kind.TORN && reader.sequence() == fault.sequence();
                (queueOnly ? queueFaults : faults).add(queueOnly ? asQueueFault(fault) : fault);
                if (!more) {
                    return;
                }
                count();
            }
        }

        private void count() {
            positions.add(reader.documentStart());
            endSequence = reader.sequence();
            lastCause = Math.max(lastCause, reader.cause());
            if (reader.queueFault() != null && queueFaults.size() < MAX_FAULTS) {
                queueFaults.add(reader.queueFault());
            }
            if (!faults.isEmpty()) {
                recordsBehind++;
                return;
            }
            if (records++ == 0) {
                firstSequence = reader.sequence();
                firstTimeNs = reader.timeNs();
            }
            lastSequence = reader.sequence();
            lastTimeNs = reader.timeNs();
        }

        /** Whether there is another record. A writer at work can be in the middle of one, which it soon completes. */
        private boolean nextOrFault() {
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

        /** A writer at work makes records and their entries one after the other. */
        private void checkIndex() {
            try (QueueFile source = new QueueFile(reader.file().toFile())) {
                QueueIndex.Damage damage = QueueIndex.check(source, positions, reader.ownDocuments(), false);
                if (damage != null && reader.next() == JournalReader.Result.RECORD) {
                    count();
                    readAll();
                    source.forget();
                    damage = QueueIndex.check(source, positions, reader.ownDocuments(), true);
                }
                if (damage != null && damage.lost()) {
                    reader.tornAfterEnd(damage.detail());
                    faults.add(reader.fault());
                } else if (damage != null) {
                    queueFaults.add(new JournalFault(
                            reader.file().toString(),
                            damage.offset(),
                            endSequence + 1,
                            JournalFault.Kind.QUEUE,
                            stream.folder() + ": the queue's own header or index: " + damage.detail()
                                    + "; no record is affected"));
                }
            } catch (final IOException e) {
                throw new JournalException("cannot read " + reader.file() + ": " + e + "; check the disk", e);
            }
        }

        private static JournalFault asQueueFault(final JournalFault fault) {
            return new JournalFault(
                    fault.file(),
                    fault.offset(),
                    fault.sequence(),
                    JournalFault.Kind.QUEUE,
                    fault.detail() + "; the records themselves are whole");
        }
    }
}
