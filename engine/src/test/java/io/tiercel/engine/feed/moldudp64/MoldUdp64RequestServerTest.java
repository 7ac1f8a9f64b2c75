package io.tiercel.engine.feed.moldudp64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and answers as bytes that the specification says, over the loopback. */
final class MoldUdp64RequestServerTest {
    private final SentMessages sent = new SentMessages(2 << 20);
    private final DatagramChannel serverSocket = bound();
    private final DatagramChannel client = bound();
    private final MoldUdp64RequestServer server = new MoldUdp64RequestServer(serverSocket, sent, "DAY1");

    private static DatagramChannel bound() {
        try {
            final DatagramChannel opened = DatagramChannel.open();
            opened.configureBlocking(false);
            return opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (final IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterEach
    void close() throws IOException {
        serverSocket.close();
        client.close();
    }

    @Test
    void shouldAnswerWithOnePacket() throws IOException {
        add(1, 2, 3);

        final byte[] answer = ask("DAY1      ", 2, 2);

        assertArrayEquals(
                bytes("DAY1      ", 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 0, 2, 2, 2, 0, 3, 3, 3, 3),
                answer,
                Arrays.toString(answer));
        assertEquals(1, server.answeredCount());
    }

    @Test
    void shouldAnswerWithWhatThereIs() throws IOException {
        add(1, 2);
        assertArrayEquals(bytes("DAY1      ", 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 2, 2, 2), ask("DAY1      ", 2, 5));
    }

    @Test
    void shouldAnswerWithWhatFitsIntoAFrame() throws IOException {
        for (int i = 0; i < 40; i++) {
            add(98);
        }
        // 20 bytes, and 13 of 100 each.
        final byte[] answer = ask("DAY1      ", 10, 30);
        assertEquals(1_320, answer.length);
        assertEquals(13, answer[19]);
    }

    @Test
    void shouldNotAnswerWhatItCannot() throws IOException {
        add(1);
        assertEquals(0, ask("DAY2      ", 1, 1).length);
        assertEquals(0, ask("DAY1      ", 2, 1).length);
        assertEquals(0, ask("DAY1      ", 0, 1).length);
        assertEquals(0, ask("DAY1      ", 1, 0).length);
        assertEquals(0, askBytes(bytes("DAY1      ", 0, 0)).length);
        assertEquals(5, server.refusedCount());
    }

    /** A datagram may say that it comes from port 0, where the host sends nothing. */
    @Test
    void shouldGoOnWhereAnAnswerCannotBeSent() throws IOException {
        add(1);
        final byte[] request = request("DAY1      ", 1, 1);

        server.onRequest(
                new UnsafeBuffer(request), request.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

        assertEquals(1, server.unsentCount());
        assertEquals(0, server.answeredCount());
        assertEquals(23, ask("DAY1      ", 1, 1).length);
        assertEquals(1, server.answeredCount());
    }

    @Test
    void shouldForgetTheOldest() throws IOException {
        // Three pieces of 1 MiB, of which two are kept.
        for (int i = 0; i < 2_700; i++) {
            add(1_000);
        }
        assertEquals(0, ask("DAY1      ", 1_000, 1).length);
        assertEquals(1_022, ask("DAY1      ", 1_100, 1).length);
        assertEquals(1_022, ask("DAY1      ", 2_700, 1).length);
        assertEquals(2_701, sent.next());
    }

    private void add(final int... lengths) {
        for (final int length : lengths) {
            final byte[] message = new byte[length];
            Arrays.fill(message, (byte) length);
            sent.add(new UnsafeBuffer(message), 0, length);
        }
    }

    private byte[] ask(final String session, final long sequence, final int count) throws IOException {
        return askBytes(request(session, sequence, count));
    }

    private static byte[] request(final String session, final long sequence, final int count) {
        return ByteBuffer.allocate(20)
                .put(session.getBytes(StandardCharsets.US_ASCII))
                .putLong(sequence)
                .putShort((short) count)
                .array();
    }

    private byte[] askBytes(final byte[] request) throws IOException {
        client.send(ByteBuffer.wrap(request), serverSocket.getLocalAddress());
        assertEquals(1, server.poll());
        final ByteBuffer answer = ByteBuffer.allocate(2_000);
        client.receive(answer);
        return Arrays.copyOf(answer.array(), answer.position());
    }

    private static byte[] bytes(final String session, final int... rest) {
        final ByteBuffer all = ByteBuffer.allocate(session.length() + rest.length);
        for (final char each : session.toCharArray()) {
            all.put((byte) each);
        }
        for (final int each : rest) {
            all.put((byte) each);
        }
        return all.array();
    }
}
