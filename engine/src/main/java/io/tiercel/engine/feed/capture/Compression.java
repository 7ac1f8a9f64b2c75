package io.tiercel.engine.feed.capture;

import java.io.InputStream;

/** How a file is compressed: its first bytes say so, whatever its name is. */
public enum Compression {
    NONE,
    GZIP,
    ZSTD;

    static final int MAGIC_BYTES = 4;
    /** Little endian. */
    static final int ZSTD_MAGIC = 0xFD2FB528;

    private static final int ZSTD_WITHOUT_DATA = 0x184D2A50;
    private static final int ZSTD_WITHOUT_DATA_MASK = 0xFFFFFFF0;
    private static final int GZIP_MAGIC = 0x1F8B;

    static Compression of(final byte[] head, final int length) {
        if (length >= 2 && (head[0] & 0xFF) << 8 == (GZIP_MAGIC & 0xFF00) && (head[1] & 0xFF) == (GZIP_MAGIC & 0xFF)) {
            return GZIP;
        }
        int magic = 0;
        for (int i = 0; i < MAGIC_BYTES; i++) {
            magic |= (head[i] & 0xFF) << i * Byte.SIZE;
        }
        return length >= MAGIC_BYTES && (magic == ZSTD_MAGIC || isZstdWithoutData(magic)) ? ZSTD : NONE;
    }

    static boolean isZstdWithoutData(final int magic) {
        return (magic & ZSTD_WITHOUT_DATA_MASK) == ZSTD_WITHOUT_DATA;
    }

    /** What the bytes were before they were compressed; damage is thrown behind all that stands before it. */
    InputStream open(final InputStream compressed) {
        return switch (this) {
            case NONE -> compressed;
            case GZIP -> new GzipStream(compressed);
            case ZSTD -> new ZstdStream(compressed);
        };
    }
}
