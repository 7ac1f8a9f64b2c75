package io.tiercel.journal;

import io.tiercel.journal.JournalReader.Result;
import io.tiercel.journal.JournalVerifier.StreamReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Goes through one stream, segment by segment, and lists what is wrong. */
final class StreamCheck {
    private static final int TAIL_ATTEMPTS = 100;

    private final Stream stream;
    private final Path folder;
    private final List<JournalFault> faults = new ArrayList<>();
    private final List<JournalFault> queueFaults = new ArrayList<>();
    private SegmentReader segment;
    private RecordPositions positions;
    /** Of this segment's records before the one that was read last. */
    private int faultsBefore;

    private int segments = 1;
    private long records;
    private long firstSequence;
    private long lastSequence;
    private long firstTimeNs;
    private long lastTimeNs;
    private long recordsBehind;
    /** The last record that was read, behind a fault or not. */
    private long endSequence;

    private long lastCause;

    /** @param reader at the stream's begin; from now on it is read here */
    StreamCheck(final Stream stream, final ChronicleJournalReader reader) {
        this.stream = stream;
        folder = reader.folder();
        if (reader.segment().number() > SegmentHead.FIRST) {
            note(reader.fault());
        }
        begin(reader.segment());
    }

    private void note(final JournalFault fault) {
        if (faults.size() < JournalVerifier.MAX_FAULTS) {
            faults.add(fault);
        }
    }

    private void begin(final SegmentReader next) {
        segment = next;
        faultsBefore = faults.size();
        positions = new RecordPositions();
        if (segment.fault() == null) {
            positions.add(segment.documentStart());
        }
        if (segment.queueFault() != null) {
            queueFaults.add(segment.queueFault());
        }
    }

    /** @param named the input that the last output names as its cause */
    StreamReport run(final long named) {
        readSegment();
        final SegmentReader first = segment;
        try {
            for (long number = Segments.after(folder, segment.number());
                    number > 0;
                    number = Segments.after(folder, number)) {
                goOn(number, first);
            }
        } catch (final IOException e) {
            throw new JournalException("cannot read " + folder + ": " + DiskFailure.text(e) + "; check the disk", e);
        } finally {
            if (segment != first) {
                segment.close();
            }
        }
        if (named > endSequence) {
            note(new JournalFault(
                    segment.file().toString(),
                    segment.position(),
                    endSequence + 1,
                    JournalFault.Kind.MISSING,
                    stream.folder() + ": the last record is " + endSequence + ", yet an output names input " + named
                            + " as its cause"));
        }
        faults.addAll(queueFaults.subList(0, Math.min(queueFaults.size(), JournalVerifier.MAX_FAULTS - faults.size())));
        return new StreamReport(
                stream,
                records,
                firstSequence,
                lastSequence,
                firstTimeNs,
                lastTimeNs,
                recordsBehind,
                segments,
                List.copyOf(faults));
    }

    /** The greatest cause that any record named. */
    long lastCause() {
        return lastCause;
    }

    /** The segment with this number comes next, whatever number it has to have. */
    private void goOn(final long number, final SegmentReader first) throws IOException {
        final Path path = Segments.file(folder, number);
        final SegmentReader next = path == null ? null : open(path, number);
        if (next == null) {
            return;
        }
        if (!next.begun()) {
            final String leftover = leftover(path, QueueIndex.FIRST_RECORD);
            if (leftover != null) {
                note(new JournalFault(
                        path.toString(),
                        QueueIndex.FIRST_RECORD,
                        endSequence + 1,
                        JournalFault.Kind.TORN,
                        stream.folder() + ": segment " + number + " has no first record, and " + leftover));
            }
            next.close();
            return;
        }
        // all of a segment is written before the next one begins
        if (segment.fault() == null) {
            readAll();
        }
        if (number > segment.number() + 1) {
            note(MissingSegments.fault(stream, segment.number(), endSequence + 1, next));
        } else if (segment.fault() == null && !segment.isFollowedBy(next) && faults.size() == faultsBefore) {
            note(segment.fault());
        }
        if (segment != first) {
            segment.close();
        }
        segments++;
        begin(next);
        readSegment();
    }

    /** What a writer at work is just making is looked at again. */
    private SegmentReader open(final Path path, final long number) throws IOException {
        SegmentReader next = behind(path, number);
        for (int attempt = 1;
                attempt < TAIL_ATTEMPTS && (next.fault() != null || next.queueFault() != null);
                attempt++) {
            next.close();
            next = behind(path, number);
        }
        return next;
    }

    private SegmentReader behind(final Path path, final long number) throws IOException {
        return new SegmentReader(path, stream, number, segment.journalId(), endSequence + 1);
    }

    private void readSegment() {
        readAll();
        if (faults.size() == faultsBefore && segment.fault() == null) {
            checkIndex();
        }
    }

    private void readAll() {
        while (true) {
            if (nextOrFault()) {
                count();
                continue;
            }
            final JournalFault fault = segment.fault();
            if (fault == null) {
                return;
            }
            final boolean more =
                    faults.size() + queueFaults.size() < JournalVerifier.MAX_FAULTS - 1 && segment.resume();
            // nothing is missing: what could not be read was not a record
            final boolean queueOnly = more
                    && fault.kind() == JournalFault.Kind.TORN
                    && segment.frame().sequence() == fault.sequence();
            if (queueOnly) {
                queueFaults.add(asQueueFault(fault));
            } else {
                note(fault);
            }
            if (!more) {
                return;
            }
            count();
        }
    }

    private void count() {
        final FrameFlyweight record = segment.frame();
        positions.add(segment.documentStart());
        endSequence = record.sequence();
        lastCause = Math.max(lastCause, record.cause());
        if (segment.queueFault() != null && queueFaults.size() < JournalVerifier.MAX_FAULTS) {
            queueFaults.add(segment.queueFault());
        }
        if (!faults.isEmpty()) {
            recordsBehind++;
            return;
        }
        if (records++ == 0) {
            firstSequence = record.sequence();
            firstTimeNs = record.timeNs();
        }
        lastSequence = record.sequence();
        lastTimeNs = record.timeNs();
    }

    /** Whether there is another record. A writer at work can be in the middle of one, which it soon completes. */
    private boolean nextOrFault() {
        for (int attempt = 1; ; attempt++) {
            final Result result = segment.next();
            if (result != Result.END) {
                return result == Result.RECORD;
            }
            final String leftover = FileTail.leftover(segment.file(), segment.position());
            if (leftover == null) {
                return false;
            }
            if (attempt == TAIL_ATTEMPTS) {
                segment.tornAfterEnd(leftover);
                return false;
            }
        }
    }

    private static String leftover(final Path path, final long position) {
        String leftover = null;
        for (int attempt = 1; attempt <= TAIL_ATTEMPTS; attempt++) {
            leftover = FileTail.leftover(path, position);
            if (leftover == null) {
                return null;
            }
        }
        return leftover;
    }

    /** A writer at work makes records and their entries one after the other. */
    private void checkIndex() {
        try (QueueFile source = new QueueFile(segment.file().toFile())) {
            QueueIndex.Damage damage = QueueIndex.check(source, positions, segment.ownDocuments(), false);
            if (damage != null && segment.next() == Result.RECORD) {
                count();
                readAll();
                source.forget();
                damage = QueueIndex.check(source, positions, segment.ownDocuments(), true);
            }
            if (damage != null && damage.lost()) {
                segment.tornAfterEnd(damage.detail());
                note(segment.fault());
            } else if (damage != null) {
                queueFaults.add(new JournalFault(
                        segment.file().toString(),
                        damage.offset(),
                        endSequence + 1,
                        JournalFault.Kind.QUEUE,
                        stream.folder() + ": the queue's own header or index: " + damage.detail()
                                + "; no record is affected"));
            }
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot read " + segment.file() + ": " + DiskFailure.text(e) + "; check the disk", e);
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
