package io.tiercel.engine.feed.moldudp64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Readers of what is kept: each message is its number. */
final class SentMessagesTest {
    private static final int MESSAGE_BYTES = 40_000;

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[MESSAGE_BYTES]);
    private final SentMessages sent = new SentMessages(2 << 20);

    @Test
    void shouldGoOnWithWhatIsSentLater() {
        final SentMessages.Cursor cursor = sent.from(1);
        assertEquals(1, cursor.sequence());
        assertFalse(cursor.next());
        send(3);
        read(cursor, 1, 3);
        assertFalse(cursor.next());
        send(100);
        read(cursor, 4, 103);
        assertFalse(cursor.next());
        assertEquals(104, cursor.sequence());
    }

    @Test
    void shouldBeginAtWhatIsWantedOrKeptOrSentNext() {
        send(100);

        read(sent.from(90), 90, 100);
        assertEquals(101, sent.from(101).sequence());
        assertEquals(101, sent.from(1_000).sequence());
        assertFalse(sent.from(1_000).next());
        // Two pieces of a MiB have the newest ones.
        final long kept = sent.from(1).sequence();
        assertTrue(kept > 30 && kept < 80, () -> "from " + kept);
        read(sent.from(1), kept, 100);
    }

    @Test
    void shouldGoOnInWhatIsNotKeptAnyMore() {
        send(10);
        final SentMessages.Cursor cursor = sent.from(5);
        send(200);
        read(cursor, 5, 210);
        assertFalse(cursor.next());
    }

    private void send(final int count) {
        for (int i = 0; i < count; i++) {
            message.putLong(0, sent.next());
            sent.add(message, 0, MESSAGE_BYTES);
        }
    }

    private static void read(final SentMessages.Cursor cursor, final long from, final long to) {
        for (long expected = from; expected <= to; expected++) {
            assertEquals(expected, cursor.sequence());
            assertTrue(cursor.next(), "message " + expected);
            assertEquals(MESSAGE_BYTES, cursor.length());
            assertEquals(expected, cursor.buffer().getLong(cursor.offset()));
        }
    }
}
