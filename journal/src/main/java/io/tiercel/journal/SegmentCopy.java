package io.tiercel.journal;

import io.tiercel.journal.JournalSegments.Segment;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Copies the bytes of a segment up to the end of its last record. The bytes of each record are those that were checked;
 * what the queue wrote of its own between them is taken as it is.
 */
public final class SegmentCopy {
    private static final int WINDOW_BYTES = 32 << 10;

    private final Segment segment;
    /** The number of the one before it; 0 without one. */
    private final long before;

    private final long journalId;
    /** Null when none has begun. */
    private final Segment next;

    private final byte[] chunk = new byte[WINDOW_BYTES];
    private long copied;

    /** What was copied; without records the last sequence is one less than the first. */
    public record Result(long firstSequence, long lastSequence, long bytes) {}

    /** Bytes are on their way. */
    @FunctionalInterface
    public interface Progress {
        /** @param bytes more than the last time */
        void onBytes(long bytes);
    }

    SegmentCopy(final Segment segment, final long before, final long journalId, final Segment next) {
        this.segment = segment;
        this.before = before;
        this.journalId = journalId;
        this.next = next;
    }

    /** The bytes up to the end of its last record, found without reading all of it. */
    static long bytes(final Segment segment) {
        try (SegmentReader reader = new SegmentReader(segment.file(), segment.stream(), segment.number(), 0, 0)) {
            reader.toLast(any -> true);
            return reader.position();
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot read " + segment.file() + ": " + DiskFailure.text(e) + "; check the disk", e);
        }
    }

    /**
     * Writes them.
     *
     * @throws JournalException with a fault when the segment is damaged, or not the one that has to follow
     */
    public Result writeTo(final OutputStream out, final Progress progress) throws IOException {
        try (SegmentReader reader =
                        new SegmentReader(segment.file(), segment.stream(), segment.number(), journalId, 0);
                QueueFile source = new QueueFile(segment.file().toFile())) {
            check(reader);
            if (segment.number() > before + 1) {
                check(MissingSegments.fault(segment.stream(), before, 0, reader));
            }
            JournalReader.Result result = JournalReader.Result.RECORD;
            while (result == JournalReader.Result.RECORD) {
                final long before = copied;
                copyRecord(reader, source, out);
                progress.onBytes(copied - before);
                result = reader.next();
            }
            checkEnd(reader);
            return new Result(reader.firstSequence(), reader.expectedSequence() - 1, copied);
        }
    }

    /** The one that the reader has just checked, and what stands before it. */
    private void copyRecord(final SegmentReader reader, final QueueFile source, final OutputStream out)
            throws IOException {
        final long record = reader.documentStart() + QueueFile.DOCUMENT_HEADER;
        while (copied < record) {
            final int length = (int) Math.min(chunk.length, record - copied);
            final int index = source.at(copied, length);
            if (index < 0) {
                throw new IOException(segment.file() + " ends within its records");
            }
            source.buffer().getBytes(index, chunk, 0, length);
            out.write(chunk, 0, length);
            copied += length;
        }
        final int length = FrameFlyweight.documentLength(reader.frame().length());
        reader.frame().buffer().getBytes(0, chunk, 0, length);
        out.write(chunk, 0, length);
        copied += length;
    }

    private void checkEnd(final SegmentReader reader) throws IOException {
        check(reader);
        final String leftover = FileTail.leftover(segment.file(), reader.position());
        if (leftover != null) {
            reader.tornAfterEnd(leftover);
        }
        check(reader);
        if (next != null) {
            try (SegmentReader following = new SegmentReader(
                    next.file(), next.stream(), next.number(), journalId, reader.expectedSequence())) {
                reader.isFollowedBy(following);
                check(reader);
                check(following);
            }
        }
    }

    private static void check(final SegmentReader reader) {
        check(reader.fault());
    }

    private static void check(final JournalFault fault) {
        if (fault != null) {
            throw new JournalException("the journal is damaged: " + fault, fault);
        }
    }
}
