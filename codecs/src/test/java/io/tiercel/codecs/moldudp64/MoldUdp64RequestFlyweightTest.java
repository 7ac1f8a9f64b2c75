package io.tiercel.codecs.moldudp64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /** The buffer ends with the packet: to read beyond it throws. */
    @Test
    void shouldTakeNothingOfAnotherLength() {
        final Random random = new Random(5);
        for (int i = 0; i < PACKETS; i++) {
            final byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            final boolean whole = request.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
            assertEquals(bytes.length == 20, whole);
            if (whole) {
                assertTrue(request.count() >= 0 && request.count() <= 0xFFFF);
                request.sequence();
                request.sessionHigh();
                request.sessionLow();
            }
        }
        assertFalse(request.wrap(new UnsafeBuffer(new byte[0]), 0, 0));
    }
}
