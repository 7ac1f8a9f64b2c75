package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.StreamRecorder;
import io.tiercel.engine.feed.capture.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Client and server over the loopback, both on this thread; and bytes put down by hand for either. */
final class TcpReplayTest implements PacketReplay.Listener {
    private static final int CHANNEL = 310;

    private final SentPackets sent = new SentPackets(1 << 20);
    private final Mdp3Bytes bytes = new Mdp3Bytes();
    private final List<Long> replayed = new ArrayList<>();
    private int failures;
    private long nowNs;
    private ServerSocketChannel socket;
    private TcpReplayServer server;

    @BeforeEach
    void listen() throws IOException {
        socket = ServerSocketChannel.open();
        socket.configureBlocking(false);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = new TcpReplayServer(socket, sent, CHANNEL, "me", "secret");
        for (int i = 1; i <= 5_000; i++) {
            final UnsafeBuffer packet = bytes.packet(i, i).heartbeat().buffer();
            sent.add(packet, 0, packet.capacity());
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldReplayWhatIsAskedFor() throws IOException {
        final TcpReplayClient client = client("secret");

        client.ask(100, PacketReplay.MAX_PACKETS);
        goOn(client, () -> replayed.size() == PacketReplay.MAX_PACKETS);

        assertEquals(LongStream.range(100, 2_100).boxed().toList(), replayed);
        assertEquals(1, server.answeredCount());
        replayed.clear();
        client.ask(4_999, 2);
        goOn(client, () -> replayed.size() == 2);
        assertEquals(List.of(4_999L, 5_000L), replayed);
        client.cancel();
    }

    /** An arbiter asks for the rest with each packet that it got. */
    @Test
    void shouldGoOnWhereTheRestIsAskedFor() throws IOException {
        final TcpReplayClient client = client("secret");
        client.ask(10, 20);
        goOn(client, () -> replayed.size() > 0);
        for (int i = 11; i < 30; i++) {
            client.ask(i, 30 - i);
        }
        goOn(client, () -> replayed.size() == 20);

        assertEquals(1, server.answeredCount());
        assertEquals(LongStream.range(10, 30).boxed().toList(), replayed);
    }

    @Test
    void shouldBeginAnewWhenTheSameIsAskedForAgain() throws IOException {
        final TcpReplayClient client = client("secret");
        client.ask(10, 1);
        client.ask(10, 1);
        goOn(client, () -> replayed.size() == 1);

        client.ask(10, 1);
        goOn(client, () -> replayed.size() == 2);

        assertEquals(2, server.answeredCount());
    }

    @Test
    void shouldFailWhenRefused() throws IOException {
        final List<TcpReplayClient> refused = List.of(
                client("wrong"),
                client("secret"),
                client("secret"),
                new TcpReplayClient(socket.getLocalAddress(), 311, "me", "secret", StreamRecorder.NONE));
        refused.get(0).ask(1, 1);
        refused.get(1).ask(6_000, 1);
        refused.get(2).ask(1, PacketReplay.MAX_PACKETS + 1);
        refused.get(3).ask(1, 1);
        for (final TcpReplayClient client : refused) {
            final int before = failures;
            goOn(client, () -> failures > before);
        }

        assertEquals(4, failures);
        assertEquals(List.of(), replayed);
        assertEquals(0, server.answeredCount());
        assertEquals(4, server.refusedCount());
    }

    @Test
    void shouldFailWhenNobodyListens() throws IOException {
        final TcpReplayClient client = client("secret");
        server.close();

        client.ask(1, 1);
        while (failures == 0) {
            client.poll(this, ++nowNs);
        }

        assertEquals(1, failures);
    }

    @Test
    void shouldFailWhenTheServerBreaksOff() throws IOException {
        final TcpReplayClient client = client("secret");
        client.ask(1, 10);
        for (int i = 0; i < 10; i++) {
            client.poll(this, ++nowNs);
        }
        server.close();
        while (failures == 0) {
            client.poll(this, ++nowNs);
        }

        assertEquals(1, failures);
        assertTrue(replayed.isEmpty());
    }

    @Test
    void shouldTakeWhatComesByteByByte() throws IOException {
        listenTo(1, login(), replayed(10), replayed(11), replayed(12), logout());

        assertEquals(List.of(10L, 11L, 12L), replayed);
        assertEquals(1, failures);
    }

    /** Which of them is next the arbiter knows. */
    @Test
    void shouldTakeWhatWasAskedForInAnyOrderAndNothingElse() throws IOException {
        listenTo(7, login(), replayed(12), replayed(9), replayed(10), replayed(13), replayed(10), replayed(5_000));

        assertEquals(List.of(12L, 10L, 10L), replayed);
        assertEquals(1, failures);
    }

    @Test
    void shouldFailByALengthThatCannotBe() throws IOException {
        final byte[] none = {0, 0};
        listenTo(100, login(), replayed(10), none, replayed(11));
        assertEquals(List.of(10L), replayed);
        assertEquals(1, failures);

        // As long as a length can say: of zeros, and of a packet that says so of its message.
        final byte[] zeros = framed(new byte[0xFFFF]);
        final byte[] most = framed(new byte[0xFFFF]);
        System.arraycopy(replayed(11), 2, most, 2, 12);
        for (final byte[] longest : List.of(zeros, most)) {
            replayed.clear();
            failures = 0;
            listenTo(10_000, login(), replayed(10), longest, replayed(12));
            assertEquals(1, failures);
            assertTrue(replayed.size() <= 3 && replayed.get(0) == 10, replayed::toString);
        }
    }

    @Test
    void shouldFailWhereThePacketsEndWithinOne() throws IOException {
        final byte[] torn = replayed(11);
        for (int length = 1; length < torn.length; length++) {
            replayed.clear();
            failures = 0;
            listenTo(100, login(), replayed(10), Arrays.copyOf(torn, length));

            assertEquals(List.of(10L), replayed);
            assertEquals(1, failures);
        }
    }

    @Test
    void shouldFailWhereAnythingElseComesForALogin() throws IOException {
        listenTo(100, replayed(10), login());
        assertEquals(List.of(), replayed);
        assertEquals(1, failures);
        listenTo(100, login(), login(), replayed(10));
        assertEquals(List.of(10L), replayed);
    }

    /** One at a time, so that who polls comes to all else; and it can be left at any time. */
    @Test
    void shouldBeLeftInHeartbeatsThatNeverEnd() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final TcpReplayClient client =
                    new TcpReplayClient(plain.getLocalSocketAddress(), CHANNEL, "me", "secret", StreamRecorder.NONE);
            client.ask(10, 3);
            try (Socket accepted = plain.accept()) {
                accepted.getOutputStream().write(login());
                for (int i = 0; i < 2_000; i++) {
                    accepted.getOutputStream().write(replayed(0));
                    client.poll(this, ++nowNs);
                }
                accepted.getOutputStream().write(replayed(10));
                while (replayed.isEmpty()) {
                    client.poll(this, ++nowNs);
                }
                accepted.getOutputStream().write(replayed(11));
                client.cancel();
            }
            assertFalse(client.poll(this, ++nowNs));
            assertEquals(List.of(10L), replayed);
            assertEquals(0, failures);
        }
    }

    /** Asks a server for packets 10 to 12, who says this in pieces, and nothing more; until the client is through. */
    private void listenTo(final int piece, final byte[]... stream) throws IOException {
        final int before = failures;
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final TcpReplayClient client =
                    new TcpReplayClient(plain.getLocalSocketAddress(), CHANNEL, "me", "secret", StreamRecorder.NONE);
            client.ask(10, 3);
            try (Socket accepted = plain.accept()) {
                final byte[] all = Frames.join(stream);
                for (int at = 0; at < all.length; at += piece) {
                    try {
                        accepted.getOutputStream().write(all, at, Math.min(piece, all.length - at));
                        client.poll(this, ++nowNs);
                    } catch (final IOException left) {
                        // The client has had enough.
                        break;
                    }
                }
                // Not both directions: what was not read yet would be lost with what the client has said.
                accepted.shutdownOutput();
                while (failures == before) {
                    client.poll(this, ++nowNs);
                }
            }
            assertFalse(client.poll(this, ++nowNs));
        }
    }

    private byte[] login() {
        return framed(bytes.packet(1, 0).message(15, 1).put(5, 1).end().copy());
    }

    private byte[] logout() {
        return framed(bytes.packet(2, 0).message(16, 100).put(0, 100).end().copy());
    }

    private byte[] replayed(final int sequence) {
        return framed(bytes.packet(sequence, 5).heartbeat().copy());
    }

    private static byte[] framed(final byte[] packet) {
        return Frames.join(new byte[] {(byte) packet.length, (byte) (packet.length >>> 8)}, packet);
    }

    /** All that the server says, byte for byte, with the end that the connection had here. */
    @Test
    void shouldRecordWhatItReads() throws IOException {
        final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
        final List<String> events = new ArrayList<>();
        final StreamRecorder recorder = new StreamRecorder() {
            @Override
            public void onConnected(final SocketAddress local, final long timeNs) {
                events.add("connected " + (((InetSocketAddress) local).getPort() > 0));
            }

            @Override
            public void onBytes(final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
                assertEquals(nowNs, timeNs);
                for (int i = 0; i < length; i++) {
                    recorded.write(buffer.getByte(offset + i));
                }
            }

            @Override
            public void onClosed(final long timeNs) {
                events.add("closed");
            }
        };
        final TcpReplayClient client = new TcpReplayClient(socket.getLocalAddress(), CHANNEL, "me", "secret", recorder);
        client.ask(7, 2);
        goOn(client, () -> replayed.size() == 2 && recorded.size() >= 25 + 2 * 24);
        client.cancel();
        client.cancel();

        assertEquals(List.of("connected true", "closed"), events);
        final ByteBuffer bytesRead = ByteBuffer.wrap(recorded.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(12 + 10 + 1, bytesRead.getShort());
        assertEquals(1, bytesRead.getInt());
        assertEquals(15, template(bytesRead, 8 + 11));
        for (int sequence = 7; sequence <= 8; sequence++) {
            assertEquals(12 + 10, bytesRead.getShort());
            assertEquals(sequence, bytesRead.getInt());
            assertEquals(12, template(bytesRead, 8 + 10));
        }
    }

    /** As the specification has them: size, packet header, message; the logon first, the logout last. */
    @Test
    void shouldSpeakAsSpecified() throws IOException {
        try (Socket plain =
                new Socket(InetAddress.getLoopbackAddress(), socket.socket().getLocalPort())) {
            plain.setSoTimeout(5_000);
            say(plain, "35=A|553=me|554=secret|");
            say(plain, "35=V|1180=310|262=1|1182=7|1183=7|");
            final ByteBuffer answer = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                int read = 0;
                while (read >= 0) {
                    server.poll();
                    answer.position(answer.position() + read);
                    if (plain.getInputStream().available() > 0 || server.answeredCount() > 0) {
                        read = plain.getInputStream().read(answer.array(), answer.position(), answer.remaining());
                    }
                }
            });
            answer.flip();

            assertEquals(12 + 10 + 1, answer.getShort());
            assertEquals(1, answer.getInt());
            assertEquals(15, template(answer, 8 + 11));
            assertEquals(12 + 10, answer.getShort());
            assertEquals(7, answer.getInt());
            assertEquals(12, template(answer, 8 + 10));
            assertEquals(12 + 10 + 100, answer.getShort());
            answer.getInt();
            assertEquals(16, template(answer, 8 + 10));
            final byte[] reason = new byte[15];
            answer.get(reason);
            assertEquals("replay complete", new String(reason, StandardCharsets.US_ASCII));
            assertEquals(85, answer.remaining());
        }
    }

    private static int template(final ByteBuffer answer, final int length) {
        final int template = answer.getShort(answer.position() + 8 + 4);
        answer.position(answer.position() + length);
        return template;
    }

    private static void say(final Socket plain, final String fields) throws IOException {
        final String text = "9=" + fields.length() + "|" + fields;
        int sum = 0;
        for (final char each : text.toCharArray()) {
            sum += each == '|' ? 1 : each;
        }
        plain.getOutputStream()
                .write((text + "10=" + String.format("%03d", sum % 256) + "|")
                        .replace('|', (char) 1)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private TcpReplayClient client(final String password) throws IOException {
        return new TcpReplayClient(socket.getLocalAddress(), CHANNEL, "me", password, StreamRecorder.NONE);
    }

    private void goOn(final TcpReplayClient client, final BooleanSupplier done) throws IOException {
        while (!done.getAsBoolean()) {
            client.poll(this, ++nowNs);
            server.poll();
        }
    }

    @Override
    public void onReplayed(final DirectBuffer buffer, final int offset, final int length) {
        replayed.add((long) buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN));
        assertTrue(length == 12 + 10 || length == 0xFFFF, () -> "of " + length + " bytes");
    }

    @Override
    public void onReplayFailed() {
        failures++;
    }
}
