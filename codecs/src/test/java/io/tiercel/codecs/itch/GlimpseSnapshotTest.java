package io.tiercel.codecs.itch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tiercel.codecs.Surrounded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class GlimpseSnapshotTest {
    private static final int MESSAGES = Integer.getInteger("tiercel.fuzzPackets", 100_000);

    @Test
    void shouldReadAndWriteAnySequence() {
        final Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            final long sequence = random.nextLong() >>> 1 + random.nextInt(62);
            final byte[] expected = String.format("G%-20d", sequence).getBytes(StandardCharsets.US_ASCII);
            final byte[] written = new byte[GlimpseSnapshot.LENGTH];

            assertEquals(written.length, GlimpseSnapshot.encode(new UnsafeBuffer(written), 0, sequence));
            assertArrayEquals(expected, written);
            assertEquals(sequence, read(expected));
        }
    }

    /** Whatever stands around the message makes no difference. */
    @Test
    void shouldReadNothingPastIt() {
        final Random random = new Random(8);
        int numbers = 0;
        for (int i = 0; i < MESSAGES; i++) {
            final byte[] bytes = String.format("G%-20d", i).getBytes(StandardCharsets.US_ASCII);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? ' ' : random.nextInt());
            }
            numbers += read(random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(30)) : bytes) >= 0 ? 1 : 0;
        }
        assertFalse(numbers < MESSAGES / 10 || numbers == MESSAGES, numbers + " numbers");
    }

    /** Below 0 where it is none. */
    private static long read(final byte[] bytes) {
        return Surrounded.read(
                bytes,
                4,
                (buffer, offset, length) ->
                        GlimpseSnapshot.is(buffer, offset, length) ? GlimpseSnapshot.sequence(buffer, offset) : -1L);
    }
}
