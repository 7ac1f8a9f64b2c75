package io.tiercel.engine.feed.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class TcpStreamTest {
    private final List<String> events = new ArrayList<>();
    private final ExpandableArrayBuffer all = new ExpandableArrayBuffer();
    private int length;
    private final TcpStream stream = new TcpStream(new ByteStream() {
        @Override
        public void onBegin() {
            events.add("begin");
        }

        @Override
        public void onBytes(final DirectBuffer buffer, final int offset, final int count) {
            final byte[] bytes = new byte[count];
            buffer.getBytes(offset, bytes);
            events.add(new String(bytes, StandardCharsets.ISO_8859_1));
            all.putBytes(length, bytes);
            length += count;
        }

        @Override
        public void onLost(final long count) {
            events.add("lost " + count);
        }

        @Override
        public void onEnd() {
            events.add("end");
        }
    });

    @Test
    void shouldPutSegmentsInOrderEachByteOnce() {
        segment(99, true, "");
        segment(100, false, "abc");
        segment(99, true, "");
        segment(106, false, "ghi");
        segment(100, false, "abcd");
        segment(105, false, "fg");
        segment(104, false, "e");
        segment(106, false, "ghi");
        stream.end();

        assertEquals(List.of("begin", "abc", "d", "e", "fg", "hi", "end"), events);
    }

    @Test
    void shouldBeginWithinAConnectionAndGoRoundTheEndOfNumbers() {
        segment(-3, false, "abc");
        segment(2, false, "f");
        segment(0, false, "de");

        assertEquals(List.of("begin", "abc", "de", "f"), events);
    }

    @Test
    void shouldSayWhatIsLostAtTheEnd() {
        segment(0, false, "a");
        segment(5, false, "f");
        segment(8, false, "i");
        stream.end();

        assertEquals(List.of("begin", "a", "lost 4", "f", "lost 2", "i", "end"), events);
    }

    @Test
    void shouldBoundWhatWaits() {
        segment(0, false, "a");
        final String big = "x".repeat(10_000);
        for (int i = 0; i < 150; i++) {
            segment(10 + i * 10_000, false, big);
        }

        // One loss is enough: behind it all that waited is in order, and so is what comes.
        assertEquals("lost 9", events.get(2));
        assertEquals(150, events.stream().filter(big::equals).count());
        assertEquals(
                1, events.stream().filter(event -> event.startsWith("lost")).count());
    }

    @Test
    void shouldBeginAnewWithAnotherConnection() {
        segment(9, true, "");
        segment(10, false, "a");
        segment(500, true, "");
        segment(501, false, "b");

        assertEquals(List.of("begin", "a", "end", "begin", "b"), events);
    }

    @Test
    void shouldRestoreAnyOrderWithinTheBound() {
        final byte[] sent = new byte[200_000];
        final Random random = new Random(3);
        random.nextBytes(sent);
        final List<int[]> pieces = new ArrayList<>();
        for (int at = 0; at < sent.length; ) {
            final int size = Math.min(sent.length - at, 1 + random.nextInt(1_460));
            pieces.add(new int[] {at, size});
            at += size;
        }
        for (int i = 0; i + 8 < pieces.size(); i += 8) {
            Collections.shuffle(pieces.subList(i, i + 8), random);
        }
        stream.onSegment(Integer.MAX_VALUE - 50_001, true, new UnsafeBuffer(sent), 0, 0);
        for (final int[] piece : pieces) {
            stream.onSegment(Integer.MAX_VALUE - 50_000 + piece[0], false, new UnsafeBuffer(sent), piece[0], piece[1]);
        }
        stream.end();

        final byte[] received = new byte[length];
        all.getBytes(0, received);
        assertArrayEquals(sent, received);
        assertTrue(events.stream().noneMatch(event -> event.startsWith("lost")));
    }

    private void segment(final int sequence, final boolean syn, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        stream.onSegment(sequence, syn, new UnsafeBuffer(Arrays.copyOf(bytes, bytes.length)), 0, bytes.length);
    }
}
