package io.tiercel.engine.feed.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ZstdStreamTest {
    private static final byte[] EMPTY_FRAME = {0x5F, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};
    private static final int CHECKED = 4;
    private static final int CHECK_SUM = 4;
    private static final int FLAGS = 4;

    private final byte[] content = new byte[700_000];
    private final byte[] frame;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    ZstdStreamTest() throws IOException {
        new Random(3).nextBytes(content);
        Arrays.fill(content, 1_000, 200_000, (byte) 'x');
        for (int i = 200_000; i < 400_000; i++) {
            content[i] = content[i + 200_000];
        }
        frame = zstd(content);
        assertTrue((frame[FLAGS] & CHECKED) != 0, "a frame with its check sum");
    }

    @Test
    void shouldReadFrameAfterFrame() throws IOException {
        assertNull(damage(Frames.join(frame, zstd(new byte[0]), frame)));

        assertArrayEquals(Frames.join(content, content), read.toByteArray());
    }

    @Test
    void shouldPassOverFramesWithoutData() throws IOException {
        assertNull(damage(Frames.join(EMPTY_FRAME, frame, EMPTY_FRAME, EMPTY_FRAME, frame, EMPTY_FRAME)));

        assertArrayEquals(Frames.join(content, content), read.toByteArray());
    }

    @Test
    void shouldSayWhereAFrameIsTornInItsHeader() throws IOException {
        for (int length = 1; length < 6; length++) {
            assertEquals("it ends within a frame's header", damage(Frames.join(frame, Arrays.copyOf(frame, length))));
            assertArrayEquals(content, read.toByteArray());
        }
        for (int length = 1; length < EMPTY_FRAME.length; length++) {
            assertEquals(
                    "it ends within a frame's header", damage(Frames.join(frame, Arrays.copyOf(EMPTY_FRAME, length))));
            assertArrayEquals(content, read.toByteArray());
        }
    }

    @Test
    void shouldGiveWhatStandsBeforeATear() throws IOException {
        assertEquals("it ends within a block", damage(Frames.join(frame, Arrays.copyOf(frame, frame.length / 2))));

        assertTrue(read.size() > content.length + 200_000, read.size() + " bytes");
        assertArrayEquals(Arrays.copyOf(Frames.join(content, content), read.size()), read.toByteArray());
    }

    @Test
    void shouldSayWhatIsDamagedInALaterFrame() throws IOException {
        assertEquals(
                "at byte " + frame.length + " of the file no frame begins: FD2FB500 in place of FD2FB528",
                damage(Frames.join(frame, with(0, 0))));
        assertEquals(
                "at byte " + frame.length + " of the file no frame begins: 00000000 in place of FD2FB528",
                damage(Frames.join(frame, new byte[100])));
        assertEquals(
                "the frame before byte " + (frame.length + FLAGS + 1) + " of the file has a flag that is not used: 8",
                damage(Frames.join(frame, with(FLAGS, frame[FLAGS] | 8))));

        assertArrayEquals(content, read.toByteArray());
    }

    @Test
    void shouldCompareTheCheckSum() throws IOException {
        final int end = frame.length;
        assertEquals(
                "the frame before byte " + end + " of the file has a check sum of",
                damage(with(end - 1, frame[end - 1] + 1)).split(" [0-9A-F]{8},")[0]);
        assertArrayEquals(content, read.toByteArray());
        for (int length = 1; length <= CHECK_SUM; length++) {
            assertEquals("it ends within a frame's check sum", damage(Arrays.copyOf(frame, end - length)));
            assertArrayEquals(content, read.toByteArray());
        }
    }

    @Test
    void shouldNeverGiveWrongBytesWithoutDamage() throws IOException {
        final long seed = new Random().nextLong();
        final Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            final byte[] spoilt = frame.clone();
            spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
            final String damage = damage(spoilt);
            assertTrue(damage != null || Arrays.equals(content, read.toByteArray()), "seed " + seed);
        }
    }

    /** Null without one. */
    private String damage(final byte[] file) {
        read.reset();
        try (ZstdStream stream = new ZstdStream(new ByteArrayInputStream(file))) {
            stream.transferTo(read);
            return null;
        } catch (final IOException damaged) {
            return damaged.getMessage();
        }
    }

    private byte[] with(final int at, final int value) {
        final byte[] spoilt = frame.clone();
        spoilt[at] = (byte) value;
        return spoilt;
    }

    private static byte[] zstd(final byte[] bytes) throws IOException {
        final ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream stream = new ZstdOutputStream(target)) {
            stream.write(bytes);
        }
        return target.toByteArray();
    }
}
