package io.tiercel.engine.feed.soupbintcp;

import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.PacketLines;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A client, and servers that say what a test wants, on one thread. Events are the packets that the client makes: line,
 * session, sequence, and messages or the end.
 */
final class StreamScript {
    static final long BEHIND_NS = 2_000_000_000L;
    private static final int LOGIN_BYTES = 49;

    final FeedCounts counts = new FeedCounts();
    final List<String> events = new ArrayList<>();
    SoupBinTcpLines lines;
    long timeNs = 1_000_000_000_000L;
    private final long timeoutNs;
    private final long retryNs;
    private final long retryMostNs;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(FeedLane.MAX_DATAGRAM_BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final MoldUdp64Flyweight packet = new MoldUdp64Flyweight();
    private final List<ServerSocketChannel> servers = new ArrayList<>();
    /** Of all events. */
    final List<String> messages = new ArrayList<>();

    private final List<Socket> served = new ArrayList<>();
    /** Accepted, and not served yet. */
    private final List<SocketChannel> waiting = new ArrayList<>();

    private long failures;

    StreamScript(final long timeoutNs, final long retryNs, final long retryMostNs) {
        this.timeoutNs = timeoutNs;
        this.retryNs = retryNs;
        this.retryMostNs = retryMostNs;
    }

    static String login(final String session, final long sequence) {
        return "\0\57LME    pw        " + String.format("%10s%20d", session, sequence);
    }

    static String accepted(final String session, final long sequence) {
        return "\0\37A" + String.format("%10s%20d", session, sequence);
    }

    /** A client of so many servers. */
    void begin(final String session, final int count) throws IOException {
        final List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final ServerSocketChannel server = ServerSocketChannel.open();
            server.configureBlocking(false);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            servers.add(server);
            served.add(null);
            waiting.add(null);
            addresses.add((InetSocketAddress) server.getLocalAddress());
        }
        lines = new SoupBinTcpLines(
                addresses,
                new SoupBinTcpSettings(
                        "ME", "pw", session, timeoutNs, retryNs, retryMostNs, BEHIND_NS, 1 << 16, count > 1),
                counts);
    }

    /** A client whose login this server has accepted; the event is taken. */
    void follow(final int server, final String session, final long sequence) throws IOException {
        begin("", 1);
        acceptLogin(server);
        send(server, accepted(session, sequence));
        await("A " + session + " " + sequence);
    }

    /** The next connection, up to its login. */
    String acceptLogin(final int server) throws IOException {
        pollUntil(() -> isAsked(server), "connection");
        final Socket socket = waiting.set(server, null).socket();
        socket.setTcpNoDelay(true);
        served.set(server, socket);
        failures = lines.word(server).failureCount();
        pollUntil(() -> available(socket) >= LOGIN_BYTES, "login");
        return read(server, LOGIN_BYTES);
    }

    /** Whether somebody wants to connect. */
    boolean isAsked(final int server) {
        try {
            if (waiting.get(server) == null) {
                waiting.set(server, servers.get(server).accept());
            }
            return waiting.get(server) != null;
        } catch (final IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static int available(final Socket socket) {
        try {
            return socket.getInputStream().available();
        } catch (final IOException gone) {
            throw new AssertionError(gone);
        }
    }

    String read(final int server, final int length) throws IOException {
        final InputStream input = served.get(server).getInputStream();
        final byte[] read = input.readNBytes(length);
        return new String(read, StandardCharsets.ISO_8859_1);
    }

    void send(final int server, final String text) throws IOException {
        final byte[] all = text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            for (int at = 0; at < all.length; at += 8_192) {
                // A client that reads nothing more must not stop the one that writes.
                served.get(server).getOutputStream().write(all, at, Math.min(8_192, all.length - at));
                poll();
            }
        } catch (final IOException refused) {
            // It has closed before all was said.
            poll();
        }
    }

    void sendByteByByte(final int server, final String text) throws IOException {
        for (final byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
            served.get(server).getOutputStream().write(each);
            poll();
        }
    }

    void closeServed(final int server) throws IOException {
        served.get(server).close();
    }

    void closeServer(final int server) throws IOException {
        servers.get(server).close();
    }

    boolean request(final String session, final long sequence) {
        return lines.request(
                MoldUdp64Flyweight.sessionHigh(session), MoldUdp64Flyweight.sessionLow(session), sequence, 1);
    }

    void await(final String event) {
        pollUntil(() -> events.contains(event), event);
    }

    void awaitText(final int line, final String text) {
        pollUntil(() -> lines.word(line).text().equals(text), text);
    }

    /** Until the connection is over: lost, or at the end of its session. */
    void awaitEnd(final int line) {
        final LineWord word = lines.word(line);
        pollUntil(
                () -> word.failureCount() > failures || events.stream().anyMatch(each -> each.endsWith(" end")), "end");
    }

    private void pollUntil(final BooleanSupplier reached, final String what) {
        final long endNs = System.nanoTime() + 20_000_000_000L;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > endNs) {
                throw new AssertionError("no " + what + " came, but " + events + "; "
                        + lines.word(0).text());
            }
            if (!poll()) {
                Thread.onSpinWait();
            }
        }
    }

    void pollIdle() {
        for (int i = 0; i < 100; i++) {
            poll();
        }
    }

    private boolean poll() {
        if (!lines.receive(bytes, timeNs)) {
            return false;
        }
        final StringBuilder event = new StringBuilder();
        event.append(lines.line() == PacketLines.ANSWERS ? "answers" : String.valueOf((char) ('A' + lines.line())));
        if (!packet.wrap(buffer, 0, bytes.position())) {
            throw new AssertionError("a packet of " + bytes.position() + " bytes is none of MoldUDP64");
        }
        event.append(' ').append(MoldUdp64Flyweight.sessionName(packet.sessionHigh(), packet.sessionLow()));
        event.append(' ').append(packet.sequence());
        if (packet.endOfSession()) {
            event.append(" end");
        }
        for (int i = 0; packet.next(); i++) {
            final byte[] message = new byte[packet.messageLength()];
            buffer.getBytes(packet.messageOffset(), message);
            messages.add(new String(message, StandardCharsets.ISO_8859_1));
            event.append(i == 0 ? " " : "|").append(new String(message, StandardCharsets.ISO_8859_1));
        }
        events.add(event.toString());
        return true;
    }

    /** So that another client can begin. */
    void closeLines() throws IOException {
        lines.close();
        for (final Socket each : served) {
            if (each != null) {
                each.close();
            }
        }
        for (int i = 0; i < servers.size(); i++) {
            servers.get(i).close();
            if (waiting.get(i) != null) {
                waiting.get(i).close();
            }
        }
        waiting.clear();
        served.clear();
        servers.clear();
    }

    void close() throws IOException {
        closeLines();
    }
}
