package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.StreamRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
        assertEquals(12 + 10, length);
    }

    @Override
    public void onReplayFailed() {
        failures++;
    }
}
