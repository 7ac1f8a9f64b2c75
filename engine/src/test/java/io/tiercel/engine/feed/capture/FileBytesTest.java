package io.tiercel.engine.feed.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FileBytesTest {
    private final byte[] content = new byte[5_000_000];

    FileBytesTest() {
        new Random(7).nextBytes(content);
        Arrays.fill(content, 1_000_000, 3_000_000, (byte) 'x');
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheBytesThatWereCompressed(final Compression compression) throws IOException {
        try (FileBytes bytes = FileBytes.of(new ByteArrayInputStream(compressed(compression, content)))) {
            assertEquals(compression, bytes.compression());
            int at = 0;
            while (bytes.has(1_001)) {
                assertEquals(at, bytes.offset());
                for (int i = 0; i < 1_001; i += 100) {
                    assertEquals(content[at + i], bytes.buffer().getByte(bytes.position() + i));
                }
                bytes.skip(1_001);
                at += 1_001;
            }
            assertEquals(content.length - at, bytes.available());
            assertNull(bytes.damage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadSeveralCompressedPartsAsOne(final Compression compression) throws IOException {
        final byte[] twice = Frames.join(compressed(compression, content), compressed(compression, content));

        try (FileBytes bytes = FileBytes.of(new ByteArrayInputStream(twice))) {
            assertTrue(bytes.skip(2L * content.length - 1));
            assertTrue(bytes.has(1));
            assertFalse(bytes.has(2));
            assertNull(bytes.damage());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void shouldSayThatCompressedDataIsTornOrDamaged(final Compression compression) throws IOException {
        final byte[] whole = compressed(compression, content);
        final byte[] damaged = whole.clone();
        Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 1_000, (byte) 0x55);

        for (final byte[] bad :
                new byte[][] {Arrays.copyOf(whole, whole.length / 2), damaged, Arrays.copyOf(whole, 5)}) {
            try (FileBytes bytes = FileBytes.of(new ByteArrayInputStream(bad))) {
                assertFalse(bytes.skip(content.length) && bytes.has(1));
                assertTrue(bytes.damage()
                        .startsWith("its compressed data (" + compression.name().toLowerCase(Locale.ROOT)));
            }
        }
    }

    @Test
    void shouldGrowForOnePiece() throws IOException {
        try (FileBytes bytes = FileBytes.of(new ByteArrayInputStream(content))) {
            bytes.skip(10);
            assertTrue(bytes.has(4_000_000));
            assertEquals(content[4_000_009], bytes.buffer().getByte(bytes.position() + 3_999_999));
            assertThrows(IllegalArgumentException.class, () -> bytes.has(FileBytes.MAX_PIECE + 1));
        }
    }

    @Test
    void shouldReadEmptyFile() throws IOException {
        try (FileBytes bytes = FileBytes.of(new ByteArrayInputStream(new byte[0]))) {
            assertFalse(bytes.has(1));
            assertNull(bytes.damage());
            assertFalse(bytes.skip(1));
        }
    }

    @Test
    void shouldTellUnreadableFromDamaged(@TempDir final Path folder) {
        final InputStream failing = new InputStream() {
            private int left = 100;

            @Override
            public int read() throws IOException {
                if (left-- > 0) {
                    return 1;
                }
                throw new IOException("the disk says no");
            }

            @Override
            public int read(final byte[] target, final int offset, final int length) throws IOException {
                target[offset] = (byte) read();
                return 1;
            }
        };

        final UncheckedIOException failure = assertThrows(UncheckedIOException.class, () -> {
            try (FileBytes bytes = FileBytes.of(failing)) {
                bytes.skip(1_000);
            }
        });
        assertEquals("cannot be read: the disk says no", failure.getMessage());
        assertThrows(IOException.class, () -> FileBytes.open(folder).close());
    }

    private static byte[] compressed(final Compression compression, final byte[] content) throws IOException {
        final ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream stream = switch (compression) {
            case NONE -> target;
            case GZIP -> new GZIPOutputStream(target);
            case ZSTD -> new ZstdOutputStream(target);
        }) {
            stream.write(content);
        }
        return target.toByteArray();
    }
}
