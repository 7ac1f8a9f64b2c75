package io.tiercel.engine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbers as datagrams, over the loopback. */
final class PlayedLinesTest {
    private static final int COUNT = 1_000;

    @Test
    void shouldSendAllInOrderOnGoodLines() throws IOException {
        final List<List<Integer>> lines = played(PlayedLines.Badness.NONE);

        final List<Integer> all = IntStream.range(0, COUNT).boxed().toList();
        assertEquals(List.of(all, all), lines);
    }

    @Test
    void shouldLoseRepeatAndReorderBySeed() throws IOException {
        final PlayedLines.Badness bad = new PlayedLines.Badness(0.3, 0.1, 50, 7);
        final List<List<Integer>> lines = played(bad);

        assertEquals(lines, played(bad));
        assertNotEquals(lines, played(new PlayedLines.Badness(0.3, 0.1, 50, 8)));
        assertNotEquals(lines.get(0), lines.get(1));
        for (final List<Integer> line : lines) {
            final long different = line.stream().distinct().count();
            assertTrue(different > 650 && different < 800, () -> different + " of " + COUNT);
            assertTrue(line.size() - different > 30, line::toString);
            int newest = 0;
            boolean reordered = false;
            for (final int number : line) {
                assertTrue(number >= newest - 50, line::toString);
                reordered |= number < newest;
                newest = Math.max(newest, number);
            }
            assertTrue(reordered, line::toString);
        }
    }

    @Test
    void shouldSendDatagramsWithoutBytes() throws IOException {
        try (DatagramChannel from = DatagramChannel.open();
                DatagramChannel to = bound()) {
            final List<InetSocketAddress> targets = List.of((InetSocketAddress) to.getLocalAddress());
            final PlayedLines lines = new PlayedLines(from, targets, PlayedLines.Badness.NONE);

            lines.send(ByteBuffer.allocate(0));

            assertNotNull(to.receive(ByteBuffer.allocate(4)));
            assertEquals(1, lines.sentCount());
            assertEquals(0, lines.refusedCount());
        }
    }

    @Test
    void shouldCountWhatTheHostDoesNotTake() throws IOException {
        try (DatagramChannel from = DatagramChannel.open()) {
            final List<InetSocketAddress> nowhere = List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            final PlayedLines lines = new PlayedLines(from, nowhere, PlayedLines.Badness.NONE, true);

            lines.send(ByteBuffer.allocate(4));

            assertEquals(0, lines.sentCount());
            assertEquals(1, lines.refusedCount());
        }
    }

    /** Too long for any datagram of IPv4. */
    @Test
    void shouldGoOnWhereOneIsNotTakenAmongOthers() throws IOException {
        try (DatagramChannel from = DatagramChannel.open();
                DatagramChannel to = bound()) {
            final List<InetSocketAddress> targets = List.of((InetSocketAddress) to.getLocalAddress());
            final PlayedLines lines = new PlayedLines(from, targets, PlayedLines.Badness.NONE);

            final UncheckedIOException none =
                    assertThrows(UncheckedIOException.class, () -> lines.send(ByteBuffer.allocate(65_508)));
            lines.send(ByteBuffer.allocate(4));
            lines.send(ByteBuffer.allocate(65_508));
            lines.send(ByteBuffer.allocate(4));

            assertTrue(none.getMessage().startsWith("nothing can be sent to " + targets.get(0)), none::getMessage);
            assertEquals(2, lines.sentCount());
            assertEquals(1, lines.refusedCount());
        }
    }

    private static List<List<Integer>> played(final PlayedLines.Badness badness) throws IOException {
        try (DatagramChannel from = DatagramChannel.open();
                DatagramChannel one = bound();
                DatagramChannel two = bound()) {
            final PlayedLines lines = new PlayedLines(
                    from,
                    List.of((InetSocketAddress) one.getLocalAddress(), (InetSocketAddress) two.getLocalAddress()),
                    badness);
            final List<List<Integer>> received = List.of(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < COUNT; i++) {
                lines.send(ByteBuffer.allocate(4).putInt(0, i));
                drain(one, received.get(0));
                drain(two, received.get(1));
            }
            lines.flush();
            drain(one, received.get(0));
            drain(two, received.get(1));
            assertEquals(
                    lines.sentCount(), received.get(0).size() + received.get(1).size());
            return received;
        }
    }

    private static DatagramChannel bound() throws IOException {
        final DatagramChannel opened = DatagramChannel.open();
        opened.configureBlocking(false);
        return opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static void drain(final DatagramChannel socket, final List<Integer> received) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(4);
        while (socket.receive(bytes.clear()) != null) {
            received.add(bytes.getInt(0));
        }
    }
}
