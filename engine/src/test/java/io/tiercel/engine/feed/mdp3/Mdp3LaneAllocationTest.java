package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.engine.feed.DatagramLines;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.ingress.VirtualClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * The whole lane, sockets included: two lines with the same packets, one of which is missing now and then, and a line
 * of snapshots. A book by order fills up and empties again. What is sent is sent on the same thread, for nothing.
 */
final class Mdp3LaneAllocationTest {
    private static final int ES = 5_003;
    private static final int CL = 5_004;
    private static final int ORDERS = 5_000;
    /** While it warms up only a few orders come, so that the room for more is not made on the way. */
    private static final int FEW_ORDERS = 100;

    private static final int WARM_UP = 40_000;
    private static final int ROUNDS = 4 * ORDERS;
    /** Of the first entry, and of its number. */
    private static final int ENTRY = 12 + 10 + 11 + 3;

    private static final int ENTRY_NUMBER = ENTRY + 16;
    private static final int ENTRY_LENGTH = 32;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final Mdp3Feed.Room ROOM = new Mdp3Feed.Room(1_000, ORDERS);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final VirtualClock clock = new VirtualClock(1);
    private final FeedCounts counts = new FeedCounts();
    private final FeedCounts packets = new FeedCounts();
    private final CountingLine line = new CountingLine();
    private final FeedSender sender =
            new FeedSender(9, line, counts, Mdp3Feed.stagedMessages(2, FeedLane.MAX_DATAGRAM_BYTES, ROOM));
    private final Mdp3Feed feed = new Mdp3Feed(
            sender,
            counts,
            List.of(
                    new Mdp3Instrument(new FeedInstrument(3, "ESZ8", 1), ES, 3, 2, false),
                    new Mdp3Instrument(new FeedInstrument(4, "CLZ8", 0), CL, 10, 0, true)),
            new Mdp3Feed.Receiving(
                    310, 2, ArbitrationBounds.DEFAULT, new LineStatistics(2), packets, PacketReplay.NONE),
            ROOM);
    private final Mdp3Bytes encoder = new Mdp3Bytes();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 12);
    private final UnsafeBuffer datagram = new UnsafeBuffer(bytes);
    private final UnsafeBuffer heartbeat = encoder.packet(1, 5).heartbeat().buffer();
    private final UnsafeBuffer levels = levels();
    private final UnsafeBuffer order = order();
    private final UnsafeBuffer levelSnapshot = levelSnapshot();
    private final UnsafeBuffer orderSnapshot = orderSnapshot();
    private final DatagramChannel[] to = new DatagramChannel[3];
    private final DatagramChannel[] from = new DatagramChannel[3];
    private FeedLane lane;
    private long sequence = 10;
    private int number;
    private int orderNumber;
    private byte[] careless = {};

    @Test
    void shouldAllocateNothingOnceWarm() throws IOException {
        assertEquals(0, allocatedBytes(false));

        assertEquals(LaneState.LIVE, feed.state(), feed::reason);
        assertEquals(0, counts.get(FeedCount.MALFORMED));
        assertTrue(packets.get(FeedCount.GAPS) > WARM_UP / FEW_ORDERS / 3, packets::text);
        assertTrue(line.count > 3 * (WARM_UP + ROUNDS), () -> line.count + " messages");
    }

    @Test
    void shouldBeNoticedWhenSomethingAllocates() throws IOException {
        assertTrue(allocatedBytes(true) > 0);
    }

    private long allocatedBytes(final boolean allocate) throws IOException {
        try {
            for (int i = 0; i < to.length; i++) {
                to[i] = DatagramChannel.open();
                to[i].configureBlocking(false);
                to[i].bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                from[i] = DatagramChannel.open();
                // Connected, so that sending needs no address.
                from[i].connect(to[i].getLocalAddress());
            }
            lane = new FeedLane(new DatagramLines(List.of(to), null), feed, sender, counts, clock);
            run(WARM_UP, FEW_ORDERS, false);
            final long thread = Thread.currentThread().getId();
            threads.getThreadAllocatedBytes(thread);
            final long before = threads.getThreadAllocatedBytes(thread);
            run(ROUNDS, ORDERS, allocate);
            return threads.getThreadAllocatedBytes(thread) - before;
        } finally {
            for (int i = 0; i < to.length; i++) {
                to[i].close();
                from[i].close();
            }
        }
    }

    /** So many orders come, and then they go; then packets are missing, and snapshots have what was before them. */
    private void run(final int rounds, final int orders, final boolean allocate) throws IOException {
        for (int i = 0; i < rounds; i++) {
            if (orderNumber == 0) {
                miss();
            }
            sequence++;
            levels.putInt(ENTRY_NUMBER, ++number, ORDER);
            levels.putInt(ENTRY_NUMBER + ENTRY_LENGTH, ++number, ORDER);
            both(levels);
            sequence++;
            order.putLong(ENTRY, 1_000 + orderNumber % orders, ORDER);
            order.putByte(ENTRY + 32, (byte) (orderNumber < orders ? BookEntry.NEW : BookEntry.DELETE));
            both(order);
            orderNumber = (orderNumber + 1) % (2 * orders);
            if (allocate) {
                careless = new byte[1 + careless.length % 2];
            }
        }
    }

    private void miss() throws IOException {
        sequence += 2;
        both(heartbeat);
        // Longer than what is missing is waited for
        clock.advanceTo(clock.timeNs() + 10_000_000);
        work();
        levelSnapshot.putInt(22, (int) sequence, ORDER);
        levelSnapshot.putInt(34, number, ORDER);
        orderSnapshot.putInt(22, (int) sequence, ORDER);
        send(2, levelSnapshot);
        send(2, orderSnapshot);
    }

    private void both(final UnsafeBuffer packet) throws IOException {
        packet.putInt(0, (int) sequence, ORDER);
        send((int) (sequence & 1), packet);
        send((int) (sequence + 1 & 1), packet);
    }

    private void send(final int to1, final UnsafeBuffer packet) throws IOException {
        packet.putLong(4, sequence, ORDER);
        datagram.putBytes(0, packet, 0, packet.capacity());
        bytes.limit(packet.capacity()).position(0);
        from[to1].write(bytes);
        work();
    }

    private void work() {
        // Each is there when it was sent; an idle round follows it.
        while (lane.doWork() > 0) {
            Thread.onSpinWait();
        }
    }

    private UnsafeBuffer levels() {
        return encoder.packet(1, 5)
                .event(46, 5)
                .group(32)
                .level(99, 7, ES, 1, 1, 1, BookEntry.CHANGE, '0')
                .level(101, 7, ES, 1, 1, 1, BookEntry.CHANGE, '1')
                .wideGroup(24)
                .end()
                .buffer();
    }

    private UnsafeBuffer order() {
        return encoder.packet(1, 5)
                .event(47, 5)
                .group(40)
                .order(1, 500, 50, 5, CL, BookEntry.NEW, '1')
                .end()
                .buffer();
    }

    private UnsafeBuffer levelSnapshot() {
        encoder.packet(1, 5).snapshot(1, ES, 9, 17);
        for (int i = 1; i <= 3; i++) {
            encoder.snapshotLevel(100 - i, 5, 1, i, '0').snapshotLevel(100 + i, 5, 1, i, '1');
        }
        return encoder.end().buffer();
    }

    private UnsafeBuffer orderSnapshot() {
        return encoder.packet(1, 5).orderSnapshot(1, CL, 1, 1).end().buffer();
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
}
