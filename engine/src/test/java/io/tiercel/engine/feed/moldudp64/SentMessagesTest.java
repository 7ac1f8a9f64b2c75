package io.tiercel.engine.feed.moldudp64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

    /** Of any length, none included: each asked for alone, and some at a time, over the borders of pieces. */
    @Test
    void shouldCopyFromAnyMessage() {
        final Random random = new Random(7);
        final List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            final byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            all.add(bytes);
            sent.add(new UnsafeBuffer(bytes), 0, bytes.length);
        }
        final long kept = sent.from(1).sequence();
        assertEquals(0, sent.copy(kept - 1, 5, message, 0, 1_000), "not kept any more");
        assertEquals(0, sent.copy(all.size() + 1, 5, message, 0, 1_000), "not sent yet");
        assertEquals(1, sent.copy(all.size(), 5, message, 0, 1_000));
        for (long first = kept; first <= all.size(); first += 1 + random.nextInt(50)) {
            final int copied = sent.copy(first, 10, message, 3, 400);
            int at = 3;
            for (int i = 0; i < copied; i++) {
                final byte[] expected = all.get((int) first - 1 + i);
                assertEquals(expected.length, message.getShort(at, ByteOrder.BIG_ENDIAN));
                final byte[] copy = new byte[expected.length];
                message.getBytes(at + 2, copy);
                assertArrayEquals(expected, copy);
                at += 2 + copy.length;
            }
            assertEquals(at - 3, sent.copiedBytes());
            assertTrue(copied == 10 || first + copied > all.size() || at - 3 > 400 - 62, "message " + first);
        }
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
