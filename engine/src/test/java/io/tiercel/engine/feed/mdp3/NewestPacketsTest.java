package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class NewestPacketsTest {
    private static final int COUNT = 5_000;

    private final Mdp3Bytes bytes = new Mdp3Bytes();
    /** Three pieces of memory. */
    private final NewestPackets kept = new NewestPackets(3 << 20);

    @Test
    void shouldFindWhatItKeepsAndNothingElse() {
        add(COUNT);

        assertFalse(kept.find(0));
        assertFalse(kept.find(1), "the oldest had to go");
        assertFalse(kept.find(COUNT + 1), "it was not sent yet");
        for (final int sequence : new int[] {COUNT, COUNT - 1_000, COUNT - 999}) {
            assertTrue(kept.find(sequence));
            final byte[] found = new byte[kept.length()];
            kept.buffer().getBytes(kept.offset(), found);
            assertArrayEquals(packet(sequence).byteArray(), found);
        }
    }

    @Test
    void shouldForgetTheCountThatIsOver() {
        add(COUNT);

        add(10);

        assertTrue(kept.find(1) && kept.find(10));
        assertFalse(kept.find(11) || kept.find(COUNT));
    }

    private void add(final int count) {
        for (int i = 1; i <= count; i++) {
            final UnsafeBuffer packet = packet(i);
            kept.add(packet, 0, packet.capacity());
        }
    }

    /** Of 1,012 bytes and more: its length says which one it is, too. */
    private UnsafeBuffer packet(final int sequence) {
        final byte[] header = bytes.packet(sequence, sequence).heartbeat().copy();
        final byte[] packet = new byte[1_012 + sequence % 7];
        System.arraycopy(header, 0, packet, 0, header.length);
        return new UnsafeBuffer(packet);
    }
}
