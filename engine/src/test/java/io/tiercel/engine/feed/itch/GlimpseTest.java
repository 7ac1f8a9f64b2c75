package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.StreamRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Client against bytes that the specifications say, and client against server, over the loopback. */
final class GlimpseTest {
    private static final int PACKETS = 500;
    /** Of which each has so many packets, or bytes of anything, and is given twice. */
    private static final int STREAMS = Integer.getInteger("tiercel.fuzzPackets", 100_000) / PACKETS / 2;

    private static final String LOGIN = "\0\57LME    pw        " + "          " + "                   1";
    private static final String ACCEPTED = "\0\37A" + "      DAY1" + "                   1";
    private static final String END = "\0\26SG" + "77                  ";

    private final FeedCounts counts = new FeedCounts();
    private final Recorder recorder = new Recorder();

    @Test
    void shouldTakeSnapshotByteByByte() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final GlimpseClient client = client(server.getLocalSocketAddress());
            client.ask();
            try (Socket accepted = server.accept()) {
                assertEquals(LOGIN, login(client, accepted));
                for (final byte each : latin(ACCEPTED + "\0\5+text\0\1H\0\4Sabc\0\3Sde" + END)) {
                    accepted.getOutputStream().write(each);
                    accepted.getOutputStream().flush();
                    client.poll(recorder, 1);
                }
                await(client, "end 77");
                assertEquals(List.of("begin", "abc", "de", "end 77"), recorder.events);
                assertEquals(-1, accepted.getInputStream().read(), "the client has closed");
            }
            assertFalse(client.poll(recorder, 1));
        }
    }

    @Test
    void shouldSendHeartbeats() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final GlimpseClient client = client(server.getLocalSocketAddress());
            client.ask();
            try (Socket accepted = server.accept()) {
                login(client, accepted);
                client.poll(recorder, 999_999_999L);
                client.poll(recorder, 1_500_000_000L);
                assertEquals("\0\1R", read(accepted, 3));
            }
        }
    }

    @Test
    void shouldBeSilentWhenItIsRejectedAndTellWhenItBreaksOff() throws IOException {
        assertEquals(List.of(), answered("\0\2JA"));
        assertEquals(List.of(), answered("\0\0"));
        assertEquals(List.of(), answered("\0\37A" + "      DAY1" + "                   2"));
        assertEquals(List.of(), answered(""));
        assertEquals(4, counts.get(FeedCount.SNAPSHOTS_FAILED));
        assertEquals(List.of(), answered("\0\4Sabc"), "before a login");
        assertEquals(List.of("begin", "abc", "failed"), answered(ACCEPTED + "\0\4Sabc"));
        assertEquals(List.of("begin", "abc", "failed"), answered(ACCEPTED + "\0\4Sabc\0\1Z"));
        assertEquals(List.of("begin", "abc", "failed"), answered(ACCEPTED + "\0\4Sabc\0\1?"));
        assertEquals(List.of("begin", "failed"), answered(ACCEPTED + "\0\26SG" + "                   x"));
    }

    /** No word of any book, and no word of where the session goes on, is no snapshot; the latter alone is one. */
    @Test
    void shouldTakeAnEmptySnapshotOnlyWithItsEnd() throws IOException {
        assertEquals(List.of(), answered(ACCEPTED));
        assertEquals(List.of(), answered(ACCEPTED + "\0\1Z"));
        assertEquals(List.of(), answered(ACCEPTED + "\0\1H\0\5+text"));
        assertEquals(3, counts.get(FeedCount.SNAPSHOTS_FAILED));

        recorder.events.clear();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final GlimpseClient client = client(server.getLocalSocketAddress());
            client.ask();
            try (Socket accepted = server.accept()) {
                login(client, accepted);
                accepted.getOutputStream().write(latin(ACCEPTED + END));
                await(client, "end 77");
            }
        }
        assertEquals(List.of("begin", "end 77"), recorder.events);
    }

    /** Books of another day, and numbers that count something else. */
    @Test
    void shouldTakeNothingOfAnotherSession() throws IOException {
        assertEquals(List.of(), answered(ACCEPTED.replace("DAY1", "DAY0") + "\0\4Sabc"));
        assertEquals(1, counts.get(FeedCount.SNAPSHOTS_FOREIGN));
        assertEquals(1, counts.get(FeedCount.SNAPSHOTS_FAILED));
    }

    /** Ends when the client is through with it. */
    private List<String> answered(final String bytes) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return answered(server, bytes);
        }
    }

    private List<String> answered(final ServerSocket server, final String bytes) throws IOException {
        return answered(server, List.of(bytes));
    }

    /** In pieces, each of which the client may have read before the next one comes. */
    private List<String> answered(final ServerSocket server, final List<String> pieces) throws IOException {
        recorder.events.clear();
        final long failed = counts.get(FeedCount.SNAPSHOTS_FAILED);
        final GlimpseClient client = client(server.getLocalSocketAddress());
        client.ask();
        try (Socket accepted = server.accept()) {
            login(client, accepted);
            accepted.setTcpNoDelay(true);
            for (final String piece : pieces) {
                if (counts.get(FeedCount.SNAPSHOTS_FAILED) == failed) {
                    accepted.getOutputStream().write(latin(piece));
                    client.poll(recorder, 1);
                }
            }
        }
        while (counts.get(FeedCount.SNAPSHOTS_FAILED) == failed) {
            client.poll(recorder, 1);
        }
        return recorder.events;
    }

    @Test
    void shouldBeSilentWhenNobodyIsThere() throws IOException {
        final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.close();
        final GlimpseClient client =
                client(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        client.ask();
        while (counts.get(FeedCount.SNAPSHOTS_FAILED) == 0) {
            client.poll(recorder, 1);
        }
        assertEquals(List.of(), recorder.events);
    }

    @Test
    void shouldStopWhenTheSnapshotIsNotWantedAnyMore() throws IOException {
        recorder.wanted = false;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final GlimpseClient client = client(server.getLocalSocketAddress());
            client.ask();
            try (Socket accepted = server.accept()) {
                login(client, accepted);
                accepted.getOutputStream().write(latin(ACCEPTED + "\0\4Sabc"));
                await(client, "begin");
                assertFalse(client.poll(recorder, 1));
                assertEquals(List.of("begin"), recorder.events);
            }
        }
    }

    /**
     * Whatever a server sends, nothing but events comes of it, the same ones in whatever pieces. Each is a connection,
     * to one port: it stays taken.
     */
    @Test
    void shouldSurviveAnyBytes() throws IOException {
        final Random random = new Random(3);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < STREAMS; i++) {
                assertTrue(answeredInPieces(server, ACCEPTED + packets(random), random) <= PACKETS + 2);
                final byte[] bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                final String any = new String(bytes, StandardCharsets.ISO_8859_1);
                // Each takes three bytes; with begin and end.
                assertTrue(answeredInPieces(server, random.nextBoolean() ? any : ACCEPTED + "\0\4Sab\1" + any, random)
                        <= 2 + (6 + any.length()) / 3);
            }
        }
    }

    /** Returns how many events came of it. */
    private int answeredInPieces(final ServerSocket server, final String bytes, final Random random)
            throws IOException {
        final List<String> expected = List.copyOf(answered(server, bytes));
        final List<String> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length(); ) {
            final int next = Math.min(bytes.length(), at + 1 + random.nextInt(1 + bytes.length() / 10));
            pieces.add(bytes.substring(at, next));
            at = next;
        }
        assertEquals(expected, answered(server, pieces));
        return expected.size();
    }

    /** Each is whole, and says anything. */
    private static String packets(final Random random) {
        final StringBuilder packets = new StringBuilder();
        for (int i = 0; i < PACKETS; i++) {
            final int length = random.nextInt(45);
            packets.append('\0').append((char) (1 + length)).append(random.nextInt(20) == 0 ? 'H' : 'S');
            for (int k = 0; k < length; k++) {
                // No G, which ends a snapshot.
                packets.append((char) (k == 0 ? 'a' + random.nextInt(26) : random.nextInt(256)));
            }
        }
        return packets.toString();
    }

    @Test
    void shouldGetTheImageOfWhatWasSent() throws IOException {
        final ItchImage image = new ItchImage();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final ItchEncoder encoder = new ItchEncoder().wrap(buffer, 0).about(7, 1_000);
        image.add(buffer, 0, encoder.systemEvent('O'));
        image.add(buffer, 0, encoder.stockDirectory("TRCL", 100));
        image.add(buffer, 0, encoder.tradingAction("TRCL", 'H'));
        image.add(buffer, 0, encoder.tradingAction("TRCL", 'T'));
        image.add(buffer, 0, encoder.operationalHalt("TRCL", 'B', 'H'));
        image.add(buffer, 0, encoder.operationalHalt("TRCL", 'Q', 'H'));
        image.add(buffer, 0, encoder.systemEvent('Q'));
        for (int id = 1; id <= 5; id++) {
            image.add(buffer, 0, encoder.addOrder(id, 'B', 100, "TRCL", 10_000 + id));
        }
        // More than one poll takes.
        for (int id = 100; id < 1_100; id++) {
            image.add(buffer, 0, encoder.addOrder(id, 'S', 100, "TRCL", 20_000));
        }
        image.add(buffer, 0, encoder.executed(1, 100, 9));
        image.add(buffer, 0, encoder.executedAt(2, 30, 9, true, 10_000));
        image.add(buffer, 0, encoder.cancel(3, 10));
        image.add(buffer, 0, encoder.delete(4));
        image.add(buffer, 0, encoder.replace(2, 6, 50, 10_100));
        image.add(buffer, 0, encoder.delete(99));

        try (ServerSocketChannel socket = ServerSocketChannel.open()) {
            socket.configureBlocking(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (GlimpseServer server = new GlimpseServer(socket, image, "DAY1", "ME", "pw")) {
                final GlimpseClient client = client(socket.getLocalAddress());
                client.ask();
                while (!recorder.events.contains("end 1019")) {
                    server.poll();
                    client.poll(recorder, 1);
                }
                assertEquals(
                        List.of("begin", "R", "H T", "h", "S Q", "A 3 90", "A 5 100", "A 6 50", "end 1019"),
                        recorder.events.stream()
                                .map(GlimpseTest::shortened)
                                .filter(text -> !text.endsWith(" sold"))
                                .toList());
                assertEquals(1_009, recorder.events.size());
                assertEquals(1, server.givenCount());

                final GlimpseClient stranger =
                        new GlimpseClient(socket.getLocalAddress(), "YOU", "pw", counts, StreamRecorder.NONE);
                stranger.ask();
                while (counts.get(FeedCount.SNAPSHOTS_FAILED) == 0) {
                    server.poll();
                    stranger.poll(recorder, 1);
                }
                assertEquals(1, server.rejectedCount());
            }
        }
    }

    /** Whoever holds a place without using it. */
    @Test
    void shouldNotWaitForEverForALogin() throws IOException {
        final long[] nowNs = {7};
        try (ServerSocketChannel socket = ServerSocketChannel.open()) {
            socket.configureBlocking(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            final List<Socket> silent = new ArrayList<>();
            try (GlimpseServer server =
                    new GlimpseServer(socket, new ItchImage(), "DAY1", "ME", "pw", () -> nowNs[0])) {
                for (int i = 0; i < 16; i++) {
                    silent.add(new Socket(
                            InetAddress.getLoopbackAddress(), socket.socket().getLocalPort()));
                    server.poll();
                }
                // As slow as one likes: it is a login when all of it is there.
                silent.get(3).getOutputStream().write(0);
                nowNs[0] += 29_999_999_999L;
                server.poll();
                assertEquals(0, server.timedOutCount());
                nowNs[0] += 1;
                server.poll();
                assertEquals(16, server.timedOutCount());
                assertEquals(-1, silent.get(0).getInputStream().read());

                final GlimpseClient client = client(socket.getLocalAddress());
                client.ask();
                while (!recorder.events.contains("end 1")) {
                    server.poll();
                    client.poll(recorder, 1);
                }
                assertEquals(1, server.givenCount());
            } finally {
                for (final Socket each : silent) {
                    each.close();
                }
            }
        }
    }

    /** It has logged in, and does not even say that it is there. */
    @Test
    void shouldNotWaitForEverForWhoSaysNothingMore() throws IOException {
        final long[] nowNs = {7};
        try (ServerSocketChannel socket = ServerSocketChannel.open()) {
            socket.configureBlocking(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (GlimpseServer server = new GlimpseServer(socket, new ItchImage(), "DAY1", "ME", "pw", () -> nowNs[0]);
                    Socket silent = new Socket(
                            InetAddress.getLoopbackAddress(), socket.socket().getLocalPort())) {
                silent.getOutputStream().write(latin(LOGIN));
                while (server.givenCount() == 0) {
                    server.poll();
                }
                nowNs[0] += 14_999_999_999L;
                server.poll();
                assertEquals(0, server.timedOutCount());
                nowNs[0] += 1;
                server.poll();
                assertEquals(1, server.timedOutCount());
            }
        }
    }

    private static String shortened(final String text) {
        return switch (text.charAt(0)) {
            case 'R' -> "R";
            case 'H' -> "H " + text.charAt(19);
            case 'h' -> "h";
            case 'S' -> "S " + text.charAt(11);
            case 'A' ->
                "A " + (int) text.charAt(18) + " " + (int) text.charAt(23) + (text.charAt(19) == 'S' ? " sold" : "");
            default -> text;
        };
    }

    private GlimpseClient client(final SocketAddress address) {
        return new GlimpseClient(address, "ME", "pw", counts, StreamRecorder.NONE);
    }

    private String login(final GlimpseClient client, final Socket accepted) throws IOException {
        while (accepted.getInputStream().available() < LOGIN.length()) {
            client.poll(recorder, 1);
        }
        return read(accepted, LOGIN.length());
    }

    private static String read(final Socket socket, final int length) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(socket.getInputStream().readNBytes(length));
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private void await(final GlimpseClient client, final String event) {
        while (!recorder.events.contains(event)) {
            client.poll(recorder, 1);
        }
    }

    private static byte[] latin(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class Recorder implements SnapshotSource.Listener {
        private final List<String> events = new ArrayList<>();
        private boolean wanted = true;

        @Override
        public boolean onSnapshotSession(final String theirs) {
            return theirs.equals("DAY1");
        }

        @Override
        public boolean onSnapshotBegin() {
            events.add("begin");
            return wanted;
        }

        @Override
        public void onSnapshotMessage(final DirectBuffer buffer, final int offset, final int length) {
            final byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            events.add(new String(bytes, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void onSnapshotPause() {}

        @Override
        public void onSnapshotEnd(final long sequence) {
            events.add("end " + sequence);
        }

        @Override
        public void onSnapshotFailed() {
            events.add("failed");
        }
    }
}
