package io.tiercel.engine.feed.capture;

import io.airlift.compress.zstd.ZstdIncrementalFrameDecompressor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import org.agrona.BufferUtil;

/**
 * What zstd has compressed, frame after frame (RFC 8878), those without data passed over. What stands before a damage
 * is given first. The library decodes a block at a time, and no check sums: where one cannot be decoded it has kept
 * what later blocks may repeat, so of that frame what is within its window is not given.
 *
 * <table>
 * <caption>Frames, little endian: offset/bytes</caption>
 * <tr><td>0/4</td><td>magic: FD2FB528; 184D2A50 to 184D2A5F of frames without data, whose length follows, 4/4</td></tr>
 * <tr><td>4/1</td><td>flags: 3 length of the dictionary's number, 4 check sum, 8 is 0, 20 one segment, C0 length of the
 * content's length</td></tr>
 * <tr><td>5</td><td>window 1, unless of one segment; the dictionary's number 0, 1, 2, 4; the content's length 0 (of one
 * segment 1), 2, 4, 8</td></tr>
 * <tr><td></td><td>blocks: 0/3: 1 last, 6 kind (0 as it is, 1 one byte repeated, 2 compressed), the others
 * length</td></tr>
 * <tr><td></td><td>the lower 4 bytes of the content's XXH64, where the flag says so</td></tr>
 * </table>
 */
final class ZstdStream extends InputStream {
    private static final int BUFFER = 1 << 16;
    private static final int CHECKED = 0x04;
    private static final int RESERVED = 0x08;
    private static final int ONE_SEGMENT = 0x20;
    private static final int BLOCK_HEADER = 3;
    private static final int REPEATED = 1;
    private static final int NO_KIND = 3;
    private static final int MAX_BLOCK = 1 << 17;
    private static final byte[] LAST_EMPTY_BLOCK = {1, 0, 0};
    /** The library reads up to so many bytes behind the piece. */
    private static final int SLACK = Long.BYTES;

    private final InputStream source;
    private final ZstdIncrementalFrameDecompressor decompressor = new ZstdIncrementalFrameDecompressor();
    private final Xxh64 hash = new Xxh64();
    /** A frame's header or a block. */
    private final byte[] piece = new byte[BLOCK_HEADER + MAX_BLOCK + SLACK];

    private int filled;
    private int taken;
    /** Whether the piece is not decoded, or more comes of it. */
    private boolean pending;

    private Part next = Part.FRAME;
    private boolean checked;
    /** In the file, of what is read next. */
    private long offset;

    private IOException damage;

    private enum Part {
        FRAME("a frame's header"),
        BLOCK("a block"),
        CHECK_SUM("a frame's check sum");

        private final String title;

        Part(final String title) {
            this.title = title;
        }
    }

    ZstdStream(final InputStream source) {
        this.source = new BufferedInputStream(source, BUFFER);
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] target, final int from, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        do {
            final int read = pending ? decode(target, from, length) : 0;
            if (read > 0) {
                return read;
            }
            if (damage != null) {
                throw damage;
            }
        } while (pending || nextPiece());
        return -1;
    }

    private int decode(final byte[] target, final int from, final int length) {
        try {
            decompressor.partialDecompress(
                    piece,
                    BufferUtil.ARRAY_BASE_OFFSET + taken,
                    BufferUtil.ARRAY_BASE_OFFSET + filled,
                    target,
                    from,
                    from + length);
        } catch (final RuntimeException spoilt) {
            pending = false;
            damage = new IOException(
                    "what ends before byte " + offset + " of the file cannot be decoded: " + spoilt.getMessage(),
                    spoilt);
            return 0;
        }
        taken += decompressor.getInputConsumed();
        final int read = decompressor.getOutputBufferUsed();
        pending = decompressor.getRequestedOutputSize() > 0;
        if (checked) {
            hash.update(target, from, read);
        }
        return read;
    }

    /** False behind the last frame; true where something is to be decoded, or is damaged. */
    private boolean nextPiece() throws IOException {
        filled = 0;
        taken = 0;
        switch (next) {
            case FRAME -> {
                if (!fill(Integer.BYTES)) {
                    return filled > 0 && torn();
                }
                frame();
            }
            case BLOCK -> block();
            default -> checkSum();
        }
        return true;
    }

    private void frame() throws IOException {
        final int magic = littleEndian(0);
        if (Compression.isZstdWithoutData(magic)) {
            passOver();
            return;
        }
        if (magic != Compression.ZSTD_MAGIC) {
            damaged(String.format(
                    Locale.ROOT,
                    "at byte %d of the file no frame begins: %08X in place of %08X",
                    offset - Integer.BYTES,
                    magic,
                    Compression.ZSTD_MAGIC));
            return;
        }
        if (!fill(1)) {
            torn();
            return;
        }
        final int flags = piece[Integer.BYTES];
        if ((flags & RESERVED) != 0) {
            damaged("the frame before byte " + offset + " of the file has a flag that is not used: 8");
        } else if (!fill(headerLength(flags & 0xFF))) {
            torn();
        } else {
            checked = (flags & CHECKED) != 0;
            piece[Integer.BYTES] = (byte) (flags & ~CHECKED);
            hash.reset();
            next = Part.BLOCK;
            pending = true;
        }
    }

    /** Behind the flags. */
    private static int headerLength(final int flags) {
        final boolean oneSegment = (flags & ONE_SEGMENT) != 0;
        final int dictionary = flags & 3;
        final int content = flags >>> 6;
        return (oneSegment ? 0 : 1)
                + (dictionary == 0 ? 0 : 1 << dictionary - 1)
                + (content == 0 ? oneSegment ? 1 : 0 : 1 << content);
    }

    private void passOver() throws IOException {
        if (!fill(Integer.BYTES)) {
            torn();
            return;
        }
        long left = littleEndian(Integer.BYTES) & 0xFFFF_FFFFL;
        while (left > 0) {
            filled = 0;
            if (!fill((int) Math.min(left, MAX_BLOCK))) {
                torn();
                return;
            }
            left -= filled;
        }
    }

    private void block() throws IOException {
        if (!fill(BLOCK_HEADER)) {
            torn();
            endFrame();
            return;
        }
        final int header = littleEndian(0) & 0xFF_FFFF;
        final int kind = header >>> 1 & 3;
        final int length = header >>> 3;
        if (kind == NO_KIND || length > MAX_BLOCK) {
            damaged("the block at byte " + (offset - BLOCK_HEADER) + " of the file is of kind " + kind + " and has "
                    + length + " bytes; there are kinds 0 to 2, and blocks have at most " + MAX_BLOCK);
            endFrame();
        } else if (!fill(kind == REPEATED ? 1 : length)) {
            torn();
            endFrame();
        } else {
            next = (header & 1) == 0 ? Part.BLOCK : checked ? Part.CHECK_SUM : Part.FRAME;
            pending = true;
        }
    }

    /** No block comes that could repeat what was decoded: it is given. */
    private void endFrame() {
        System.arraycopy(LAST_EMPTY_BLOCK, 0, piece, 0, BLOCK_HEADER);
        filled = BLOCK_HEADER;
        pending = true;
    }

    private void checkSum() throws IOException {
        if (!fill(Integer.BYTES)) {
            torn();
        } else if (littleEndian(0) != (int) hash.value()) {
            damaged(String.format(
                    Locale.ROOT,
                    "the frame before byte %d of the file has a check sum of %08X, and says that it has %08X",
                    offset,
                    (int) hash.value(),
                    littleEndian(0)));
        } else {
            next = Part.FRAME;
        }
    }

    /** So many bytes more of the piece; false where the file ends before. */
    private boolean fill(final int count) throws IOException {
        final int read = source.readNBytes(piece, filled, count);
        filled += read;
        offset += read;
        Arrays.fill(piece, filled, filled + SLACK, (byte) 0);
        return read == count;
    }

    private int littleEndian(final int at) {
        return piece[at] & 0xFF
                | (piece[at + 1] & 0xFF) << 8
                | (piece[at + 2] & 0xFF) << 16
                | (piece[at + 3] & 0xFF) << 24;
    }

    private boolean torn() {
        damaged("it ends within " + next.title);
        return true;
    }

    private void damaged(final String reason) {
        damage = new IOException(reason);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
