package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class EarlySnapshotsTest {
    private final EarlySnapshots early = new EarlySnapshots();
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private final Mdp3Bytes bytes = new Mdp3Bytes();

    @Test
    void shouldGiveEachOnceWhenItsPacketsHaveCome() {
        add(12, 1);
        add(11, 2);
        add(12, 3);

        assertFalse(early.take(10, packet));
        assertEquals(2, taken(11));
        assertFalse(early.take(11, packet));
        assertEquals(1, taken(20));
        assertEquals(3, taken(20));
        assertFalse(early.take(20, packet));
        add(21, 4);
        assertFalse(early.take(20, packet));
        assertEquals(4, taken(21));
    }

    @Test
    void shouldGiveTheMessageAsItWasWithTheTimeOfItsPacket() {
        bytes.packet(7, 70).heartbeat().snapshot(12, 5, 40, 17).snapshotLevel(100, 5, 1, 1, '0');
        bytes.end();
        final UnsafeBuffer whole = bytes.buffer();
        packet.wrap(whole, 0, whole.capacity());
        packet.next();
        packet.next();
        final int length = packet.messageLength();
        assertTrue(early.add(packet, 12));

        assertTrue(early.take(12, packet));

        assertEquals(70, packet.sendingTimeNs());
        assertEquals(52, packet.templateId());
        assertEquals(length, packet.messageLength());
        for (int i = 0; i < length; i++) {
            assertEquals(
                    whole.getByte(whole.capacity() - length + i),
                    packet.buffer().getByte(packet.messageOffset() + i));
        }
        assertFalse(packet.next());
    }

    @Test
    void shouldForgetWhatWaitsWhereThereIsNoRoom() {
        int count = 0;
        while (add(1_000, 1)) {
            count++;
        }

        assertTrue(count > 1_000, "the last one has taken the place of all");
        assertEquals(1, taken(1_000));
        assertFalse(early.take(1_000, packet));
    }

    @Test
    void shouldForget() {
        add(12, 1);
        early.forget();
        assertFalse(early.take(12, packet));
    }

    private boolean add(final long sequence, final int security) {
        bytes.packet(1, 1).snapshot(sequence, security, 40, 17).end();
        final byte[] copy = bytes.copy();
        packet.wrap(new UnsafeBuffer(copy), 0, copy.length);
        packet.next();
        return early.add(packet, sequence);
    }

    private int taken(final long sequence) {
        assertTrue(early.take(sequence, packet));
        return packet.buffer().getInt(packet.bodyOffset() + 8);
    }
}
