package io.tiercel.engine.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.state.StateHash;
import io.tiercel.engine.strategy.testing.FakeExecution;
import io.tiercel.engine.strategy.testing.FakeSignal;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Pairs come and go, every third one is left by its second leg for a while. */
class PairsAllocationTest {
    private static final int WARM_UP = 50_000;
    private static final int ROUNDS = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final PairRig rig = new PairRig();
    private final FixedPort port = new FixedPort();
    private final StateHash hash = new StateHash();
    private final Execution[] filled = {ended(Execution.Kind.FILLED, 1, 10), ended(Execution.Kind.FILLED, 2, 10)};
    private final Execution refused = ended(Execution.Kind.REFUSED, 2, 0);
    private Object kept;
    private boolean allocating;
    private int round;

    @Test
    void shouldAllocateNothing() {
        assertEquals(0, allocatedBytes());
        assertTrue(port.submitted > ROUNDS, () -> "only " + port.submitted + " orders");
    }

    @Test
    void shouldSeeAnAllocation() {
        allocating = true;

        assertTrue(allocatedBytes() >= 16L * ROUNDS);
        assertTrue(kept != null);
    }

    private long allocatedBytes() {
        rig.orders = port;
        work(WARM_UP);
        // The counter's own first call allocates.
        THREADS.getCurrentThreadAllocatedBytes();
        long least = Long.MAX_VALUE;
        // Where the JIT asks first for a method, the strings of its class are allocated, once and on this thread, at a
        // moment nobody chooses. What an event allocates shows each time.
        for (int i = 0; i < 3; i++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            work(ROUNDS);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private void work(final int rounds) {
        final FakeSignal z = rig.setup.signal("zScore");
        for (int i = 0; i < rounds; i++) {
            round++;
            rig.timeNs += 70_000_000;
            z.set(round % 10 < 3 ? 3 : round % 10 < 6 ? 1 : 0);
            rig.books();
            rig.fire();
            answer();
            if (round % 7 == 0) {
                rig.pairs.onSession(1, Phase.CLOSING);
                answer();
                rig.pairs.onSession(1, Phase.OPEN);
                rig.pairs.snapshotTo(hash);
            }
            if (allocating) {
                kept = new Object();
            }
        }
    }

    private void answer() {
        if (port.firstMissing != 0) {
            rig.firstPosition += port.firstMissing;
            port.firstMissing = 0;
            rig.pairs.onExecution(filled[0]);
        }
        if (port.secondMissing != 0) {
            final boolean refuse = round % 3 == 0;
            rig.secondPosition += refuse ? 0 : port.secondMissing;
            port.secondMissing = 0;
            rig.pairs.onExecution(refuse ? refused : filled[1]);
        }
    }

    private static Execution ended(final Execution.Kind kind, final long orderId, final long cumulative) {
        return FakeExecution.of(7, kind, orderId, Side.BUY, 0, 0)
                .executed(cumulative, cumulative)
                .over();
    }

    /** Order 1 is always that of the first leg, order 2 that of the second. */
    private static final class FixedPort implements OrderPort {
        private long firstMissing;
        private long secondMissing;
        private long submitted;

        @Override
        public long submit(
                final int instrumentId,
                final Side side,
                final OrderType type,
                final TimeInForce timeInForce,
                final boolean postOnly,
                final long priceNanos,
                final long quantity) {
            submitted++;
            final long signed = side == Side.BUY ? quantity : -quantity;
            if (instrumentId == PairRig.FIRST) {
                firstMissing = signed;
                return 1;
            }
            secondMissing = signed;
            return 2;
        }

        @Override
        public boolean cancel(final long orderId) {
            return true;
        }

        @Override
        public boolean replace(final long orderId, final long priceNanos, final long quantity) {
            return true;
        }

        @Override
        public long submitTwap(
                final int instrumentId,
                final Side side,
                final long limitPriceNanos,
                final long quantity,
                final long durationNs,
                final int sliceCount) {
            return 0;
        }

        @Override
        public void cancelAll(final int instrumentId) {}
    }
}
