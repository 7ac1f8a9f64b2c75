package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Which packets of a channel can be asked for again. */
final class SentPacketsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Mdp3Bytes bytes = new Mdp3Bytes();
    private final SentPackets sent = new SentPackets(1 << 16);

    @Test
    void shouldForgetTheWeekBefore() {
        for (int i = 1; i <= 10; i++) {
            add(i, i);
        }
        add(1, 100 * SECOND);
        add(2, 100 * SECOND + 1);

        assertEquals(100 * SECOND, sendingTime(1));
        assertEquals(100 * SECOND + 1, sendingTime(2));
        for (int i = 3; i <= 10; i++) {
            assertNull(get(sent, i), "of the week before");
        }
        // A slow line still brings what was the last of it.
        add(10, 10);
        assertNull(get(sent, 10));
        assertEquals(100 * SECOND, sendingTime(1));
    }

    @Test
    void shouldKnowAnotherCountByAnotherContent() {
        add(1, 10);
        add(2, 20);
        add(3, 30);
        add(bytes.packet(1, 40).status("ES", "", 5, 17).copy());

        assertEquals(40, sendingTime(1));
        assertNull(get(sent, 2));
        assertNull(get(sent, 3));
    }

    @Test
    void shouldKeepWhatLinesBringLate() {
        add(1, 10);
        add(3, 30);
        // By the other line, whose stamps are others, and out of order
        add(3, 35);
        add(2, 25);
        add(1, 12);

        assertEquals(10, sendingTime(1));
        assertEquals(25, sendingTime(2));
        assertEquals(30, sendingTime(3));
    }

    @Test
    void shouldKeepTheNewest() {
        final SentPackets few = new SentPackets(10 * 22);
        for (int i = 1; i <= 30; i++) {
            final byte[] packet = bytes.packet(i, i).heartbeat().copy();
            few.add(new UnsafeBuffer(packet), 0, packet.length);
        }
        final byte[] late = bytes.packet(3, 3).heartbeat().copy();
        few.add(new UnsafeBuffer(late), 0, late.length);

        assertNull(get(few, 20));
        assertNull(get(few, 3));
        assertNotNull(get(few, 21));
        assertArrayEquals(bytes.packet(30, 30).heartbeat().copy(), get(few, 30));
        few.add(new UnsafeBuffer(new byte[3]), 0, 3);
        assertNotNull(get(few, 21));
    }

    private void add(final long sequence, final long sendingTimeNs) {
        add(bytes.packet(sequence, sendingTimeNs).heartbeat().copy());
    }

    private void add(final byte[] packet) {
        sent.add(new UnsafeBuffer(packet), 0, packet.length);
    }

    private long sendingTime(final long sequence) {
        return ByteBuffer.wrap(get(sent, sequence))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(4);
    }

    /** Null when it is not kept. */
    private static byte[] get(final SentPackets packets, final long sequence) {
        if (!packets.find(sequence)) {
            return null;
        }
        final byte[] copy = new byte[packets.length()];
        packets.buffer().getBytes(packets.offset(), copy);
        return copy;
    }
}
