package io.tiercel.journal;

import io.tiercel.journal.JournalRepair.Cut;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Cuts the end off a queue's file, and keeps what it cuts in the journal's folder. */
final class TailCut {
    private static final int CHUNK = 1 << 16;
    /** Zeros behind the last record: a reader takes them for the end. */
    private static final long END_BYTES = 1L << 20;

    /** The journal's. */
    private final Path folder;

    TailCut(final Path folder) {
        this.folder = folder;
    }

    /** A name in the journal's folder. */
    Path unused(final String name) {
        Path path = folder.resolve(name);
        for (int i = 2; Files.exists(path); i++) {
            path = folder.resolve(name + "-" + i);
        }
        return path;
    }

    /** @param positions null for a segment that has not begun: there is nothing to be named */
    Cut cut(
            final JournalVerifier.StreamReport report,
            final Path path,
            final long end,
            final RecordPositions positions,
            final long[] pages,
            final long most)
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
                    Math.min(report.lastSequence(), most),
                    report.fault());
        }
    }

    /** On the disk before the tail is cut. */
    private Path keep(final RandomAccessFile file, final Stream stream, final long from, final long to)
            throws IOException {
        final Path kept = unused(stream.folder() + "-cut-at-" + from);
        WholeFile.write(kept, out -> {
            final byte[] chunk = new byte[CHUNK];
            long at = from;
            while (at < to) {
                final int count = (int) Math.min(CHUNK, to - at);
                file.seek(at);
                file.readFully(chunk, 0, count);
                out.write(chunk, 0, count);
                at += count;
            }
        });
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
