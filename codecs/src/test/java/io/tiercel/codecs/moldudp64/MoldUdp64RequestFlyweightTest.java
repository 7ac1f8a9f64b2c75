package io.tiercel.codecs.moldudp64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.Surrounded;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class MoldUdp64RequestFlyweightTest {
    private static final int PACKETS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    /** Session "DAY1", sequence 0x0102030405060708, 0x0A0B messages, byte by byte as the specification has them. */
    private static final byte[] VECTOR = {
        'D', 'A', 'Y', '1', ' ', ' ', ' ', ' ', ' ', ' ', 1, 2, 3, 4, 5, 6, 7, 8, 0x0A, 0x0B
    };

    private final MoldUdp64RequestFlyweight request = new MoldUdp64RequestFlyweight();

    @Test
    void shouldReadWhatTheSpecificationSays() {
        assertTrue(request.wrap(new UnsafeBuffer(VECTOR), 0, VECTOR.length));

        assertEquals("DAY1", MoldUdp64Flyweight.sessionName(request.sessionHigh(), request.sessionLow()));
        assertEquals(0x0102030405060708L, request.sequence());
        assertEquals(0x0A0B, request.count());
    }

    @Test
    void shouldWriteWhatTheSpecificationSays() {
        final byte[] bytes = new byte[VECTOR.length];

        MoldUdp64RequestFlyweight.encode(
                new UnsafeBuffer(bytes),
                0,
                MoldUdp64Flyweight.sessionHigh("DAY1"),
                MoldUdp64Flyweight.sessionLow("DAY1"),
                0x0102030405060708L,
                0x0A0B);

        assertArrayEquals(VECTOR, bytes);
    }

    @Test
    void shouldReadAnyRequestAsItWasWritten() {
        final Random random = new Random(6);
        for (int i = 0; i < 1_000; i++) {
            final byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            request.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
            final byte[] written = new byte[20];

            MoldUdp64RequestFlyweight.encode(
                    new UnsafeBuffer(written),
                    0,
                    request.sessionHigh(),
                    request.sessionLow(),
                    request.sequence(),
                    request.count());

            assertArrayEquals(bytes, written);
        }
    }

    /** Whatever stands around the packet makes no difference. */
    @Test
    void shouldTakeNothingOfAnotherLength() {
        final Random random = new Random(5);
        for (int i = 0; i < PACKETS; i++) {
            final byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);

            final List<Long> read = Surrounded.read(
                    bytes,
                    1,
                    (buffer, offset, length) -> request.wrap(buffer, offset, length)
                            ? List.of(request.sessionHigh(), (long) request.sessionLow(), request.sequence(), (long)
                                    request.count())
                            : List.of());

            assertEquals(bytes.length == 20 ? 4 : 0, read.size());
            assertTrue(read.isEmpty() || read.get(3) >= 0 && read.get(3) <= 0xFFFF);
        }
        assertFalse(request.wrap(new UnsafeBuffer(new byte[0]), 0, 0));
    }
}
