package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.types.Side;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class SignalsAllocationTest {
    private static final int EVENTS = 2_000_000;
    private static final int WARM_UP = 200_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FakeBook book = new FakeBook(1, 2);
    private final FakeBook other = new FakeBook(2, 2);
    private long seed = 42;
    private long timeNs = MarketEvent.START_NS;
    private long bid = 100_000_000_000L;
    private int toldCount;

    @Test
    void shouldAllocateNothingPerEvent() {
        final Signals signals = new Signals(2, (signalId, signal) -> toldCount++);
        StandardSet.declare(signals, 1);
        StandardSet.declarePair(signals, 1, 2);

        assertEquals(0, allocatedBytes(signals));
        assertTrue(toldCount > EVENTS, "only " + toldCount + " values told");
    }

    @Test
    void shouldNoticeAnAllocation() {
        final Object[] kept = new Object[1];
        final Signals signals = new Signals(2, (signalId, signal) -> kept[0] = new long[1]);
        StandardSet.declare(signals, 1);
        StandardSet.declarePair(signals, 1, 2);

        assertTrue(allocatedBytes(signals) > EVENTS);
    }

    private long allocatedBytes(final Signals signals) {
        final long threadId = Thread.currentThread().getId();
        feed(signals, WARM_UP);
        // Once without meaning: the first calls of the bean itself allocate.
        threads.getThreadAllocatedBytes(threadId);
        final long before = threads.getThreadAllocatedBytes(threadId);
        feed(signals, EVENTS);
        return threads.getThreadAllocatedBytes(threadId) - before;
    }

    private void feed(final Signals signals, final int count) {
        for (int i = 0; i < count; i++) {
            final int random = nextInt();
            timeNs += random & 0xFFFFF;
            if (random >>> 29 == 0) {
                signals.onTrade(book, Side.BUY, bid, 1 + (random & 0xFF), timeNs);
            } else {
                bid = Math.max(1_000_000, bid + ((random >>> 8 & 7) - 3) * 1_000_000L);
                book.quote(bid, 1 + (random >>> 12 & 0x1FF), bid + 2_000_000, 1 + (random >>> 20 & 0x1FF));
                signals.onBook(book, true, timeNs);
                if ((random & 3) == 0) {
                    other.quote(bid / 2 + 10_000, 1, bid / 2 + 30_000, 1);
                    signals.onBook(other, true, timeNs);
                }
            }
        }
    }

    private int nextInt() {
        seed = seed * 6364136223846793005L + 1442695040888963407L;
        return (int) (seed >>> 32);
    }
}
