package io.tiercel.engine.feed.capture;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How a file is compressed: its first bytes say so, whatever its name is. */
public enum Compression {
    NONE,
    GZIP,
    ZSTD;

    static final int MAGIC_BYTES = 4;

    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int ZSTD_MAGIC = 0x28B52FFD;
    private static final int GZIP_BUFFER = 1 << 16;

    static Compression of(final byte[] head, final int length) {
        if (length >= 2 && (head[0] & 0xFF) << 8 == (GZIP_MAGIC & 0xFF00) && (head[1] & 0xFF) == (GZIP_MAGIC & 0xFF)) {
            return GZIP;
        }
        int magic = 0;
        for (int i = 0; i < MAGIC_BYTES; i++) {
            magic = magic << Byte.SIZE | head[i] & 0xFF;
        }
        return length >= MAGIC_BYTES && magic == ZSTD_MAGIC ? ZSTD : NONE;
    }

    /** What the bytes were before they were compressed. */
    InputStream open(final InputStream compressed) throws IOException {
        return switch (this) {
            case NONE -> compressed;
            case GZIP -> new GZIPInputStream(compressed, GZIP_BUFFER);
            case ZSTD -> new ZstdInputStream(compressed);
        };
    }
}
