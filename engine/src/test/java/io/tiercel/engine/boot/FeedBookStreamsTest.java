package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections of SoupBinTCP to one server, in one capture: together they are the session, each message once. */
final class FeedBookStreamsTest {
    private static final long OPEN_NS = 1_577_716_200_000_000_000L;
    private static final int STOCKS = 4;
    private static final int SERVER = 9_000;

    @TempDir
    Path folder;

    private final Program program = new Program();
    private final HandMadeItch itch = new HandMadeItch(21).day(STOCKS, 2_000);
    private final int end = itch.messages.size();
    private final Captures capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1);
    private long timeNs = OPEN_NS;

    @Test
    void shouldGoOnWithAnotherConnection() throws IOException {
        give(40_000, stream(0, 1_200));
        give(40_001, stream(1_200, end));

        assertBooks("live");
    }

    @Test
    void shouldPassOverWhatAnotherConnectionBringsAgain() throws IOException {
        give(40_000, stream(0, 1_200));
        give(40_001, stream(0, 700));
        give(40_002, stream(500, end));

        assertBooks("live");
    }

    /** Each of them is ahead at times. */
    @Test
    void shouldTakeTwoConnectionsAtOnce() throws IOException {
        final byte[][] streams = {stream(0, end), stream(0, end)};
        final int[] given = new int[2];
        final Random random = new Random(5);
        while (given[0] < streams[0].length || given[1] < streams[1].length) {
            final int turn = random.nextInt(2);
            final int length = Math.min(streams[turn].length - given[turn], random.nextInt(3_000));
            segment(40_000 + turn, given[turn], Arrays.copyOfRange(streams[turn], given[turn], given[turn] + length));
            given[turn] += length;
        }

        assertBooks("live");
    }

    /** It logs in where the session is, and the other one has not come so far. */
    @Test
    void shouldWaitForTheConnectionThatIsBehind() throws IOException {
        final byte[] behind = stream(0, 1_000);
        segment(40_000, 0, behind);
        give(40_001, stream(1_100, 1_500));
        timeNs += 1_000_000_000L;
        segment(40_000, behind.length, messages(1_000, end));

        assertBooks("live");
    }

    @Test
    void shouldTrustNoBookWhereMessagesAreMissingBetweenConnections() throws IOException {
        give(40_000, stream(0, 1_000));
        give(40_001, stream(1_001, end));

        for (final Config book : books()) {
            assertEquals("stale", book.getString("state"));
        }
    }

    /** The second one begins where the first one could be read to. */
    @Test
    void shouldMendATornConnectionByAnother() throws IOException {
        final byte[] whole = stream(0, 1_000);
        segment(40_000, 0, whole);
        segment(40_000, whole.length + 5, messages(1_000, 1_100));

        for (final Config book : books()) {
            assertEquals("stale", book.getString("state"));
        }
        assertTrue(program.err().contains(" bytes of the TCP stream "), program::err);

        final byte[] ended = new byte[0];
        capture.packet(timeNs++, Frames.tcp("10.0.0.1", SERVER, "10.0.0.2", 40_000, 777, 0x02, ended));
        give(40_001, stream(1_000, end));
        assertBooks("live");
    }

    /** Which of the two is right nobody knows. */
    @Test
    void shouldTrustNoBookWhereConnectionsContradictOneAnother() throws IOException {
        give(40_000, stream(0, 1_000));
        final byte[] other = stream(500, end);
        // The tracking number, behind the login, the packet's length and type, the message's type and locate.
        other[33 + 3 + 3] ^= 1;
        give(40_001, other);

        for (final Config book : books()) {
            assertEquals("stale", book.getString("state"));
        }
        assertTrue(
                program.err().contains("message 501 of session SOUP01 is another one than a connection before"),
                program::err);
    }

    /** What another server numbers so may be something else. */
    @Test
    void shouldKeepServersApart() throws IOException {
        give(40_000, stream(0, end));
        final byte[] other = stream(0, end);
        capture.packet(timeNs++, Frames.tcp("10.0.0.1", SERVER + 1, "10.0.0.2", 40_000, 1, 0x10, other));

        assertEquals(2 * STOCKS, books().size());
    }

    private void assertBooks(final String state) throws IOException {
        final List<? extends Config> books = books();
        assertEquals(STOCKS, books.size());
        final String shown = program.out();
        for (int locate = 1; locate <= STOCKS; locate++) {
            final String expected = itch.book(locate);
            assertEquals(state, books.get(locate - 1).getString("state"));
            assertTrue(shown.contains(expected.substring(0, expected.indexOf("\"crossed\""))), () -> shown + expected);
        }
    }

    private List<? extends Config> books() throws IOException {
        final Path file = Files.write(folder.resolve("streams.pcap"), capture.bytes());
        assertEquals(0, program.execute("feed", "book", "--json", file.toString()), program::err);
        return program.json().getConfigList("instruments");
    }

    private void give(final int port, final byte[] stream) {
        for (int at = 0; at < stream.length; at += 1_400) {
            segment(port, at, Arrays.copyOfRange(stream, at, Math.min(stream.length, at + 1_400)));
        }
    }

    private void segment(final int port, final int at, final byte[] data) {
        timeNs += 20_000;
        for (int from = 0; from < data.length; from += 1_400) {
            final byte[] part = Arrays.copyOfRange(data, from, Math.min(data.length, from + 1_400));
            capture.packet(timeNs, Frames.tcp("10.0.0.1", SERVER, "10.0.0.2", port, 1 + at + from, 0x10, part));
        }
    }

    /** A login from the first of them on, and these messages. */
    private byte[] stream(final int from, final int to) {
        final String login = "A" + "    SOUP01" + String.format("%20d", from + 1);
        return Frames.join(Frames.two(31), login.getBytes(StandardCharsets.US_ASCII), messages(from, to));
    }

    private byte[] messages(final int from, final int to) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] message : itch.messages.subList(from, to)) {
            all.writeBytes(Frames.join(Frames.two(1 + message.length), new byte[] {'S'}, message));
        }
        return all.toByteArray();
    }
}
