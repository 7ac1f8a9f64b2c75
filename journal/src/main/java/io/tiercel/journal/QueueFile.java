package io.tiercel.journal;

import io.tiercel.codecs.HotPath;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of a queue's data file, read through a window. Nothing of the queue's own header or index is used, and
 * nothing is mapped, so neither damage there nor a file that is cut short can mislead or end the program.
 *
 * <p>A document: 4 bytes little endian, bit 31 "not complete", bit 30 "not data but the queue's own", the rest its
 * length; then the document, then zeros up to a multiple of 4.
 */
@HotPath
final class QueueFile implements AutoCloseable {
    /** Before each document. */
    static final int DOCUMENT_HEADER = Integer.BYTES;

    static final int NOT_COMPLETE = 0x8000_0000;
    static final int OWN_DATA = 0x4000_0000;
    static final int LENGTH_MASK = 0x3FFF_FFFF;

    private static final int WINDOW_BYTES = 1 << 16;

    private final File path;
    /** Not a channel: to interrupt a thread that uses one closes it. */
    private final RandomAccessFile file;

    private final byte[] window = new byte[WINDOW_BYTES];
    private final UnsafeBuffer buffer = new UnsafeBuffer(window);
    private final FrameFlyweight frame = new FrameFlyweight();
    private long start;
    private int count;

    QueueFile(final File path) throws IOException {
        this.path = path;
        file = new RandomAccessFile(path, "r");
    }

    /** The next look reads the file again. */
    void forget() {
        count = 0;
    }

    /** Where in {@link #buffer()} these bytes of the file are, until the next call; -1 when the file ends before. */
    int at(final long position, final int length) throws IOException {
        if (position < start || position + length > start + count) {
            fill(position);
        }
        return position + length <= start + count ? (int) (position - start) : -1;
    }

    /** A document's header; 0 also where the file has ended. */
    int header(final long position) throws IOException {
        final int index = at(position, DOCUMENT_HEADER);
        return index < 0 ? 0 : buffer.getInt(index, ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether the document there was begun at most, as its header says. */
    boolean unfinished(final long position) throws IOException {
        final int header = header(position);
        return header == 0 || (header & NOT_COMPLETE) != 0;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    long length() {
        return path.length();
    }

    /**
     * Where the first whole record of this journal and stream stands whose sequence is within these bounds, as the
     * position of its document, or -1.
     */
    long find(
            final long from,
            final long to,
            final long journalId,
            final Stream stream,
            final long leastSequence,
            final long mostSequence)
            throws IOException {
        for (long at = align(from); at < to; at += Integer.BYTES) {
            final int index = at(at, DOCUMENT_HEADER + FrameFlyweight.HEADER_LENGTH);
            if (index < 0) {
                return -1;
            }
            final int length = buffer.getInt(index + DOCUMENT_HEADER, ByteOrder.LITTLE_ENDIAN);
            if (length >= FrameFlyweight.HEADER_LENGTH
                    && length <= FrameFlyweight.MAX_DOCUMENT_LENGTH
                    && wholeRecord(at, length, journalId, stream, leastSequence, mostSequence)) {
                return at;
            }
        }
        return -1;
    }

    /** Takes what stands in a document as a record, whatever its header says; false when it cannot be one. */
    boolean load(final long at, final FrameFlyweight into) throws IOException {
        final int header = at(at + DOCUMENT_HEADER, FrameFlyweight.HEADER_LENGTH);
        final int length = header < 0 ? 0 : buffer.getInt(header, ByteOrder.LITTLE_ENDIAN);
        if (length < FrameFlyweight.HEADER_LENGTH || length > FrameFlyweight.MAX_DOCUMENT_LENGTH) {
            return false;
        }
        final int documentLength = FrameFlyweight.documentLength(length);
        final int index = at(at + DOCUMENT_HEADER, documentLength);
        if (index < 0) {
            return false;
        }
        into.load(buffer, index, documentLength);
        return true;
    }

    /** What {@link #find} found last. */
    FrameFlyweight found() {
        return frame;
    }

    private boolean wholeRecord(
            final long at,
            final int length,
            final long journalId,
            final Stream stream,
            final long leastSequence,
            final long mostSequence)
            throws IOException {
        final int documentLength = FrameFlyweight.documentLength(length);
        final int index = at(at + DOCUMENT_HEADER, documentLength);
        if (index < 0) {
            return false;
        }
        frame.load(buffer, index, documentLength);
        return frame.stream() == stream.code()
                && frame.version() == FrameFlyweight.VERSION
                && frame.sequence() >= leastSequence
                && frame.sequence() <= mostSequence
                && frame.checksumHolds(journalId);
    }

    /** Where the first byte that is not zero stands, or -1. */
    long firstByte(final long from) throws IOException {
        long at = from;
        while (true) {
            final int index = at(at, 1);
            if (index < 0) {
                return -1;
            }
            for (int i = index; i < count; i++) {
                if (window[i] != 0) {
                    return start + i;
                }
            }
            at = start + count;
        }
    }

    /** Documents begin at multiples of 4. */
    static long align(final long position) {
        return (position + Integer.BYTES - 1) & -Integer.BYTES;
    }

    private void fill(final long position) throws IOException {
        start = position;
        count = 0;
        file.seek(position);
        while (count < WINDOW_BYTES) {
            final int read = file.read(window, count, WINDOW_BYTES - count);
            if (read < 0) {
                return;
            }
            count += read;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
