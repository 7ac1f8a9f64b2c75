package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.capture.Frames;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live lane, as a real process, that hears bytes which owe nothing to the product: messages and what is around them
 * are put down byte by byte from the specifications, and the books are kept the slow way.
 */
@Timeout(180)
final class FeedHandMadeTest {
    private static final String SESSION = "HANDMADE01";
    private static final int STOCKS = 3;
    private static final int CHANGES = 20_000;
    private static final int PACKET_MESSAGES = 30;
    private static final int END_OF_SESSION = 0xFFFF;
    private static final long SPACING_NS = 300_000;

    @TempDir
    Path temporary;

    private final long seed = Long.getLong("tiercel.seed", System.nanoTime());
    private final Program program = new Program();
    private final HandMadeItch itch =
            new HandMadeItch(seed).day(STOCKS, CHANGES).strangers().close();
    private FeedBooks books;

    @BeforeEach
    void begin() {
        books = new FeedBooks(temporary);
    }

    /** Each line loses a fifth of its packets, one of which comes late on the other line, too; none is lost on both. */
    @Test
    void shouldKeepTheBooksOfTwoLines() throws Exception {
        final String[] lines = {FeedBooks.address(), FeedBooks.address()};
        try (TiercelProcess engine = engine("feeds.ITCH.lines=" + lines[0] + "," + lines[1])) {
            engine.await("feed ITCH: listens at " + lines[1]);
            engine.await("     s");
            send(lines);
            engine.await("feed ITCH: session " + SESSION + ": the session has ended");
            books.awaitEnd(engine);

            assertEquals(0, engine.stop(), engine::err);
            assertTrue(engine.err().contains(" " + itch.messages.size() + " messages, "), engine::err);
            assertTrue(engine.err().matches("(?s).*line A: .* [1-9][0-9]* first.*line B: .* [1-9][0-9]* first.*"));
        }
        compare();
    }

    @Test
    void shouldKeepTheBooksOfAStream() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final CompletableFuture<String> login = CompletableFuture.supplyAsync(() -> serve(server));
            try (TiercelProcess engine = engine("feeds.ITCH.streamServers=127.0.0.1:" + server.getLocalPort())) {
                engine.await("feed ITCH: session " + SESSION + ": the session has ended");
                books.awaitEnd(engine);

                assertEquals(0, engine.stop(), engine::err);
                assertTrue(engine.err().contains(" " + itch.messages.size() + " messages, "), engine::err);
            }
            // No user and no password, any session, from its newest message on, of which there is none yet.
            assertEquals("L" + " ".repeat(6 + 10 + 10 + 19) + "0", login.get(10, TimeUnit.SECONDS));
        }
        compare();
    }

    private void send(final String[] lines) throws IOException {
        final List<byte[]> packets = new ArrayList<>();
        for (int from = 0; from < itch.messages.size(); from += PACKET_MESSAGES) {
            packets.add(itch.packet(SESSION, from, Math.min(from + PACKET_MESSAGES, itch.messages.size())));
        }
        final Random random = new Random(seed);
        final byte[][] late = new byte[2][];
        try (DatagramChannel socket = DatagramChannel.open()) {
            for (final byte[] packet : packets) {
                final int fate = random.nextInt(5);
                for (int line = 0; line < 2; line++) {
                    if (fate != line) {
                        send(socket, packet, lines[line]);
                    }
                    if (late[line] != null) {
                        send(socket, late[line], lines[line]);
                    }
                    late[line] = fate == 2 + line ? packet : null;
                }
                LockSupport.parkNanos(SPACING_NS);
            }
            final byte[] end = Frames.join(
                    SESSION.getBytes(StandardCharsets.US_ASCII),
                    Frames.eight(itch.messages.size() + 1L),
                    Frames.two(END_OF_SESSION));
            for (int i = 0; i < 3; i++) {
                send(socket, end, lines[0]);
                send(socket, end, lines[1]);
            }
        }
    }

    private static void send(final DatagramChannel socket, final byte[] packet, final String to) throws IOException {
        final int port = Integer.parseInt(to.substring(to.indexOf(':') + 1));
        socket.send(ByteBuffer.wrap(packet), new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Lets in whoever comes first, and gives all messages in pieces of any length; returns the login. */
    private String serve(final ServerSocket server) {
        try (Socket socket = server.accept()) {
            final DataInputStream in = new DataInputStream(socket.getInputStream());
            final byte[] login = in.readNBytes(in.readUnsignedShort());
            final byte[] accepted = ("A" + SESSION + " ".repeat(19) + "1").getBytes(StandardCharsets.US_ASCII);
            final byte[][] parts = new byte[2 * itch.messages.size() + 2][];
            parts[0] = Frames.join(Frames.two(accepted.length), accepted);
            for (int i = 0; i < itch.messages.size(); i++) {
                parts[2 * i + 1] = Frames.join(Frames.two(1 + itch.messages.get(i).length), new byte[] {'S'});
                parts[2 * i + 2] = itch.messages.get(i);
            }
            parts[parts.length - 1] = Frames.join(Frames.two(1), new byte[] {'Z'});
            final byte[] all = Frames.join(parts);
            final Random random = new Random(seed);
            final OutputStream out = socket.getOutputStream();
            int at = 0;
            while (at < all.length) {
                final int count = Math.min(1 + random.nextInt(3_000), all.length - at);
                out.write(all, at, count);
                at += count;
            }
            socket.shutdownOutput();
            // Until the other side has had enough.
            in.transferTo(OutputStream.nullOutputStream());
            return new String(login, StandardCharsets.US_ASCII);
        } catch (final IOException failed) {
            return failed.toString();
        }
    }

    private TiercelProcess engine(final String feed) throws IOException {
        final List<String> rows = new ArrayList<>(List.of("id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,"
                + "multiplier,currency,expiry,calendar,depth,security"));
        for (int id = 1; id <= STOCKS; id++) {
            rows.add(id + ",STK" + id + ".Q,NASDAQ,STK" + id + ",stock,1,0,1,USD,,nasdaq,by-order,");
        }
        final Path instruments = Files.write(temporary.resolve("instruments.csv"), rows);
        return books.engine("feeds.ITCH.receive=", feed, "reference.instruments=" + instruments);
    }

    private void compare() {
        final List<List<String>> found = new ArrayList<>();
        final List<List<String>> expected = new ArrayList<>();
        for (int id = 1; id <= STOCKS; id++) {
            found.add(books.levels(id));
            expected.add(itch.levels(id));
            assertTrue(expected.get(id - 1).size() > 10, () -> "seed " + seed + " makes hardly a book");
        }
        assertEquals(expected, found, () -> "seed " + seed);
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }
}
