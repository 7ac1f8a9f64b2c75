package io.tiercel.engine.feed.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.capture.PcapngBlocks.Block;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaptureWriterTest {
    private static final ArbitrationBounds BOUNDS =
            CapturedBounds.DEFAULT.withLines(50, 20_000_000, 70, 9_000_000_000L);
    private static final long TIME_NS = 1_790_000_000_123_456_789L;
    private static final int INTERFACE = 1;
    private static final int STATISTICS = 5;
    private static final int PACKET = 6;
    private static final SocketAddress SENDER = address("10.0.0.7", 5_001);
    private static final List<CapturedSocket> SOCKETS = List.of(
            new CapturedSocket("A", "line A", Endpoint.of(address("233.54.12.1", 26_400)), null),
            new CapturedSocket("B", "line B", Endpoint.of(address("2001:db8::2", 26_400)), null),
            new CapturedSocket(
                    CapturedSocket.ANSWERS,
                    "answers of 10.0.0.9:18000",
                    Endpoint.of(address("10.0.0.2", 40_000)),
                    Endpoint.of(address("10.0.0.9", 18_000))));

    @TempDir
    Path folder;

    private final FeedCounts counts = new FeedCounts();
    private final CaptureRing ring = new CaptureRing(SOCKETS.size(), CaptureRing.LEAST_BYTES, counts);
    private final AtomicLong usable = new AtomicLong(Long.MAX_VALUE);
    private CaptureWriter writer;

    /** The folder is there now. */
    @BeforeEach
    void setUp() {
        writer = writer(1 << 30, 0);
    }

    @AfterEach
    void tearDown() {
        writer.close();
    }

    @Test
    void shouldWriteWhatTheSpecificationHas() throws IOException {
        give(0, "first");
        give(1, "to a line of IPv6", address("2001:db8::1", 7));
        give(2, "an answer", null);
        writer.start();
        assertTrue(writer.close());

        final List<Block> blocks = PcapngBlocks.of(Files.readAllBytes(files().get(0)));
        assertEquals(List.of(0x0A0D0D0A, 1, 1, 1, 6, 6, 6, 5, 5, 5), types(blocks));
        assertEquals("Tiercel test", blocks.get(0).text(4));
        for (int i = 0; i < 3; i++) {
            final Block described = blocks.get(1 + i);
            assertEquals(101, described.body().getShort(0));
            assertEquals(SOCKETS.get(i).name(), described.text(2));
            assertEquals(SOCKETS.get(i).description(), described.text(3));
            assertEquals(9, described.options().get(9)[0]);
            final Block packet = blocks.get(4 + i);
            assertEquals(i, packet.body().getInt(0));
            assertEquals(TIME_NS + i, packet.stamp());
            assertEquals(packet.body().getInt(12), packet.body().getInt(16));
            final Block statistics = blocks.get(7 + i);
            assertEquals(i, statistics.body().getInt(0));
            assertEquals(1, statistics.number(4));
            assertEquals(0, statistics.number(5));
            assertEquals(100 + i, statistics.number(7));
        }
    }

    @Test
    void shouldBeReadByTheReaderOfFiles() throws IOException {
        give(0, "first");
        give(1, "second", address("2001:db8::1", 7));
        give(2, "third", null);
        writer.start();
        assertTrue(writer.close());

        final RecordedPackets read = RecordedPackets.of(Files.readAllBytes(files().get(0)));
        assertEquals(List.of(), read.faults);
        assertEquals(
                List.of(
                        "1 " + TIME_NS + " UDP 10.0.0.7:5001 233.54.12.1:26400 first",
                        "2 " + (TIME_NS + 1) + " UDP [2001:db8:0:0:0:0:0:1]:7 [2001:db8:0:0:0:0:0:2]:26400 second",
                        "3 " + (TIME_NS + 2) + " UDP 10.0.0.9:18000 10.0.0.2:40000 third"),
                read.lines);
        assertEquals(3, writer.writtenCount(0) + writer.writtenCount(1) + writer.writtenCount(2));
        assertTrue(files().get(0).getFileName().toString().matches("ITCH-[0-9]{8}-[0-9]{6}-000001[.]pcapng"));
    }

    @Test
    void shouldCountWhatFindsNoRoomAndSayWhere() throws IOException {
        final String text = "x".repeat(60_000);
        int taken = 0;
        for (int i = 0; i < 40; i++) {
            give(0, text);
            taken += counts.get(FeedCount.NOT_CAPTURED) == 0 ? 1 : 0;
        }
        final long lost = ring.lostCount(0);
        assertEquals(40 - taken, lost);
        assertEquals(lost, counts.get(FeedCount.NOT_CAPTURED));
        writer.start();
        awaitWritten(taken);
        give(0, "after");
        give(0, "later");
        assertTrue(writer.close());

        final byte[] capture = Files.readAllBytes(files().get(0));
        assertEquals(lost, RecordedPackets.of(capture).lost);
        final List<Block> blocks = PcapngBlocks.of(capture);
        final List<Block> packets =
                blocks.stream().filter(block -> block.type() == PACKET).toList();
        assertEquals(taken + 2, packets.size());
        assertEquals(lost, packets.get(taken).number(4));
        assertTrue(packets.get(taken - 1).options().isEmpty()
                && packets.get(taken + 1).options().isEmpty());
        final Block last = blocks.get(blocks.size() - 3);
        assertEquals(STATISTICS, last.type());
        assertEquals(42, last.number(4));
        assertEquals(lost, last.number(5));
        assertEquals(lost + " datagrams that were received are not in the capture", last.text(1));
    }

    @Test
    void shouldGoOnInTheNextFile() throws IOException {
        writer = writer(1 << 20, 0);
        writer.start();
        for (int i = 0; i < 60; i++) {
            give(0, "x".repeat(60_000));
            awaitWritten(i + 1);
        }
        assertTrue(writer.close());

        final List<Path> files = files();
        assertEquals(4, files.size());
        int packets = 0;
        for (final Path file : files) {
            final List<Integer> types = types(PcapngBlocks.of(Files.readAllBytes(file)));
            assertEquals(3, types.stream().filter(type -> type == INTERFACE).count());
            packets += (int) types.stream().filter(type -> type == PACKET).count();
        }
        assertEquals(60, packets);
        assertEquals(4, writer.fileCount());
    }

    @Test
    void shouldStopWhereTheDiskHasNoRoomAndCount() throws IOException {
        writer = writer(1 << 30, 1_000);
        writer.start();
        give(0, "kept");
        awaitWritten(1);
        usable.set(999);
        give(0, "takes the room that is kept");
        while (writer.problem().isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
        assertEquals("the disk has less than 1000 bytes left, which are to stay free", writer.problem());
        give(0, "lost");
        give(1, "lost, too");
        assertTrue(writer.close());

        assertEquals(2, writer.writtenCount(0));
        assertEquals(1, writer.lostCount(0));
        assertEquals(1, writer.lostCount(1));
        final List<Integer> types = types(PcapngBlocks.of(Files.readAllBytes(files().get(0))));
        assertEquals(List.of(0x0A0D0D0A, 1, 1, 1, 6, 6, 5, 5, 5), types);
    }

    @Test
    void shouldSayThatAFolderCannotBeUsed() throws IOException {
        Files.writeString(folder.resolve("captures"), "a file");
        give(0, "lost");
        writer.start();
        while (writer.lostCount(0) == 0) {
            LockSupport.parkNanos(1_000_000);
        }
        assertTrue(writer.close());

        assertTrue(writer.problem().startsWith("the disk refused: "), writer.problem());
        assertEquals(1, writer.lostCount(0));
    }

    @Test
    void shouldSayInWordsWhyItsThreadHasEnded() {
        writer = new CaptureWriter(
                new CaptureSettings(
                        folder.resolve("captures"), "ITCH", "Tiercel test", 1 << 30, 0, ArbitrationBounds.DEFAULT),
                SOCKETS,
                ring,
                socket -> 0,
                () -> {
                    throw new StackOverflowError("no room for a call");
                });
        give(0, "first");
        writer.start();
        while (writer.problem().isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }

        assertEquals("the capture's thread has ended: no room for a call", writer.problem());
        assertTrue(writer.close());
    }

    @Test
    void shouldLeaveNoFileThatCouldNotBeBegun() throws IOException {
        final CaptureFile file = new CaptureFile(SOCKETS);
        final Path path = folder.resolve("begun");
        // It closes the channel with the first write.
        Thread.currentThread().interrupt();
        assertThrows(ClosedByInterruptException.class, () -> file.open(path, "Tiercel test", ""));
        assertTrue(Thread.interrupted());

        assertFalse(Files.exists(path));
        assertFalse(file.isOpen());
        file.open(path, "Tiercel test", "");
        assertTrue(file.isOpen());
        file.close();
    }

    @Test
    void shouldSayHowTheLaneJudgesItsLines() throws IOException {
        give(0, "first");
        writer.start();
        assertTrue(writer.close());
        final byte[] file = Files.readAllBytes(files().get(0));

        final String comment = PcapngBlocks.of(file).get(0).text(1);
        assertTrue(
                comment.endsWith(
                        "; reorderPackets=50; reorderTime=20000000ns; resetPackets=70; resetTime=9000000000ns"),
                comment);
        assertEquals(BOUNDS, RecordedPackets.of(file).bounds);
    }

    /** As a process that was killed leaves it. */
    @Test
    void shouldBeReadableToItsLastWholePacketWhereverItEnds() throws IOException {
        give(0, "first");
        give(0, "second");
        writer.start();
        assertTrue(writer.close());
        final byte[] whole = Files.readAllBytes(files().get(0));
        final Set<Integer> ends = new HashSet<>();
        int end = 0;
        for (final Block block : PcapngBlocks.of(whole)) {
            end += block.body().capacity() + 12;
            ends.add(end);
        }

        for (int length = 200; length < whole.length; length++) {
            final RecordedPackets read = RecordedPackets.of(Arrays.copyOf(whole, length));
            final boolean torn = !ends.contains(length);
            assertEquals(torn ? 1 : 0, read.faults.size(), "of " + length + " bytes: " + read.faults);
            assertTrue(read.lines.size() <= 2);
        }
    }

    private CaptureWriter writer(final long fileBytes, final long reserveBytes) {
        return new CaptureWriter(
                new CaptureSettings(
                        folder.resolve("captures"), "ITCH", "Tiercel test", fileBytes, reserveBytes, BOUNDS),
                SOCKETS,
                ring,
                socket -> 100 + socket,
                usable::get);
    }

    private void give(final int socket, final String text) {
        give(socket, text, SENDER);
    }

    private void give(final int socket, final String text, final SocketAddress sender) {
        final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        ring.onDatagram(socket, sender, new UnsafeBuffer(bytes), bytes.length, TIME_NS + socket);
    }

    private void awaitWritten(final long count) {
        while (writer.writtenCount(0) < count) {
            LockSupport.parkNanos(100_000);
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder.resolve("captures"))) {
            return new ArrayList<>(files.sorted().toList());
        }
    }

    private static List<Integer> types(final List<Block> blocks) {
        return blocks.stream().map(Block::type).toList();
    }

    private static InetSocketAddress address(final String host, final int port) {
        return new InetSocketAddress(host, port);
    }
}
