package io.tiercel.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.StateHash;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class RouterAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int WARM_UP = 50_000;
    private static final int ROUNDS = 50_000;

    private final OrderIds orderIds = new OrderIds();
    private final ManualTimers timers = new ManualTimers(8);
    private final LastChild listener = new LastChild();
    private final Router router = new Router(8, timers, orderIds, listener);
    private final StateHash hash = new StateHash();
    private long sequence;

    @Test
    void shouldAllocateNothingOverLivesOfParents() {
        work(WARM_UP);
        // The counter's own first call allocates.
        allocated();
        final long before = allocated();
        work(ROUNDS);
        final long after = allocated();

        assertEquals(0, after - before);
        assertEquals(0, router.openParentCount());
    }

    @Test
    void shouldSeeAllocationWhenThereIsOne() {
        final Object[] kept = new Object[1];
        allocated();
        final long before = allocated();
        kept[0] = new byte[64];

        assertTrue(allocated() - before >= 64, () -> "not seen: " + kept[0]);
    }

    private void work(final int rounds) {
        for (int i = 0; i < rounds; i++) {
            orderIds.startInput(1, ++sequence);
            final long now = sequence * 1_000_000L;
            final long first = router.submitTwap(1, 1, Side.BUY, 100, 1000, 10, 4000, 4, now);
            router.onChildFilled(first, listener.orderId, 100);
            final long second = router.submitTwap(2, 1, Side.SELL, 100, 70, 10, 4000, 4, now);
            final long child = listener.orderId;
            timers.fireNext(router, 0);
            timers.fireNext(router, 0);
            router.onChildClosed(second, child, 20);
            router.snapshotTo(hash);
            router.cancelAll(0, 0);
            router.onChildClosed(first, listener.firstOrderId, 900);
            router.onChildClosed(second, listener.orderId, 40);
        }
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    private static final class LastChild implements RouteListener {
        private long orderId;
        private long firstOrderId;

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void onChildOrder(
                final int strategyId,
                final long childOrderId,
                final long parentOrderId,
                final int instrumentId,
                final Side side,
                final OrderType type,
                final TimeInForce timeInForce,
                final boolean postOnly,
                final long priceNanos,
                final long quantity) {
            orderId = childOrderId;
            if (strategyId == 1) {
                firstOrderId = childOrderId;
            }
        }

        @Override
        public void onChildCancel(final long cancelledOrderId) {}

        @Override
        public void onParentChanged(
                final int strategyId,
                final long parentOrderId,
                final int instrumentId,
                final Side side,
                final OrderState state,
                final long cumulativeQuantity,
                final long leavesQuantity) {}

        @Override
        public void onParentEnded(
                final int strategyId,
                final long parentOrderId,
                final int instrumentId,
                final Side side,
                final long limitPriceNanos,
                final OrderState state,
                final long cumulativeQuantity) {}
    }
}
