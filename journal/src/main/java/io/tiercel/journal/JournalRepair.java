package io.tiercel.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the torn tail off a journal, as a crash or a loss of power leaves it, so that it ends with its last whole
 * record. What is cut is kept beside the streams. Any other damage it refuses: behind it stand records that a cut would
 * lose.
 */
public final class JournalRepair {
    private static final int CHUNK = 1 << 16;
    /** Zeros behind the last record: a reader takes them for the end. */
    private static final long END_BYTES = 1L << 20;

    private final Path folder;

    public JournalRepair(final Path folder) {
        this.folder = folder;
    }

    /**
     * What became of a stream's tail.
     *
     * @param file         of the queue
     * @param offset       where it ends now
     * @param bytes        how many were cut off; 0 when records had been lost without a trace of them in the file
     * @param kept         the file that holds these; null when there are none
     * @param lastSequence of the last record that is left; 0 when none is
     * @param fault        what was wrong
     */
    public record Cut(
            Stream stream, Path file, long offset, long bytes, Path kept, long lastSequence, JournalFault fault) {}

    /**
     * What was done; empty when nothing was wrong.
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
            final JournalVerifier.Report report = new JournalVerifier(folder).verify();
            final List<Cut> cuts = new ArrayList<>();
            for (final JournalVerifier.StreamReport stream : List.of(report.inputs(), report.outputs())) {
                checkTail(stream);
            }
            for (final JournalVerifier.StreamReport stream : List.of(report.inputs(), report.outputs())) {
                if (stream.fault() != null) {
                    cuts.add(cut(stream));
                }
            }
            return cuts;
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot repair " + folder + ": " + e + "; check free space and permissions, then repair it again",
                    e);
        }
    }

    private void checkTail(final JournalVerifier.StreamReport stream) throws IOException {
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
                case QUEUE -> throw refused("the queue's own data is damaged, which hides no record", fault);
                case MISSING -> throw refused("records are missing from its end that were written", fault);
                default -> throw refused("this is no torn tail", fault);
            }
        }
        if (stream.fault() != null) {
            torn(stream);
        }
    }

    private JournalException refused(final String why, final JournalFault fault) {
        return new JournalException("journal " + folder + " is left as it is: " + why
                + (fault == null
                        ? ""
                        : " (" + fault.kind() + " at sequence " + fault.sequence() + ", offset " + fault.offset()
                                + " of " + fault.file() + "); restore the folder from a copy"));
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
            return reader.begun() ? cut(report, reader) : cut(report, file, QueueIndex.FIRST_RECORD, null, null);
        }
    }

    private Cut cut(final JournalVerifier.StreamReport report, final SegmentReader reader) throws IOException {
        final RecordPositions positions = new RecordPositions();
        positions.add(reader.documentStart());
        while (reader.next() == JournalReader.Result.RECORD) {
            positions.add(reader.documentStart());
        }
        final long[] pages = Arrays.stream(reader.ownDocuments())
                .filter(page -> page < reader.position())
                .toArray();
        return cut(report, reader.file(), reader.position(), positions, pages);
    }

    /** @param positions null for a segment that has not begun: there is nothing to be named */
    private Cut cut(
            final JournalVerifier.StreamReport report,
            final Path path,
            final long end,
            final RecordPositions positions,
            final long[] pages)
            throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            final long length = file.length();
            final long last = lastByte(file, end);
            final Path kept = last < end ? null : keep(file, report.stream(), end, last + 1);
            file.setLength(end);
            file.setLength(Math.max(length, end + END_BYTES));
            if (positions != null) {
                QueueIndex.rewrite(file, positions, pages);
            }
            file.getFD().sync();
            return new Cut(
                    report.stream(),
                    path,
                    end,
                    Math.max(0, last + 1 - end),
                    kept,
                    report.lastSequence(),
                    report.fault());
        }
    }

    /** On the disk before the tail is cut. */
    private Path keep(final RandomAccessFile file, final Stream stream, final long from, final long to)
            throws IOException {
        Path kept = folder.resolve(stream.folder() + "-cut-at-" + from);
        for (int i = 2; Files.exists(kept); i++) {
            kept = folder.resolve(stream.folder() + "-cut-at-" + from + "-" + i);
        }
        try (FileChannel target = FileChannel.open(kept, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            final byte[] chunk = new byte[CHUNK];
            long at = from;
            while (at < to) {
                final int count = (int) Math.min(CHUNK, to - at);
                file.seek(at);
                file.readFully(chunk, 0, count);
                final ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
                while (bytes.hasRemaining()) {
                    target.write(bytes);
                }
                at += count;
            }
            target.force(true);
        }
        SegmentSync.syncFolder(folder);
        return kept;
    }

    /** Where the last byte from there on that is not zero stands; less than {@code from} when there is none. */
    private static long lastByte(final RandomAccessFile file, final long from) throws IOException {
        final byte[] chunk = new byte[CHUNK];
        long end = file.length();
        while (end > from) {
            final int count = (int) Math.min(CHUNK, end - from);
            file.seek(end - count);
            file.readFully(chunk, 0, count);
            for (int i = count - 1; i >= 0; i--) {
                if (chunk[i] != 0) {
                    return end - count + i;
                }
            }
            end -= count;
        }
        return from - 1;
    }
}
