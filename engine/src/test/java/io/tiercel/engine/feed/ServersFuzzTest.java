package io.tiercel.engine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.engine.feed.itch.GlimpseServer;
import io.tiercel.engine.feed.itch.ItchImage;
import io.tiercel.engine.feed.mdp3.PacketReplay;
import io.tiercel.engine.feed.mdp3.SentPackets;
import io.tiercel.engine.feed.mdp3.TcpReplayClient;
import io.tiercel.engine.feed.mdp3.TcpReplayServer;
import io.tiercel.engine.feed.moldudp64.MoldUdp64RequestServer;
import io.tiercel.engine.feed.moldudp64.SentMessages;
import io.tiercel.engine.feed.soupbintcp.SoupBinTcpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Bytes of any kind to those who answer requests, and to who asks for a replay: nothing is thrown, and who asks
 * properly afterwards is answered. Each stream is a connection of its own.
 */
final class ServersFuzzTest {
    private static final int PACKETS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    private static final int STREAMS = PACKETS / 500;
    private static final int LINES = 20;
    /** Of a replay: its length, and a header. */
    private static final int LEAST_PACKET = 2 + 12;

    private static final int POLLS = 2_000;
    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());
    private static final String SOUP_LOGIN = "\0/L" + "ME    " + "pw        " + " ".repeat(10) + " ".repeat(19) + "1";
    private static final String MOLD_REQUEST = "DAY1      \0\0\0\0\0\0\0\1\0\1";

    private final Random random = new Random(SEED);
    private final SentMessages messages = new SentMessages(1 << 21);
    private ServerSocketChannel listening;

    /** Who goes on with all of its connections. */
    private interface Server {
        void poll() throws IOException;
    }

    @BeforeEach
    void begin() throws IOException {
        listening = ServerSocketChannel.open();
        listening.configureBlocking(false);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (int i = 0; i < 100; i++) {
            messages.add(new UnsafeBuffer(new byte[30]), 0, 30);
        }
    }

    @AfterEach
    void end() throws IOException {
        listening.close();
    }

    @Test
    void shouldSurviveAnyBytesOfWhoFollowsTheStream() throws IOException {
        final SoupBinTcpServer.Rules rules = new SoupBinTcpServer.Rules("ME", "pw", 0, 0);
        try (SoupBinTcpServer server = new SoupBinTcpServer(listening, messages, "DAY1", rules)) {
            for (int i = 0; i < STREAMS; i++) {
                give(changed(SOUP_LOGIN, SOUP_LOGIN), server::poll);
            }
            assertTrue(ask(SOUP_LOGIN, server::poll).startsWith("\0\37A      DAY1"), () -> "seed " + SEED);
        }
    }

    @Test
    void shouldSurviveAnyBytesOfWhoWantsASnapshot() throws IOException {
        final ItchImage image = new ItchImage();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        image.add(buffer, 0, new ItchEncoder().wrap(buffer, 0).about(1, 1).addOrder(1, 'B', 5, "TRCL", 10_000));
        try (GlimpseServer server = new GlimpseServer(listening, image, "DAY1", "ME", "pw")) {
            for (int i = 0; i < STREAMS; i++) {
                give(changed(SOUP_LOGIN, SOUP_LOGIN), server::poll);
            }
            assertTrue(ask(SOUP_LOGIN, server::poll).startsWith("\0\37A      DAY1"), () -> "seed " + SEED);
        }
    }

    @Test
    void shouldSurviveAnyBytesOfWhoWantsAReplay() throws IOException {
        final SentPackets sent = new SentPackets(1 << 20);
        for (int i = 1; i <= 100; i++) {
            final byte[] packet = new byte[22];
            packet[0] = (byte) i;
            sent.add(new UnsafeBuffer(packet), 0, packet.length);
        }
        try (TcpReplayServer server = new TcpReplayServer(listening, sent, 310, "ME", "pw")) {
            final String[] fields = {
                "35=A|553=ME|554=pw|", "35=V|1180=310|262=1|1182=7|1183=9|", "35=0|", "35=5|", "35=|", "35=", "", "35=V"
            };
            for (int i = 0; i < STREAMS; i++) {
                final StringBuilder all = new StringBuilder();
                for (int k = random.nextInt(4); k >= 0; k--) {
                    // Their checksum is right, whatever they say.
                    all.append(text(latin(changed(fields[random.nextInt(fields.length)], ""))));
                }
                give(changed(all.toString(), text(fields[0])), server::poll);
            }
            assertTrue(ask(text(fields[0]) + text(fields[1]), server::poll).length() > 50, () -> "seed " + SEED);
        }
    }

    @Test
    void shouldSurviveAnyRequests() throws IOException {
        try (DatagramChannel socket = bound();
                DatagramChannel client = bound()) {
            final MoldUdp64RequestServer server = new MoldUdp64RequestServer(socket, messages, "DAY1");
            final ByteBuffer answer = ByteBuffer.allocate(1 << 16);
            for (int i = 0; i < PACKETS / 10; i++) {
                client.send(ByteBuffer.wrap(changed(MOLD_REQUEST, "")), socket.getLocalAddress());
                server.poll();
                client.receive(answer.clear());
            }
            final long before = server.answeredCount();
            client.send(ByteBuffer.wrap(bytes(MOLD_REQUEST)), socket.getLocalAddress());
            for (int i = 0; i < POLLS && server.answeredCount() == before; i++) {
                server.poll();
            }
            assertEquals(before + 1, server.answeredCount(), () -> "seed " + SEED);
            assertTrue(server.refusedCount() > 0);
        }
    }

    /** A server that says anything: who asked is told that it failed, or gets packets. */
    @Test
    void shouldSurviveAnyBytesOfAReplay() throws IOException {
        final int[] words = new int[2];
        final PacketReplay.Listener listener = new PacketReplay.Listener() {
            @Override
            public void onReplayed(final DirectBuffer buffer, final int offset, final int length) {
                words[0]++;
            }

            @Override
            public void onReplayFailed() {
                words[1]++;
            }
        };
        final TcpReplayClient client =
                new TcpReplayClient(listening.getLocalAddress(), 310, "ME", "pw", StreamRecorder.NONE);
        for (int i = 0; i < STREAMS; i++) {
            final int failed = words[1];
            client.ask(1, 1 + random.nextInt(200));
            final SocketChannel server = accepted(client, listener);
            final byte[] replay = replay();
            final int before = words[0];
            server.write(ByteBuffer.wrap(replay));
            server.setOption(StandardSocketOptions.SO_LINGER, 0);
            server.shutdownOutput();
            int polls = 0;
            while (words[1] == failed && polls++ < 100 * POLLS) {
                client.poll(listener, i);
            }
            server.close();
            assertEquals(failed + 1, words[1], () -> "seed " + SEED);
            assertTrue((words[0] - before) * LEAST_PACKET <= replay.length, () -> "seed " + SEED);
        }
        assertTrue(words[0] > 0, () -> "no packet of seed " + SEED);
    }

    private SocketChannel accepted(final TcpReplayClient client, final PacketReplay.Listener listener)
            throws IOException {
        SocketChannel server = listening.accept();
        while (server == null) {
            client.poll(listener, 0);
            server = listening.accept();
        }
        return server;
    }

    /** A login, then packets that follow one another, changed in places. */
    private byte[] replay() {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(packet(1, 15, 1));
        for (int sequence = 1; sequence < LINES; sequence++) {
            all.writeBytes(packet(sequence, random.nextInt(30) == 0 ? 16 : 12, random.nextInt(120)));
        }
        final byte[] bytes = all.toByteArray();
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    /** Behind its size: a header of twelve bytes, then one message, all little endian. */
    private static byte[] packet(final int sequence, final int template, final int block) {
        final byte[] packet = new byte[2 + 12 + 10 + block];
        packet[0] = (byte) (12 + 10 + block);
        packet[2] = (byte) sequence;
        packet[14] = (byte) (10 + block);
        packet[16] = (byte) block;
        packet[18] = (byte) template;
        packet[20] = 1;
        packet[22] = 9;
        return packet;
    }

    /** The client gives its bytes and is gone. */
    private void give(final byte[] bytes, final Server server) throws IOException {
        try (SocketChannel client = connected(server)) {
            client.write(ByteBuffer.wrap(bytes));
            for (int i = 0; i < LINES; i++) {
                server.poll();
            }
        }
    }

    /** What comes back, or is there when it has waited long enough. */
    private String ask(final String request, final Server server) throws IOException {
        final ByteBuffer answer = ByteBuffer.allocate(1 << 16);
        try (SocketChannel client = connected(server)) {
            client.write(ByteBuffer.wrap(bytes(request)));
            client.configureBlocking(false);
            for (int i = 0; i < POLLS; i++) {
                server.poll();
                client.read(answer);
            }
        }
        return new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
    }

    private SocketChannel connected(final Server server) throws IOException {
        final SocketChannel client = SocketChannel.open(listening.getLocalAddress());
        // It keeps no port when it is closed.
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        server.poll();
        return client;
    }

    private static DatagramChannel bound() throws IOException {
        final DatagramChannel socket = DatagramChannel.open();
        socket.configureBlocking(false);
        return socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** The text with up to three bytes that are others, sometimes cut, behind what comes first; or any bytes. */
    private byte[] changed(final String text, final String first) {
        final byte[] bytes = bytes(text);
        if (random.nextInt(8) == 0) {
            final byte[] any = new byte[random.nextInt(200)];
            random.nextBytes(any);
            return any;
        }
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        final int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
        final byte[] begin = bytes(random.nextInt(3) == 0 ? first : "");
        final byte[] all = new byte[begin.length + length];
        System.arraycopy(begin, 0, all, 0, begin.length);
        System.arraycopy(bytes, 0, all, begin.length, length);
        return all;
    }

    /** With its length and its checksum. */
    private static String text(final String fields) {
        final String body = fields.replace('|', (char) 1);
        final String text = "9=" + body.length() + (char) 1 + body;
        int sum = 0;
        for (final char each : text.toCharArray()) {
            sum += each;
        }
        return text + "10=" + String.format("%03d", sum & 0xFF) + (char) 1;
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin(final byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
