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
import io.tiercel.engine.feed.KernelStamp;
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
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The whole lane, socket included. What is sent to it is sent on the same thread, from a thread's view for nothing. */
final class ItchLaneAllocationTest {
    private static final int WARM_UP = 200_000;
    private static final int DATAGRAMS = 50_000;
    private static final int WINDOWS = 5;
    /**
     * One window may have what the JVM allocates: before HotSpot's C2 compiles a class's first method, the thread that
     * asks for it makes all string constants of the class that nobody has used (80 bytes for the one message of
     * {@code DatagramLines}, 248 for those of the JDK's {@code ArraysSupport}, which a lane calls so rarely that it is
     * compiled behind 60,000 to 100,000 datagrams). C1 alone (-XX:TieredStopAtLevel=1) does nothing of the kind.
     */
    private static final int WINDOWS_OF_THE_JVM = 1;

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
                    "",
                    ArbitrationBounds.DEFAULT,
                    new LineStatistics(1),
                    MoldUdp64Requests.NONE,
                    SnapshotSource.NONE,
                    ItchMarket.NASDAQ),
            ZoneOffset.UTC,
            clock);
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 12);
    private final UnsafeBuffer datagram = new UnsafeBuffer(bytes);
    private boolean stamped;
    private long sequence = 1;
    private long orderId = 1;
    private final byte[] imbalance = message('I', 50, 28);
    private final byte[] levels = message('V', 35, 0);

    @Test
    void shouldAllocateNothingOnceWarm() throws IOException {
        assertNothing(allocatedBytes(itch));
        assertEquals(LaneState.LIVE, itch.state());
        assertTrue(line.count > 4 * DATAGRAMS, () -> line.count + " messages");
        assertEquals(WARM_UP + WINDOWS * DATAGRAMS, counts.get(FeedCount.DATAGRAMS));
    }

    /** The ring is small, so that it is full sometimes. */
    @Test
    void shouldAllocateNothingWhereWhatComesIsCaptured() throws IOException {
        final CaptureRing ring = new CaptureRing(1, CaptureRing.LEAST_BYTES, counts);

        assertNothing(allocatedBytes(itch, ring));
        assertTrue(counts.get(FeedCount.NOT_CAPTURED) > 0);
        assertEquals(LaneState.LIVE, itch.state());
    }

    @Test
    void shouldAllocateNothingForTimesOfTheKernel() throws IOException {
        stamped = true;

        assertNothing(allocatedBytes(itch));
        assertEquals(LaneState.LIVE, itch.state());
    }

    @Test
    void shouldBeNoticedWhenSomethingAllocates() throws IOException {
        final long[] windows = allocatedBytes(new CarelessHandler(itch));
        assertTrue(Arrays.stream(windows).allMatch(bytesOfOne -> bytesOfOne > 0), () -> Arrays.toString(windows));
    }

    private static void assertNothing(final long[] windows) {
        final long allocating =
                Arrays.stream(windows).filter(bytesOfOne -> bytesOfOne > 0).count();
        assertTrue(allocating <= WINDOWS_OF_THE_JVM, () -> Arrays.toString(windows));
    }

    /** In each window. */
    private long[] allocatedBytes(final DatagramHandler handler) throws IOException {
        return allocatedBytes(handler, DatagramRecorder.NONE);
    }

    private long[] allocatedBytes(final DatagramHandler handler, final DatagramRecorder recorder) throws IOException {
        try (DatagramChannel to = DatagramChannel.open();
                DatagramChannel from = DatagramChannel.open()) {
            to.configureBlocking(false);
            to.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
            to.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            // Connected, so that sending needs no address.
            from.connect(to.getLocalAddress());
            final FeedLane lane = new FeedLane(
                    new DatagramLines(List.of(to), null, stamped ? List.of(KernelStamp.of(to)) : List.of(), recorder),
                    handler,
                    sender,
                    counts,
                    clock);
            run(lane, from, WARM_UP);
            final long thread = Thread.currentThread().getId();
            threads.getThreadAllocatedBytes(thread);
            final long[] windows = new long[WINDOWS];
            for (int i = 0; i < WINDOWS; i++) {
                final long before = threads.getThreadAllocatedBytes(thread);
                run(lane, from, DATAGRAMS);
                windows[i] = threads.getThreadAllocatedBytes(thread) - before;
            }
            return windows;
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
        add(feed.next().brokenTrade(id));
        add(raw(imbalance));
        add(raw(levels));
        return feed.packet("DAY", first);
    }

    private int raw(final byte[] message) {
        feed.buffer.putBytes(feed.nextOffset(), message);
        return message.length;
    }

    /** A message with nothing but its type, its stock where that stands, and ones where they may be. */
    private static byte[] message(final char type, final int length, final int stock) {
        final byte[] bytes = new byte[length];
        bytes[0] = (byte) type;
        if (stock > 0) {
            bytes[2] = ItchFeed.LOCATE;
            System.arraycopy("TRCL    ".getBytes(StandardCharsets.US_ASCII), 0, bytes, stock, 8);
        }
        bytes[length - 1] = 1;
        return bytes;
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
                final int line,
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final long timeNs,
                final long receivedNs) {
            last = new byte[length + last.length % 2];
            handler.onDatagram(line, buffer, offset, length, timeNs, receivedNs);
        }

        @Override
        public boolean advance(final long timeNs) {
            return handler.advance(timeNs);
        }

        @Override
        public boolean recover(final long timeNs) {
            return handler.recover(timeNs);
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
