package io.tiercel.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class RiskAllocationTest {
    private static final int RUNS = 10;
    private static final int ORDERS = 100_000;
    private static final long NANOS = FakeBook.NANOS;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FakeBook book = new FakeBook(1, 2, 1, 10);
    private final Risk risk = new Risk(new RiskLimits(1_000, 1L << 60, 500, 1_000, 100, 50), 4, 10);
    private long timeNs;
    private int passed;
    private int refused;
    private long[] kept;

    @Test
    void shouldAllocateNothingPerOrder() {
        assertEquals(0, allocatedBytes(false));
        assertTrue(passed > ORDERS / 10 && refused > ORDERS / 10, passed + " passed, " + refused + " refused");
    }

    @Test
    void shouldNoticeAnAllocation() {
        assertTrue(allocatedBytes(true) > ORDERS);
        assertEquals(1, kept.length);
    }

    /**
     * The least of several runs. What a class allocates once, when the JIT compiler asks for the texts of its
     * constant pool, falls on this thread at a time of the compiler's choosing; what an order allocates falls on
     * every run.
     */
    private long allocatedBytes(final boolean wasteful) {
        risk.venueUp(1, true);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS && least > 0; i++) {
            final long threadId = Thread.currentThread().getId();
            final long before = threads.getThreadAllocatedBytes(threadId);
            run(wasteful);
            least = Math.min(least, threads.getThreadAllocatedBytes(threadId) - before);
        }
        return least;
    }

    private void run(final boolean wasteful) {
        for (int i = 0; i < ORDERS; i++) {
            timeNs += NANOS / 70;
            final Side side = i % 2 == 0 ? Side.BUY : Side.SELL;
            final OrderType type = i % 5 == 0 ? OrderType.MARKET : OrderType.LIMIT;
            final long price = (90 + i % 20) * NANOS;
            final long quantity = 1 + i % 50;
            if (risk.checkNew(1, book, side, type, price, quantity, timeNs) == RiskReason.NONE) {
                passed++;
                risk.openOrder(1, 1, side, quantity);
                if (risk.checkReplace(1, book, side, 0, price, quantity, price, quantity + 1, timeNs)
                        == RiskReason.NONE) {
                    risk.adjustOrder(1, 1, side, 1);
                    risk.adjustOrder(1, 1, side, -1);
                }
                risk.fill(1, book, side, quantity / 2, quantity / 2, price, 1);
                risk.closeOrder(1, 1, side, quantity - quantity / 2);
            } else {
                refused++;
            }
            if (wasteful) {
                kept = new long[1];
            }
        }
    }
}
