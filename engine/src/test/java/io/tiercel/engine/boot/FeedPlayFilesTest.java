package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.tiercel.engine.feed.capture.Captures;
import io.tiercel.engine.feed.capture.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code feed play --to} makes of files: what comes at a socket is what was in them, or nothing at all. */
@Timeout(60)
final class FeedPlayFilesTest {
    private static final int MOLD_HEADER = 20;

    @TempDir
    Path folder;

    private final Program program = new Program();
    private final HandMadeItch itch = new HandMadeItch(12).everyType().everyType();
    private DatagramChannel lane;

    @BeforeEach
    void begin() throws IOException {
        lane = DatagramChannel.open();
        lane.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
        lane.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).configureBlocking(false);
    }

    @AfterEach
    void end() throws IOException {
        lane.close();
    }

    @Test
    void shouldPlayCompressedFiles() throws IOException {
        for (final byte[] content : List.of(itch.file(), gzip(itch.file()), zstd(itch.file()))) {
            assertEquals(0, play(content, "--rate", "1000000"), program::err);

            assertTrue(program.out().startsWith("session PLAYED: sent 46 messages in "), program::out);
            assertArrayEquals(itch.file(), received());
        }
    }

    @Test
    void shouldPlayCompressedCaptures() throws IOException {
        final byte[] packet = itch.packet("0123456789", 0, 20);
        final byte[] pcap = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(1_577_716_200_000_000_001L, Frames.udp("10.0.0.1", 1, "233.54.12.1", 26_400, packet))
                .bytes();

        for (final byte[] content : List.of(pcap, gzip(pcap), zstd(pcap))) {
            assertEquals(0, play(content), program::err);
            assertArrayEquals(itch.file(0, 20), received());
        }
    }

    @Test
    void shouldEndTheSessionWhereTheFileSaysIt() throws IOException {
        assertEquals(0, play(Frames.join(itch.file(), new byte[2]), "--rate", "1000000"), program::err);
        assertArrayEquals(itch.file(), received());

        assertEquals(2, play(Frames.join(itch.file(0, 5), new byte[2], itch.file(5, 10)), "--rate", "1000000"));
        assertArrayEquals(itch.file(0, 5), received());
        assertTrue(
                program.err()
                        .contains("in place of message 6 stands a length of 0, which is the session's end and the"
                                + " file's, and more bytes behind it; are these several files?"),
                program::err);
    }

    @Test
    void shouldSayWhereACompressedFileIsDamaged() throws IOException {
        final byte[] gzip = gzip(itch.file());

        assertEquals(2, play(Arrays.copyOf(gzip, gzip.length / 2)), program::out);
        assertTrue(
                program.err().contains("any.bin cannot be played: its compressed data (gzip) is damaged or ends too"),
                program::err);
        received();
        assertEquals(2, play(Arrays.copyOf(itch.file(), itch.file().length - 3)), program::out);
        assertArrayEquals(itch.file(0, 45), received());
        assertTrue(
                program.err()
                        .contains("session PLAYED: 45 messages were sent before the file failed, and not its end: books"
                                + " that follow it are not complete, and become stale"),
                program::err);
        assertTrue(
                program.err().contains("any.bin cannot be played: the file ends within message 46; is it whole?"),
                program::err);
    }

    @Test
    void shouldSendNothingOfWhatIsNoFeed() throws IOException {
        final byte[] text = "Dear diary, today nothing happened.".getBytes(StandardCharsets.US_ASCII);
        for (final byte[] content :
                List.of(text, gzip(text), new HandMadeDbn(3, 0, 1).orders(9).bytes())) {
            assertEquals(2, play(content), program::out);
            assertTrue(
                    program.err()
                            .contains("any.bin is no capture and no file of ITCH messages, which is what goes by --to,"
                                    + " --lines and --soup; play it by --feed, or correct the name"),
                    program::err);
        }
        assertEquals(2, play(new byte[0]), program::out);
        assertTrue(program.err().contains("any.bin is empty; name a file of ITCH messages"), program::err);
        assertEquals(2, play(folder), program::out);
        assertTrue(program.err().contains(folder + " cannot be played: it is a folder; name a file"), program::err);
        assertEquals(0, received().length);
    }

    /** An hour in which nothing was said, of messages and of a capture. */
    @Test
    void shouldWaitNoLongerThanTheLongestPause() throws IOException {
        final byte[] late = itch.messages.get(1).clone();
        ByteBuffer.wrap(late).putInt(7, 0).putShort(5, (short) 0x2000);
        final byte[] messages = Frames.join(itch.file(0, 1), Frames.two(late.length), late);
        assertEquals(0, play(messages, "--speed", "1", "--longest-pause", "50ms"), program::err);
        assertTrue(program.out().contains(", 1 pauses cut to 0.05 s each, "), program::out);
        assertArrayEquals(messages, received());

        final byte[] pcap = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(1_577_716_200_000_000_001L, Frames.udp("10.0.0.1", 1, "233.54.12.1", 26_400, new byte[99]))
                .packet(1_577_719_800_000_000_001L, Frames.udp("10.0.0.1", 1, "233.54.12.1", 26_400, new byte[99]))
                .bytes();
        assertEquals(0, play(pcap, "--speed", "2", "--longest-pause", "50ms"), program::err);
        assertTrue(
                program.out()
                        .contains("sent 2 datagrams of the capture, 2 on all lines, 1 pauses cut to 0.05 s each,"
                                + " 1799.95 s left out"),
                program::out);
    }

    /** Longer than a datagram of IPv4 can be: of jumbo frames of IPv6, between two that go. */
    @Test
    void shouldSayWhatTheHostDoesNotTake() throws IOException {
        final byte[] packet = itch.packet("0123456789", 0, 20);
        final byte[] next = itch.packet("0123456789", 20, 40);
        final byte[] tooLong =
                Frames.ethernet(0x86DD, Frames.ipv6(1, 2, 17, Frames.udpHeader(1, 26_400, new byte[65_520])));
        final byte[] pcap = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(1_577_716_200_000_000_001L, Frames.udp("10.0.0.1", 1, "233.54.12.1", 26_400, packet))
                .packet(1_577_716_200_000_000_002L, tooLong)
                .packet(1_577_716_200_000_000_003L, Frames.udp("10.0.0.1", 1, "233.54.12.1", 26_400, next))
                .bytes();

        assertEquals(0, play(pcap), program::err);

        assertTrue(
                program.out().startsWith("sent 2 datagrams of the capture, 2 on all lines, the host did not take 1"),
                program::out);
        assertArrayEquals(itch.file(0, 40), received());
    }

    /** By SIGTERM, while it says the end and answers who asks. */
    @Test
    void shouldEndAtOnceWhenItIsStopped() throws Exception {
        final Path file = Files.write(folder.resolve("day.itch"), itch.file());
        final String requests = FeedBooks.address();
        final String snapshots = FeedBooks.address();
        try (TiercelProcess player = new TiercelProcess(
                folder,
                "player",
                "feed",
                "play",
                file.toString(),
                "--to",
                "127.0.0.1:" + ((InetSocketAddress) lane.getLocalAddress()).getPort(),
                "--snapshots",
                snapshots,
                "--requests",
                requests,
                "--linger",
                "1h")) {
            player.await("session PLAYED: gives snapshots at " + snapshots);
            awaitEndOfSession();
            assertEquals(0, player.stop(), player::err);
            assertTrue(player.out().startsWith("session PLAYED: sent 46 messages in "), player.out());
        }
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), Integer.parseInt(snapshots.replaceFirst(".*:", ""))));
        }
    }

    private void awaitEndOfSession() throws IOException {
        final ByteBuffer packet = ByteBuffer.allocate(1 << 16);
        while (packet.position() < MOLD_HEADER || packet.getShort(MOLD_HEADER - 2) != -1) {
            packet.clear();
            lane.receive(packet);
        }
    }

    @Test
    void shouldRefuseBadUse() throws IOException {
        assertEquals(2, play(itch.file(), "--longest-pause", "1s"));
        assertTrue(program.err().contains("--longest-pause is for --speed"), program::err);
        assertEquals(2, play(itch.file(), "--speed", "1", "--rate", "1"));
        assertTrue(program.err().contains("--rate and --speed exclude each other"), program::err);
        assertEquals(2, play(itch.file(), "--speed", "0"));
        assertTrue(program.err().contains("--speed 0.0 is not above 0"), program::err);
        assertEquals(2, play(itch.file(), "--rate", "-1"));
        assertTrue(program.err().contains("--rate -1.0 is not above 0"), program::err);
        assertEquals(0, received().length);
    }

    private int play(final byte[] content, final String... options) throws IOException {
        return play(Files.write(folder.resolve("any.bin"), content), options);
    }

    private int play(final Path file, final String... options) throws IOException {
        final int port = ((InetSocketAddress) lane.getLocalAddress()).getPort();
        final String[] arguments = {"feed", "play", file.toString(), "--to", "127.0.0.1:" + port};
        final String[] all = Arrays.copyOf(arguments, arguments.length + options.length);
        System.arraycopy(options, 0, all, arguments.length, options.length);
        final int exitCode = program.execute(all);
        assertFalse(program.err().contains("null"), program::err);
        assertFalse(program.err().contains("Exception"), program::err);
        return exitCode;
    }

    /** The messages of all packets that have come, each behind its length. */
    private byte[] received() throws IOException {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        final ByteBuffer packet = ByteBuffer.allocate(1 << 16);
        while (lane.receive(packet) != null) {
            all.write(packet.array(), MOLD_HEADER, packet.position() - MOLD_HEADER);
            packet.clear();
        }
        return all.toByteArray();
    }

    private static byte[] gzip(final byte[] plain) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] zstd(final byte[] plain) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream stream = new ZstdOutputStream(bytes)) {
            stream.write(plain);
        }
        return bytes.toByteArray();
    }
}
