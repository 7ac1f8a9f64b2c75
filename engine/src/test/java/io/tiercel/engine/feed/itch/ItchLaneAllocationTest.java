package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.engine.feed.DatagramHandler;
import io.tiercel.engine.feed.DatagramLines;
import io.tiercel.engine.feed.DatagramRecorder;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.capture.CaptureRing;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Requests;
import io.tiercel.engine.ingress.VirtualClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.ZoneOffset;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The whole lane, socket included. What is sent to it is sent on the same thread, from a thread's view for nothing. */
final class ItchLaneAllocationTest {
    private static final int WARM_UP = 100_000;
    private static final int DATAGRAMS = 50_000;
    /** What the lane allocates it does in each of them; what the JVM does once, when it compiles anew, in one. */
    private static final int WINDOWS = 3;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ItchFeed feed = new ItchFeed();
    private final VirtualClock clock = new VirtualClock(1);
    private final FeedCounts counts = new FeedCounts();
    private final CountingLine line = new CountingLine();
    private final FeedSender sender =
            new FeedSender(9, line, counts, ItchHandler.stagedMessages(1, FeedLane.MAX_DATAGRAM_BYTES));
    private final ItchHandler itch = new ItchHandler(
            sender,
            counts,
            List.of(new FeedInstrument(3, "TRCL", 0)),
            new ItchHandler.Receiving(
                    "", ArbitrationBounds.DEFAULT, new LineStatistics(1), MoldUdp64Requests.NONE, SnapshotSource.NONE),
            ZoneOffset.UTC,
            clock);
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 12);
    private final UnsafeBuffer datagram = new UnsafeBuffer(bytes);
    private long sequence = 1;
    private long orderId = 1;

    @Test
    void shouldAllocateNothingOnceWarm() throws IOException {
        assertEquals(0, allocatedBytes(itch));
        assertEquals(LaneState.LIVE, itch.state());
        assertTrue(line.count > 4 * DATAGRAMS, () -> line.count + " messages");
        assertEquals(WARM_UP + WINDOWS * DATAGRAMS, counts.get(FeedCount.DATAGRAMS));
    }

    /** The ring is small, so that it is full sometimes. */
    @Test
    void shouldAllocateNothingWhereWhatComesIsCaptured() throws IOException {
        final CaptureRing ring = new CaptureRing(1, CaptureRing.LEAST_BYTES, counts);

        assertEquals(0, allocatedBytes(itch, ring));
        assertTrue(counts.get(FeedCount.NOT_CAPTURED) > 0);
        assertEquals(LaneState.LIVE, itch.state());
    }

    @Test
    void shouldBeNoticedWhenSomethingAllocates() throws IOException {
        assertTrue(allocatedBytes(new CarelessHandler(itch)) > 0);
    }

    private long allocatedBytes(final DatagramHandler handler) throws IOException {
        return allocatedBytes(handler, DatagramRecorder.NONE);
    }

    private long allocatedBytes(final DatagramHandler handler, final DatagramRecorder recorder) throws IOException {
        try (DatagramChannel to = DatagramChannel.open();
                DatagramChannel from = DatagramChannel.open()) {
            to.configureBlocking(false);
            to.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
            to.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            // Connected, so that sending needs no address.
            from.connect(to.getLocalAddress());
            final FeedLane lane =
                    new FeedLane(new DatagramLines(List.of(to), null, recorder), handler, sender, counts, clock);
            run(lane, from, WARM_UP);
            final long thread = Thread.currentThread().getId();
            threads.getThreadAllocatedBytes(thread);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < WINDOWS; i++) {
                final long before = threads.getThreadAllocatedBytes(thread);
                run(lane, from, DATAGRAMS);
                least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
            }
            return least;
        }
    }

    private void run(final FeedLane lane, final DatagramChannel from, final int datagrams) throws IOException {
        for (int i = 0; i < datagrams; i++) {
            final int length = packet();
            datagram.putBytes(0, feed.buffer, 0, length);
            bytes.limit(length).position(0);
            from.write(bytes);
            // Each is there when it was sent; an idle round follows it.
            while (lane.doWork() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    private int packet() {
        final long first = sequence;
        if (sequence == 1) {
            add(feed.next().stockDirectory("TRCL", 100));
            add(feed.next().tradingAction("TRCL", 'T'));
        }
        final long id = orderId++;
        add(feed.next().addOrder(id, (id & 1) == 0 ? 'B' : 'S', 300, "TRCL", 1_000_000 + id % 100));
        add(feed.next().executed(id, 100, id));
        add(feed.next().cancel(id, 50));
        add(feed.next().replace(id, -id, 70, 1_000_000));
        add(feed.next().delete(-id));
        return feed.packet("DAY", first);
    }

    private void add(final int length) {
        feed.added(length);
        sequence++;
    }

    private static final class CountingLine implements MessageLine {
        private long count;

        @Override
        public Result offer(final DirectBuffer buffer, final int offset, final int length) {
            count++;
            return Result.TAKEN;
        }

        @Override
        public boolean isConnected() {
            return true;
        }
    }

    /** Keeps a copy of each datagram. */
    private static final class CarelessHandler implements DatagramHandler {
        private final DatagramHandler handler;
        private byte[] last = {};

        CarelessHandler(final DatagramHandler handler) {
            this.handler = handler;
        }

        @Override
        public void onDatagram(
                final int line, final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
            last = new byte[length + last.length % 2];
            handler.onDatagram(line, buffer, offset, length, timeNs);
        }

        @Override
        public boolean advance(final long timeNs) {
            return handler.advance(timeNs);
        }

        @Override
        public void onTime(final long timeNs) {
            handler.onTime(timeNs);
        }

        @Override
        public void onOutage(final long timeNs) {
            handler.onOutage(timeNs);
        }

        @Override
        public void onSubscriber(final long timeNs) {
            handler.onSubscriber(timeNs);
        }

        @Override
        public void onDropped(final long timeNs) {
            handler.onDropped(timeNs);
        }

        @Override
        public String reason() {
            return handler.reason();
        }

        @Override
        public void onBroken() {
            handler.onBroken();
        }

        @Override
        public LaneState state() {
            return handler.state();
        }

        @Override
        public String session() {
            return handler.session();
        }
    }
}
