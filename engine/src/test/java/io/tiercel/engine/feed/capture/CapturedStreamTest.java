package io.tiercel.engine.feed.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.network.FrameFlyweight;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server sent by TCP, put together again out of the file. */
final class CapturedStreamTest {
    private static final long TIME_NS = 1_790_000_000_123_456_789L;
    private static final InetSocketAddress LOCAL = new InetSocketAddress("10.0.0.2", 40_000);

    @TempDir
    Path folder;

    private final FeedCounts counts = new FeedCounts();
    private final CaptureRing ring = new CaptureRing(2, CaptureRing.LEAST_BYTES, counts);
    private final CapturedStream stream = new CapturedStream(ring, 1);
    private final List<String> events = new ArrayList<>();
    private final List<byte[]> connections = new ArrayList<>();

    @Test
    void shouldHaveEachConnectionsBytes() throws IOException {
        final byte[] first = random(1, 100_000);
        final byte[] second = random(2, 7);
        connection(TIME_NS, LOCAL, first, 60_000);
        // The host may give the same port again.
        connection(TIME_NS + 1_000_000, LOCAL, second, 7);
        connection(TIME_NS + 2_000_000, new InetSocketAddress("10.0.0.2", 40_001), first, 100_000);
        read(write("10.0.0.9"));

        assertEquals(List.of("begin", "end", "begin", "end", "begin", "end"), events);
        assertArrayEquals(first, connections.get(0));
        assertArrayEquals(second, connections.get(1));
        assertArrayEquals(first, connections.get(2));
    }

    @Test
    void shouldCaptureOverIpv6() throws IOException {
        final byte[] bytes = random(3, 1_000);
        connection(TIME_NS, new InetSocketAddress("2001:db8::2", 40_000), bytes, 300);
        read(write("2001:db8::9"));

        assertArrayEquals(bytes, connections.get(0));
    }

    /** The lane does not wait: what finds no room is missing, and said so. */
    @Test
    void shouldSayWhatFoundNoRoom() throws IOException {
        stream.onConnected(LOCAL, TIME_NS);
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[CapturedStream.MAX_SEGMENT]);
        while (counts.get(FeedCount.NOT_CAPTURED) == 0) {
            stream.onBytes(bytes, 0, bytes.capacity(), TIME_NS + 1);
        }
        final CaptureWriter writer = writer("10.0.0.9");
        writer.start();
        while (writer.writtenCount(1) == 0) {
            Thread.onSpinWait();
        }
        stream.onBytes(bytes, 0, 5, TIME_NS + 2);
        assertTrue(writer.close());
        assertEquals(1, writer.lostCount(1));
        read(file());

        assertTrue(events.contains("lost " + CapturedStream.MAX_SEGMENT), events::toString);
    }

    private void connection(final long timeNs, final InetSocketAddress local, final byte[] bytes, final int read) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        stream.onConnected(local, timeNs);
        for (int at = 0; at < bytes.length; at += read) {
            stream.onBytes(buffer, at, Math.min(read, bytes.length - at), timeNs + at);
        }
        stream.onClosed(timeNs + bytes.length);
    }

    private CaptureWriter writer(final String server) {
        final List<CapturedSocket> sockets = List.of(
                new CapturedSocket("A", "line A", Endpoint.of(LOCAL), null),
                new CapturedSocket(
                        CapturedSocket.REPLAY, "replay", null, Endpoint.of(new InetSocketAddress(server, 26_000))));
        return new CaptureWriter(
                new CaptureSettings(folder, "CL", "Tiercel test", 1 << 30, 0, ArbitrationBounds.DEFAULT),
                sockets,
                ring,
                socket -> -1,
                () -> Long.MAX_VALUE);
    }

    private Path write(final String server) throws IOException {
        final CaptureWriter writer = writer(server);
        writer.start();
        assertTrue(writer.close());
        return file();
    }

    private Path file() throws IOException {
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private void read(final Path file) throws IOException {
        final TcpStreams streams = new TcpStreams((from, to) -> {
            assertEquals(26_000, from.port());
            return new Collected();
        });
        final FrameFlyweight frame = new FrameFlyweight();
        try (FileBytes bytes = FileBytes.of(new ByteArrayInputStream(Files.readAllBytes(file)), 64)) {
            final PacketReader reader = PacketReader.of(bytes, (record, offset, reason) -> {
                throw new AssertionError(reason);
            });
            while (reader.next()) {
                assertEquals(
                        FrameFlyweight.Content.TCP,
                        frame.wrap(reader.buffer(), reader.offset(), reader.length(), reader.linkType()));
                streams.onFrame(frame, reader.buffer());
            }
        }
        streams.end();
    }

    private static byte[] random(final long seed, final int length) {
        final byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** One direction's connections, one after the other. */
    private final class Collected implements ByteStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int index;

        @Override
        public void onBegin() {
            events.add("begin");
            bytes.reset();
            index = connections.size();
            connections.add(new byte[0]);
        }

        @Override
        public void onBytes(final DirectBuffer buffer, final int offset, final int length) {
            final byte[] part = new byte[length];
            buffer.getBytes(offset, part);
            bytes.writeBytes(part);
            connections.set(index, bytes.toByteArray());
        }

        @Override
        public void onLost(final long count) {
            events.add("lost " + count);
        }

        @Override
        public void onEnd() {
            events.add("end");
        }
    }
}
