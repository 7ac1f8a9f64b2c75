package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.codecs.soupbintcp.SoupBinTcpEncoder;
import io.tiercel.codecs.soupbintcp.SoupBinTcpType;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.soupbintcp.SoupBinTcpLines;
import io.tiercel.engine.feed.soupbintcp.SoupBinTcpSettings;
import io.tiercel.engine.ingress.VirtualClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.ZoneOffset;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A whole lane that follows a server, sockets included. What is sent to it is sent on the same thread. */
final class ItchStreamAllocationTest {
    private static final int WARM_UP = 60_000;
    private static final int ROUNDS = 30_000;
    private static final int MESSAGES = 5;
    /** What the lane allocates it does in each of them; what the JVM does once, when it compiles anew, in one. */
    private static final int WINDOWS = 3;

    private static final long ROUND_NS = 100_000L;
    private static final int LOGIN_BYTES = 49;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final VirtualClock clock = new VirtualClock(1_000_000_000L);
    private final FeedCounts counts = new FeedCounts();
    private final CountingLine line = new CountingLine();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 12);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(message, 0);
    private final FeedSender sender =
            new FeedSender(9, line, counts, ItchHandler.stagedMessages(1, FeedLane.MAX_DATAGRAM_BYTES));
    private int length;
    private long orderId = 1;

    /** Heartbeats of both sides are among it: time goes on by 0.1 ms with each round. */
    @Test
    void shouldAllocateNothingOnceWarm() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            final SoupBinTcpLines lines = new SoupBinTcpLines(
                    List.of((InetSocketAddress) server.getLocalAddress()),
                    new SoupBinTcpSettings("ME", "pw", "", 1L << 40, 1, 1, 1L << 40, 1 << 20, false),
                    counts);
            final ItchHandler handler = handler(lines);
            final FeedLane lane = new FeedLane(lines, handler, sender, counts, clock);
            lane.doWork();
            try (SocketChannel socket = server.accept()) {
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                logIn(lane, socket);
                run(lane, socket, WARM_UP);
                final long thread = Thread.currentThread().getId();
                threads.getThreadAllocatedBytes(thread);
                long least = Long.MAX_VALUE;
                for (int i = 0; i < WINDOWS; i++) {
                    final long before = threads.getThreadAllocatedBytes(thread);
                    run(lane, socket, ROUNDS);
                    least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
                }
                assertEquals(0, least);
            }
            assertEquals(LaneState.LIVE, handler.state());
            assertEquals(
                    MESSAGES * (WARM_UP + (long) WINDOWS * ROUNDS) + 2, counts.get(FeedCount.MESSAGES), counts::text);
            assertTrue(counts.get(FeedCount.HEARTBEATS) > ROUNDS / 1_000, counts::text);
            assertTrue(line.count > 4L * ROUNDS, () -> line.count + " messages");
            lines.close();
        }
    }

    private ItchHandler handler(final SoupBinTcpLines lines) {
        return new ItchHandler(
                sender,
                counts,
                List.of(new FeedInstrument(3, "TRCL", 0)),
                new ItchHandler.Receiving(
                        "",
                        ArbitrationBounds.DEFAULT,
                        new LineStatistics(1),
                        lines,
                        SnapshotSource.NONE,
                        ItchMarket.NASDAQ),
                ZoneOffset.UTC,
                clock);
    }

    private void logIn(final FeedLane lane, final SocketChannel socket) throws IOException {
        final ByteBuffer login = ByteBuffer.allocate(LOGIN_BYTES);
        socket.configureBlocking(false);
        while (login.hasRemaining()) {
            lane.doWork();
            socket.read(login);
        }
        socket.configureBlocking(true);
        length = SoupBinTcpEncoder.loginAccepted(buffer, 0, "DAY1", 1);
        send(socket);
        add(encoder.about(7, 1_000).stockDirectory("TRCL", 100));
        add(encoder.about(7, 1_000).tradingAction("TRCL", 'T'));
        send(socket);
    }

    private void run(final FeedLane lane, final SocketChannel socket, final int rounds) throws IOException {
        for (int i = 0; i < rounds; i++) {
            clock.advanceTo(clock.timeNs() + ROUND_NS);
            final long id = orderId++;
            encoder.about(7, 1_000);
            add(encoder.addOrder(id, (id & 1) == 0 ? 'B' : 'S', 300, "TRCL", 1_000_000 + id % 100));
            add(encoder.executed(id, 100, id));
            add(encoder.cancel(id, 50));
            add(encoder.replace(id, -id, 70, 1_000_000));
            add(encoder.delete(-id));
            if (i % 1_000 == 0) {
                length += SoupBinTcpEncoder.empty(buffer, length, SoupBinTcpType.SERVER_HEARTBEAT);
            }
            send(socket);
            // Each is there when it was sent; an idle round follows it.
            while (lane.doWork() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    private void add(final int messageLength) {
        length += SoupBinTcpEncoder.data(buffer, length, SoupBinTcpType.SEQUENCED_DATA, message, 0, messageLength);
    }

    private void send(final SocketChannel socket) throws IOException {
        bytes.limit(length).position(0);
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
        length = 0;
    }

    private static final class CountingLine implements MessageLine {
        private long count;

        @Override
        public Result offer(final DirectBuffer offered, final int offset, final int offeredLength) {
            count++;
            return Result.TAKEN;
        }

        @Override
        public boolean isConnected() {
            return true;
        }
    }
}
