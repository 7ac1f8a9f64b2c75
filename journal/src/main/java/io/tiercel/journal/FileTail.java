package io.tiercel.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What stands in a queue's file after its last whole record. A tailer stops at a document that is not complete or
 * whose header is zero, and takes it for the end: this looks whether anything follows.
 *
 * <p>A document: 4 bytes little endian, bit 31 "not complete", bit 30 "not data but the queue's own", the rest its
 * length; then the document, then zeros up to a multiple of 4.
 */
final class FileTail {
    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int OWN_DATA = 0x4000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int CHUNK = 1 << 16;

    private FileTail() {}

    /** Whether the file ends within the queue's own data, before any record. */
    static boolean endsWithoutRecord(final Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            long at = 0;
            while (true) {
                word.clear();
                if (channel.read(word, at) < Integer.BYTES) {
                    return true;
                }
                final int header = word.getInt(0);
                if ((header & OWN_DATA) == 0 || (header & NOT_COMPLETE) != 0) {
                    return false;
                }
                at = align(at + Integer.BYTES + (header & LENGTH_MASK));
            }
        } catch (final IOException e) {
            throw new JournalException("cannot read " + file + ": " + e + "; check its permissions", e);
        }
    }

    /** In words what is left over after {@code position}, or null when there is nothing, or more whole records only. */
    static String leftover(final Path file, final long position) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            long at = align(position);
            while (true) {
                word.clear();
                if (channel.read(word, at) < Integer.BYTES) {
                    return null;
                }
                final int header = word.getInt(0);
                if (header == 0) {
                    final long found = firstByte(channel, at);
                    return found < 0
                            ? null
                            : "the last whole record ends at " + position + ", yet data stands at " + found;
                }
                if ((header & NOT_COMPLETE) != 0) {
                    return "an unfinished record stands at file position " + at;
                }
                if ((header & OWN_DATA) == 0) {
                    return null;
                }
                at = align(at + Integer.BYTES + (header & LENGTH_MASK));
            }
        } catch (final IOException e) {
            throw new JournalException("cannot read " + file + ": " + e + "; check its permissions", e);
        }
    }

    /**
     * Where behind {@code position} the first whole record of this journal and stream with a sequence above {@code
     * sequence} stands, or -1.
     */
    static long wholeRecord(
            final Path file, final long position, final long journalId, final Stream stream, final long sequence) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            final FrameFlyweight frame = new FrameFlyweight();
            long at = align(position);
            while (true) {
                chunk.clear();
                final int count = channel.read(chunk, at);
                for (int i = 0; i + FrameFlyweight.HEADER_LENGTH <= count; i += Integer.BYTES) {
                    final int length = chunk.getInt(i);
                    if (length < FrameFlyweight.HEADER_LENGTH || length > FrameFlyweight.MAX_DOCUMENT_LENGTH) {
                        continue;
                    }
                    final int documentLength = FrameFlyweight.documentLength(length);
                    if (i + documentLength > count) {
                        continue;
                    }
                    frame.buffer().putBytes(0, chunk.array(), i, documentLength);
                    if (frame.stream() == stream.code()
                            && frame.sequence() > sequence
                            && frame.checksumHolds(journalId)) {
                        return at + i;
                    }
                }
                if (count < CHUNK) {
                    return -1;
                }
                // What may begin at the end of this part stands whole in the next one.
                at += CHUNK - FrameFlyweight.MAX_DOCUMENT_LENGTH;
            }
        } catch (final IOException e) {
            throw new JournalException("cannot read " + file + ": " + e + "; check its permissions", e);
        }
    }

    private static long firstByte(final FileChannel channel, final long from) throws IOException {
        final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long at = from;
        while (true) {
            chunk.clear();
            final int count = channel.read(chunk, at);
            if (count <= 0) {
                return -1;
            }
            for (int i = 0; i < count; i++) {
                if (chunk.get(i) != 0) {
                    return at + i;
                }
            }
            at += count;
        }
    }

    private static long align(final long position) {
        return (position + Integer.BYTES - 1) & -Integer.BYTES;
    }
}
