package io.tiercel.codecs.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class Mdp3PacketFlyweightTest {
    private final byte[] bytes = new byte[64];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();

    @Test
    void shouldReadMessagesInTheirOrder() {
        header(0xFFFF_FFFEL);
        message(15, 10, 0, 12);
        message(25, 14, 4, 99);

        assertTrue(packet.wrap(buffer, 3, 12 + 10 + 14));

        assertEquals(0xFFFF_FFFEL, packet.sequence());
        assertEquals(1_536_760_535_685_381_248L, packet.sendingTimeNs());
        assertTrue(packet.next());
        assertEquals(12, packet.templateId());
        assertEquals(8, packet.messageLength());
        assertEquals(0, packet.bodyLength());
        assertEquals(Mdp3Form.WHOLE, packet.form());
        assertTrue(packet.next());
        assertEquals(99, packet.templateId());
        assertEquals(27, packet.messageOffset());
        assertEquals(35, packet.bodyOffset());
        assertEquals(4, packet.bodyLength());
        assertEquals(4, packet.blockLength());
        assertEquals(9, packet.version());
        assertEquals(Mdp3Form.UNKNOWN, packet.form());
        assertFalse(packet.next());
    }

    @Test
    void shouldTakePacketWithoutMessages() {
        header(7);

        assertTrue(packet.wrap(buffer, 3, 12));

        assertFalse(packet.next());
    }

    @Test
    void shouldRefuseWhatIsNotOneWholePacket() {
        header(1);
        message(15, 14, 4, 99);

        assertTrue(packet.wrap(buffer, 3, 26));
        assertFalse(packet.wrap(buffer, 3, 25), "the message ends early");
        assertFalse(packet.wrap(buffer, 3, 27), "something lies behind it");
        assertFalse(packet.wrap(buffer, 3, 13), "its size ends early");
        assertFalse(packet.wrap(buffer, 3, 11), "the header ends early");
        assertFalse(packet.wrap(buffer, 3, 0));
        message(15, 9, 4, 99);
        assertFalse(packet.wrap(buffer, 3, 12 + 9), "a message is shorter than its header");
        message(15, 0, 4, 99);
        assertFalse(packet.wrap(buffer, 3, 26), "a message without size would be read for ever");
    }

    @Test
    void shouldNotKnowMessagesOfAnotherSchema() {
        header(1);
        message(15, 10, 0, 12);
        put(15 + 6, 2, 2);

        assertTrue(packet.wrap(buffer, 3, 22));
        assertTrue(packet.next());

        assertEquals(Mdp3Form.UNKNOWN, packet.form());
    }

    private void header(final long sequence) {
        put(3, sequence, 4);
        put(7, 1_536_760_535_685_381_248L, 8);
    }

    private void message(final int at, final int size, final int blockLength, final int template) {
        put(at, size, 2);
        put(at + 2, blockLength, 2);
        put(at + 4, template, 2);
        put(at + 6, 1, 2);
        put(at + 8, 9, 2);
    }

    private void put(final int at, final long value, final int count) {
        for (int i = 0; i < count; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
