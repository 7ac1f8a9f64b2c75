package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.FeedSenderAccess;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MessageLine;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A round of packets over and over: levels, orders, trades, a gap and the snapshots after it. */
final class Mdp3AllocationTest {
    private static final int ES = 5_003;
    private static final int CL = 5_004;
    private static final int WARM_UP = 100_000;
    private static final int ROUNDS = 20_000;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FeedCounts counts = new FeedCounts();
    private final CountingLine line = new CountingLine();
    private final FeedSender sender =
            new FeedSender(9, line, counts, Mdp3Handler.stagedMessages(2, 1 << 16, 1_000, 100));
    private final Mdp3Handler handler = new Mdp3Handler(
            sender,
            counts,
            List.of(
                    new Mdp3Instrument(new FeedInstrument(3, "ESZ8", 1), ES, 3, 2, false),
                    new Mdp3Instrument(new FeedInstrument(4, "CLZ8", 0), CL, 10, 0, true)),
            1_000,
            100);
    private final Mdp3Bytes bytes = new Mdp3Bytes();
    private final UnsafeBuffer snapshot = new UnsafeBuffer(levelSnapshot());
    private final UnsafeBuffer orders = new UnsafeBuffer(orderSnapshot());
    private final UnsafeBuffer levelChanges = new UnsafeBuffer(levelChanges());
    private final UnsafeBuffer orderChanges = new UnsafeBuffer(orderChanges());
    private long sequence = 1;
    private byte[] careless = {};

    @Test
    void shouldAllocateNothingOnceWarm() {
        rounds(WARM_UP, false);

        assertEquals(0, allocatedBytes(false));

        assertEquals(LaneState.LIVE, handler.state());
        assertEquals(0, counts.get(FeedCount.MALFORMED));
        assertTrue(line.count > 10 * ROUNDS, () -> line.count + " messages");
    }

    @Test
    void shouldBeNoticedWhenSomethingAllocates() {
        rounds(WARM_UP, false);

        assertTrue(allocatedBytes(true) > 0);
    }

    private long allocatedBytes(final boolean allocate) {
        final long thread = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(thread);
        final long before = threads.getThreadAllocatedBytes(thread);
        rounds(ROUNDS, allocate);
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private void rounds(final int count, final boolean allocate) {
        for (int i = 0; i < count; i++) {
            // A packet is missing, one waits, and the snapshots have what is before it.
            sequence++;
            deliver(levelChanges);
            snapshot.putInt(22, (int) (sequence - 2), ORDER);
            handler.onRecoveryPacket(snapshot, 0, snapshot.capacity());
            orders.putInt(22, (int) (sequence - 1), ORDER);
            handler.onRecoveryPacket(orders, 0, orders.capacity());
            FeedSenderAccess.send(sender);
            deliver(orderChanges);
            if (allocate) {
                careless = new byte[1 + careless.length % 2];
            }
        }
    }

    private void deliver(final UnsafeBuffer packet) {
        packet.putInt(0, (int) sequence++, ORDER);
        handler.onPacket(packet, 0, packet.capacity());
        FeedSenderAccess.send(sender);
    }

    private byte[] levelSnapshot() {
        bytes.packet(1, 5).snapshot(1, ES, 9, 17);
        for (int i = 1; i <= 3; i++) {
            bytes.snapshotLevel(100 - i, 5, 1, i, '0').snapshotLevel(100 + i, 5, 1, i, '1');
        }
        bytes.end();
        return bytes.copy();
    }

    private byte[] orderSnapshot() {
        bytes.packet(1, 5).orderSnapshot(1, CL, 1, 1);
        for (int i = 1; i <= 9; i++) {
            bytes.snapshotOrder(i, 100 - i, 50, 5, '0');
        }
        bytes.end();
        return bytes.copy();
    }

    private byte[] levelChanges() {
        bytes.packet(1, 5).event(46, 5).group(32);
        bytes.level(100, 5, ES, 10, 1, 1, BookEntry.NEW, '0');
        bytes.level(100, 7, ES, 11, 1, 1, BookEntry.CHANGE, '0');
        bytes.level(100, 7, ES, 12, 1, 1, BookEntry.DELETE, '0');
        bytes.level(101, 7, ES, 13, 1, 1, BookEntry.DELETE, '1').wideGroup(24).end();
        bytes.event(37, 5).group(16).volume(4, ES, 14).end();
        bytes.event(49, 5).group(32).settlement(100, ES, 15).end();
        bytes.event(50, 5).group(32).limits(100, 90, 3, ES, 16).end();
        bytes.event(51, 5).group(24).session(100, ES, 17, 0, 0, '4', 1).end();
        return bytes.copy();
    }

    private byte[] orderChanges() {
        bytes.packet(1, 5).event(47, 5).group(40);
        bytes.order(77, 500, 50, 5, CL, BookEntry.NEW, '1');
        bytes.order(77, 501, 51, 6, CL, BookEntry.CHANGE, '1');
        bytes.order(77, 501, 51, 6, CL, BookEntry.DELETE, '1').end();
        bytes.event(48, 5)
                .group(32)
                .trade(100, 2, ES, 18, 1, 0, 77)
                .trade(100, 2, ES, 19, 1, BookEntry.DELETE, 77)
                .wideGroup(16)
                .end();
        return bytes.copy();
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
