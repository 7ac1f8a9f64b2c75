package io.tiercel.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Cuts the torn tail off a journal, as a crash or a loss of power leaves it, so that it ends with its last whole
 * record. What is cut is kept beside the streams. Any other damage it refuses: behind it stand records that a cut would
 * lose.
 */
public final class JournalRepair {
    /** In the journal's folder while it is repaired. */
    static final String MARK = "repairing";

    private final Path folder;
    private final TailCut tail;
    private final List<Path> mended = new ArrayList<>();

    public JournalRepair(final Path folder) {
        this.folder = folder;
        tail = new TailCut(folder);
    }

    /** Files in which only what the queue wrote of its own was damaged, and is right again. After a repair. */
    public List<Path> mended() {
        return List.copyOf(mended);
    }

    /**
     * What became of a stream's tail.
     *
     * @param file         of the queue
     * @param offset       where it ends now
     * @param bytes        how many were cut off; 0 when records had been lost without a trace of them in the file
     * @param kept         the file that holds these; null when there are none
     * @param lastSequence of the last record that is left; 0 when none is
     * @param fault        what was wrong; null where it was with the other stream
     */
    public record Cut(
            Stream stream, Path file, long offset, long bytes, Path kept, long lastSequence, JournalFault fault) {}

    /**
     * What was done; empty when nothing was wrong. Telemetry is cut behind its first damage, whatever that is: nothing
     * follows from it.
     *
     * @throws JournalException when there is no journal, somebody writes it, or it is damaged elsewhere than at its
     *     end; nothing was changed then
     */
    public List<Cut> repair() {
        // that there is a journal, before a lock is made
        new JournalVerifier(folder).verify();
        try (JournalLock lock = JournalLock.take(folder)) {
            if (lock == null) {
                throw refused("a process is writing it; stop that one first", null);
            }
            final JournalVerifier.Report report = verifyMended();
            final List<Cut> cuts = new ArrayList<>();
            for (final JournalVerifier.StreamReport stream : List.of(report.inputs(), report.outputs())) {
                checkTail(stream);
            }
            if (!isTradingWhole(report)) {
                begin();
            }
            if (!report.clean()) {
                cutTelemetry(report, cuts);
            }
            for (final JournalVerifier.StreamReport stream : List.of(report.inputs(), report.outputs())) {
                if (stream.fault() != null) {
                    cuts.add(cut(stream));
                }
            }
            Files.deleteIfExists(folder.resolve(MARK));
            return cuts;
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot repair " + folder + ": " + DiskFailure.text(e)
                            + "; check free space and permissions, then repair it again",
                    e);
        }
    }

    /** After the queues' own data was written anew where it was damaged, which no record depends on. */
    private JournalVerifier.Report verifyMended() throws IOException {
        final JournalVerifier.Report report = new JournalVerifier(folder).verify();
        final List<Path> files = new ArrayList<>();
        for (final JournalVerifier.StreamReport stream : report.streams()) {
            files.addAll(QueueMend.damaged(stream));
        }
        if (files.isEmpty()) {
            return report;
        }
        final boolean resumed = Files.exists(folder.resolve(MARK));
        begin();
        for (final JournalVerifier.StreamReport stream : report.streams()) {
            QueueMend.mend(folder.resolve(stream.stream().folder()), stream);
        }
        if (!resumed) {
            Files.delete(folder.resolve(MARK));
        }
        final JournalVerifier.Report after = new JournalVerifier(folder).verify();
        for (final JournalVerifier.StreamReport stream : after.streams()) {
            files.removeAll(QueueMend.damaged(stream));
        }
        mended.addAll(files);
        return after;
    }

    /** From now on the queues' own data may be half rewritten: a repair that finds the mark does that again. */
    private void begin() throws IOException {
        WholeFile.write(folder.resolve(MARK), out -> {});
    }

    /** Whether what is behind such damage can be cut off. */
    private static boolean isLosable(final JournalFault fault) {
        return switch (fault.kind()) {
            case TORN, CHECKSUM, SEQUENCE, TIME, SEGMENT, MISSING -> true;
            case STREAM, VERSION, FOREIGN, QUEUE -> false;
        };
    }

    /** What was cut, and what is lost by that; both empty when nothing was wrong. Telemetry is no loss. */
    public record Loss(List<Cut> cuts, LostTail lost) {}

    /**
     * Cuts off all that stands behind the first damage, whole or not, with the outputs of inputs that are gone. What is
     * cut is kept beside the streams.
     *
     * @throws JournalException when there is no journal, somebody writes it, or its first records are damaged
     */
    public Loss cutLostTail() {
        // that there is a journal, before a lock is made
        new JournalVerifier(folder).verify();
        try (JournalLock lock = JournalLock.take(folder)) {
            if (lock == null) {
                throw refused("a process is writing it; stop that one first", null);
            }
            final JournalVerifier.Report report = verifyMended();
            final List<Cut> cuts = new ArrayList<>();
            if (isTradingWhole(report) && !Files.exists(folder.resolve(MARK))) {
                if (!report.clean()) {
                    cutTelemetry(report, cuts);
                }
                return new Loss(cuts, null);
            }
            checkLosable(report);
            final LostTail lost = LostTail.find(folder, report.inputs().lastSequence());
            lost.write(folder);
            begin();
            cutTelemetry(report, cuts);
            // a journal with fewer outputs than inputs is one that can be gone on from, not the other way round
            cutBehind(report.outputs(), lost.lastInput(), cuts);
            cutBehind(report.inputs(), lost.lastInput(), cuts);
            final JournalVerifier.Report after = new JournalVerifier(folder).verify();
            if (!after.clean()) {
                final JournalFault left = after.streams().stream()
                        .map(JournalVerifier.StreamReport::fault)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
                throw new JournalException(
                        "journal " + folder + " is damaged still: " + left + "; restore the folder from a copy");
            }
            Files.delete(folder.resolve(MARK));
            return new Loss(cuts, lost);
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot cut the tail of " + folder + ": " + e
                            + "; check free space and permissions, then cut it again",
                    e);
        }
    }

    private void checkLosable(final JournalVerifier.Report report) throws IOException {
        for (final JournalVerifier.StreamReport stream : List.of(report.inputs(), report.outputs())) {
            try (SegmentReader reader =
                    new SegmentReader(firstSegment(stream), stream.stream(), SegmentHead.FIRST, 0, 0)) {
                if (reader.journalId() == 0) {
                    throw beyondRepair("its first record is damaged", stream.fault());
                }
            }
            for (final JournalFault fault : stream.faults()) {
                if (!isLosable(fault) && fault.kind() != JournalFault.Kind.QUEUE) {
                    throw beyondRepair("this is no lost tail", fault);
                }
            }
        }
        if (report.inputs().records() == 0) {
            throw beyondRepair("none of its inputs can be read", report.inputs().fault());
        }
    }

    /** Nothing of a journal is left without it: what it is of, and what it began with, stands there. */
    private Path firstSegment(final JournalVerifier.StreamReport stream) {
        final Path file = Segments.file(folder.resolve(stream.stream().folder()), SegmentHead.FIRST);
        if (file == null) {
            throw beyondRepair("its first segment is missing", stream.fault());
        }
        return file;
    }

    private static boolean isTradingWhole(final JournalVerifier.Report report) {
        return report.inputs().fault() == null && report.outputs().fault() == null;
    }

    /** Behind its first damage, and behind the inputs that are left. */
    private void cutTelemetry(final JournalVerifier.Report report, final List<Cut> cuts) throws IOException {
        final JournalVerifier.StreamReport telemetry = report.telemetry();
        if (telemetry == null) {
            return;
        }
        if (isReadable(telemetry)) {
            cutBehind(telemetry, report.inputs().lastSequence(), cuts);
        } else {
            final Path stream = folder.resolve(Stream.TELEMETRY.folder());
            final Path file = Segments.file(stream, Segments.numbers(stream)[0]);
            long bytes = 0;
            for (final long number : Segments.numbers(stream)) {
                bytes += Files.size(Segments.file(stream, number));
            }
            final Path kept = tail.unused(Stream.TELEMETRY.folder() + "-cut-at-0");
            Files.move(stream, kept);
            SegmentSync.syncFolder(folder);
            cuts.add(new Cut(Stream.TELEMETRY, file, 0, bytes, kept, 0, telemetry.fault()));
        }
    }

    /** Whether it begins with records that are this journal's. */
    private boolean isReadable(final JournalVerifier.StreamReport report) throws IOException {
        final Path stream = folder.resolve(report.stream().folder());
        if (Segments.numbers(stream)[0] != SegmentHead.FIRST
                || !report.faults().stream().allMatch(JournalRepair::isLosable)) {
            return false;
        }
        final Path file = Segments.file(stream, SegmentHead.FIRST);
        try (SegmentReader reader = new SegmentReader(file, report.stream(), SegmentHead.FIRST, 0, 0)) {
            return reader.journalId() != 0;
        }
    }

    /** What is left are the stream's whole records up to its first fault, as far as their inputs are left. */
    private void cutBehind(final JournalVerifier.StreamReport report, final long lastInput, final List<Cut> cuts)
            throws IOException {
        final Path stream = folder.resolve(report.stream().folder());
        final long[] numbers = Segments.numbers(stream);
        long number = SegmentHead.FIRST;
        long last = 0;
        for (int i = 0; i < numbers.length && last < report.lastSequence() && numbers[i] == i + 1; i++) {
            final long here = lastLeft(report, numbers[i], lastInput);
            if (here <= last) {
                break;
            }
            number = numbers[i];
            last = here;
        }
        for (int i = numbers.length - 1; i >= 0 && numbers[i] > number; i--) {
            cuts.add(putAside(report, stream, numbers[i], last));
        }
        try (SegmentReader reader = new SegmentReader(Segments.file(stream, number), report.stream(), number, 0, 0)) {
            final Cut cut = cut(report, reader, last);
            if (cut.bytes() > 0 || report.fault() != null) {
                cuts.add(cut);
            }
        }
    }

    /** The last record of a segment that can be left, or the one before its first. */
    private long lastLeft(final JournalVerifier.StreamReport report, final long number, final long lastInput)
            throws IOException {
        final Path file = Segments.file(folder.resolve(report.stream().folder()), number);
        long last = 0;
        try (SegmentReader reader = new SegmentReader(file, report.stream(), number, 0, 0)) {
            while (reader.next() == JournalReader.Result.RECORD
                    && reader.frame().sequence() <= report.lastSequence()
                    && (report.stream() == Stream.INPUT
                                    ? reader.frame().sequence()
                                    : reader.frame().cause())
                            <= lastInput) {
                last = reader.frame().sequence();
            }
        }
        return last;
    }

    /** A whole segment. */
    private Cut putAside(
            final JournalVerifier.StreamReport report, final Path stream, final long number, final long last)
            throws IOException {
        final Path file = Segments.file(stream, number);
        final long bytes = Files.size(file);
        final Path kept = tail.unused(
                report.stream().folder() + "-cut-at-" + file.getParent().getFileName());
        Files.move(file.getParent(), kept);
        SegmentSync.syncFolder(stream);
        SegmentSync.syncFolder(folder);
        return new Cut(report.stream(), file, 0, bytes, kept, last, report.fault());
    }

    private void checkTail(final JournalVerifier.StreamReport stream) throws IOException {
        firstSegment(stream);
        for (final JournalFault fault : stream.faults()) {
            switch (fault.kind()) {
                case TORN, CHECKSUM, SEQUENCE -> {
                    if (stream.recordsBehind() > 0) {
                        throw refused(
                                stream.recordsBehind()
                                        + " whole records stand behind the damage, which a cut would lose",
                                fault);
                    }
                }
                case QUEUE ->
                    throw refused(
                            "what the queue wrote of its own is damaged and cannot be mended; all records are there, and"
                                    + " are read without it",
                            fault);
                case MISSING -> throw refused("records are missing from its end that were written", fault);
                default -> throw refused("this is no torn tail", fault);
            }
        }
        if (stream.fault() != null) {
            torn(stream);
        }
    }

    private JournalException refused(final String why, final JournalFault fault) {
        return leftAsItIs(
                why, fault, fault != null && isLosable(fault) ? ", or give up what is behind it with --lost-tail" : "");
    }

    /** Nothing can be cut that leaves a journal. */
    private JournalException beyondRepair(final String why, final JournalFault fault) {
        return leftAsItIs(why, fault, "");
    }

    private JournalException leftAsItIs(final String why, final JournalFault fault, final String otherRemedy) {
        return new JournalException("journal " + folder + " is left as it is: " + why
                + (fault == null
                        ? ""
                        : " (" + fault.kind() + " at sequence " + fault.sequence() + ", offset " + fault.offset()
                                + " of " + fault.file() + "); restore the folder from a copy" + otherRemedy));
    }

    /** The number of the segment that is torn, if it is the last that has begun, or a later one. */
    private long torn(final JournalVerifier.StreamReport report) throws IOException {
        final Path stream = folder.resolve(report.stream().folder());
        final long[] numbers = Segments.numbers(stream);
        for (int i = numbers.length - 1; i >= 0; i--) {
            final Path file = Segments.file(stream, numbers[i]);
            try (SegmentReader reader = new SegmentReader(file, report.stream(), numbers[i], 0, 0)) {
                if (reader.begun() && reader.journalId() == 0) {
                    throw refused("its first record is damaged", report.fault());
                }
                if (file.equals(Path.of(report.fault().file()))) {
                    return numbers[i];
                }
                if (reader.begun()) {
                    throw refused("segment " + numbers[i] + " stands behind the damage", report.fault());
                }
            }
        }
        throw refused("the damaged file is none of its segments", report.fault());
    }

    private Cut cut(final JournalVerifier.StreamReport report) throws IOException {
        final long number = torn(report);
        final Path file = Path.of(report.fault().file());
        try (SegmentReader reader = new SegmentReader(file, report.stream(), number, 0, 0)) {
            return reader.begun()
                    ? cut(report, reader, Long.MAX_VALUE)
                    : tail.cut(report, file, QueueIndex.FIRST_RECORD, null, null, Long.MAX_VALUE);
        }
    }

    /** @param lastSequence to be left, or one behind all */
    private Cut cut(final JournalVerifier.StreamReport report, final SegmentReader reader, final long lastSequence)
            throws IOException {
        final RecordPositions positions = new RecordPositions();
        positions.add(reader.documentStart());
        while (reader.expectedSequence() <= lastSequence && reader.next() == JournalReader.Result.RECORD) {
            positions.add(reader.documentStart());
        }
        final long[] pages = Arrays.stream(reader.ownDocuments())
                .filter(page -> page < reader.position())
                .toArray();
        return tail.cut(report, reader.file(), reader.position(), positions, pages, lastSequence);
    }
}
