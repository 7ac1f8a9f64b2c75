package io.tiercel.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.OrderCancelledDecoder;
import io.tiercel.codecs.orders.OrderCancelledEncoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderFilledEncoder;
import io.tiercel.codecs.orders.OrderReplacedDecoder;
import io.tiercel.codecs.orders.OrderReplacedEncoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.state.Timers;
import java.lang.management.ManagementFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class OwnOrdersAllocationTest {
    private static final int RUNS = 10;
    private static final int COURSES = 40_000;
    private static final int OPEN = 100;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final OrderAcceptedEncoder acceptedEncoder = new OrderAcceptedEncoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderFilledEncoder filledEncoder = new OrderFilledEncoder();
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final OrderReplacedEncoder replacedEncoder = new OrderReplacedEncoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final OrderCancelledEncoder cancelledEncoder = new OrderCancelledEncoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private long nextOrderId = 1;
    private long nextInbound = 1;
    private long timeNs = 1;

    @Test
    void shouldAllocateNothingPerOrder() {
        final Counter counter = new Counter();
        final OwnOrders orders = new OwnOrders(2 * OPEN, 500, 1, 1_000, counter, counter);

        assertEquals(0, allocatedBytes(orders));
        assertTrue(counter.calls > 4L * COURSES, "only " + counter.calls + " calls");
        assertEquals(0, orders.counts().illegalTransition());
        assertTrue(orders.counts().executionGap() > 0);
    }

    @Test
    void shouldNoticeAnAllocation() {
        final Counter counter = new Counter() {
            @Override
            public void onAccepted(final Order order) {
                kept = new long[1];
            }
        };
        final OwnOrders orders = new OwnOrders(2 * OPEN, 500, 1, 1_000, counter, counter);

        assertTrue(allocatedBytes(orders) > COURSES);
    }

    /**
     * The least of several runs. What a class allocates once, when the JIT compiler asks for the texts of its
     * constant pool, falls on this thread at a time of the compiler's choosing; what an order allocates falls on
     * every run.
     */
    private long allocatedBytes(final OwnOrders orders) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS && least > 0; i++) {
            final long threadId = Thread.currentThread().getId();
            final long before = threads.getThreadAllocatedBytes(threadId);
            run(orders);
            least = Math.min(least, threads.getThreadAllocatedBytes(threadId) - before);
        }
        return least;
    }

    /** Whole courses of orders, so many of them open at a time that the end of one is far from its begin. */
    private void run(final OwnOrders orders) {
        for (int i = 0; i < COURSES; i++) {
            timeNs += 7;
            final long orderId = nextOrderId++;
            final Order order =
                    orders.prepare(orderId, 0, 1, 1, 1, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, false, 100, 10);
            orders.open(order, timeNs);
            accept(orders, order);
            fill(orders, order, 4, 6);
            orders.startReplace(order, 101, 12, timeNs);
            replace(orders, order);
            if (i % 1_000 == 0) {
                nextInbound++;
            }
            final Order old = orders.nextOpen(0);
            if (orders.openCount() > OPEN) {
                if (i % 2 == 0) {
                    fill(orders, old, 8, 0);
                } else {
                    orders.startCancel(old, timeNs);
                    orders.onTimer(old.timerId, old.orderId(), timeNs);
                    cancel(orders, old);
                }
            }
        }
    }

    private void accept(final OwnOrders orders, final Order order) {
        acceptedEncoder
                .wrap(buffer, 0)
                .venueId((short) 1)
                .sessionId(1)
                .inboundSequence(nextInbound)
                .executionId(nextInbound++)
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .quantity(10);
        orders.onAccepted(
                accepted.wrap(buffer, 0, OrderAcceptedDecoder.BLOCK_LENGTH, OrderAcceptedDecoder.SCHEMA_VERSION),
                timeNs);
    }

    private void fill(final OwnOrders orders, final Order order, final long quantity, final long leaves) {
        filledEncoder
                .wrap(buffer, 0)
                .venueId((short) 1)
                .sessionId(1)
                .inboundSequence(nextInbound)
                .executionId(nextInbound++)
                .orderId(0)
                .instrumentId(order.instrumentId())
                .side(order.side())
                .strategyId(order.strategyId())
                .venueToken(order.venueToken())
                .lastQuantity(quantity)
                .leavesQuantity(leaves);
        final int version = OrderFilledDecoder.SCHEMA_VERSION;
        orders.onFilled(filled.wrap(buffer, 0, OrderFilledDecoder.BLOCK_LENGTH, version), timeNs);
        orders.onFilled(filled, timeNs);
    }

    private void replace(final OwnOrders orders, final Order order) {
        replacedEncoder
                .wrap(buffer, 0)
                .venueId((short) 1)
                .sessionId(1)
                .inboundSequence(nextInbound)
                .executionId(nextInbound++)
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .newVenueToken(order.pendingToken())
                .priceNanos(101)
                .quantity(12)
                .leavesQuantity(8);
        orders.onReplaced(
                replaced.wrap(buffer, 0, OrderReplacedDecoder.BLOCK_LENGTH, OrderReplacedDecoder.SCHEMA_VERSION),
                timeNs);
    }

    private void cancel(final OwnOrders orders, final Order order) {
        cancelledEncoder
                .wrap(buffer, 0)
                .venueId((short) 1)
                .sessionId(1)
                .inboundSequence(nextInbound)
                .executionId(nextInbound++)
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .reason(VenueReason.REQUESTED)
                .cumulativeQuantity(4);
        orders.onCancelled(
                cancelled.wrap(buffer, 0, OrderCancelledDecoder.BLOCK_LENGTH, OrderCancelledDecoder.SCHEMA_VERSION),
                timeNs);
    }

    /** Counts its calls; its timers never fire by themselves. */
    private static class Counter implements OrderListener, Timers {
        long calls;
        long[] kept;
        private long nextTimerId = 1;

        @Override
        public long schedule(final long deadlineNs, final Owner owner, final int ownerId, final long data) {
            return nextTimerId++;
        }

        @Override
        public boolean cancel(final long timerId) {
            return true;
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void onAccepted(final Order order) {
            calls++;
        }

        @Override
        public void onFilled(
                final Order order,
                final long quantity,
                final long priceNanos,
                final long reservedQuantity,
                final long feeMoney,
                final long executionId) {
            calls++;
        }

        @Override
        public void onClosed(
                final Order order, final OrderState state, final VenueReason reason, final long releasedQuantity) {
            calls++;
        }

        @Override
        public void onReplaced(final Order order, final long openQuantityChange) {
            calls++;
        }

        @Override
        public void onChangeRefused(final Order order, final VenueReason reason, final long openQuantityChange) {
            calls++;
        }

        @Override
        public void onInDoubt(final Order order) {
            calls++;
        }

        @Override
        public void onExecutionGap(
                final int venueId, final int sessionId, final long fromInbound, final long toInbound) {
            calls++;
        }

        @Override
        public void onResendWanted(
                final int venueId, final int sessionId, final long fromInbound, final long toInbound) {
            calls++;
        }

        @Override
        public void onOpenOrdersWanted(final int venueId) {
            calls++;
        }

        @Override
        public void onOrderAlert(final AlertCode code, final Order order, final long value, final long limitValue) {
            calls++;
        }
    }
}
