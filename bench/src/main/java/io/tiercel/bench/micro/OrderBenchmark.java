package io.tiercel.bench.micro;

import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderFilledEncoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.order.OrderListener;
import io.tiercel.engine.order.OwnOrders;
import io.tiercel.engine.state.TimerQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The whole course of an order, with the timer that watches for its answer; 100 others are open meanwhile. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OrderBenchmark {
    private static final int OPEN = 100;
    private static final int CAPACITY = 1_000;
    private static final int SESSION = 1;
    private static final long PRICE_NANOS = 100_000_000_000L;
    private static final long QUANTITY = 10;
    private static final long ANSWER_TIMEOUT_NS = 5_000_000_000L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final OrderAcceptedEncoder acceptedEncoder = new OrderAcceptedEncoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderFilledEncoder filledEncoder = new OrderFilledEncoder();
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private OwnOrders orders;
    private long lastOrderId;
    private long inbound;
    private long timeNs = 1;

    @Setup
    public void open() {
        orders = new OwnOrders(CAPACITY, CAPACITY, 1, ANSWER_TIMEOUT_NS, new TimerQueue(4 * CAPACITY), new Silent());
        orders.onSessionUp(1, SESSION, 1, timeNs);
        for (int i = 0; i < OPEN; i++) {
            accept(newOrder());
        }
    }

    /** Three steps: new, accepted, filled. */
    @Benchmark
    public int newAcceptFill() {
        timeNs += 1_000;
        final Order order = newOrder();
        accept(order);
        fill(order);
        return orders.openCount();
    }

    private Order newOrder() {
        final Order order = orders.prepare(
                ++lastOrderId, 0, 1, 1, 1, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, false, PRICE_NANOS, QUANTITY);
        orders.open(order, timeNs);
        return order;
    }

    private void accept(final Order order) {
        acceptedEncoder
                .wrap(buffer, 0)
                .venueId((short) 1)
                .sessionId(SESSION)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .quantity(QUANTITY);
        orders.onAccepted(
                accepted.wrap(buffer, 0, OrderAcceptedDecoder.BLOCK_LENGTH, OrderAcceptedDecoder.SCHEMA_VERSION),
                timeNs);
    }

    private void fill(final Order order) {
        filledEncoder
                .wrap(buffer, 0)
                .venueId((short) 1)
                .sessionId(SESSION)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .instrumentId(1)
                .side(Side.BUY)
                .strategyId(1)
                .lastQuantity(QUANTITY)
                .lastPriceNanos(PRICE_NANOS)
                .leavesQuantity(0);
        orders.onFilled(
                filled.wrap(buffer, 0, OrderFilledDecoder.BLOCK_LENGTH, OrderFilledDecoder.SCHEMA_VERSION), timeNs);
    }

    /** Hears all, and accepts no alert. */
    private static final class Silent implements OrderListener {
        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void onAccepted(final Order order) {}

        @Override
        public void onFilled(
                final Order order,
                final long quantity,
                final long priceNanos,
                final long reservedQuantity,
                final long feeMoney,
                final long executionId) {}

        @Override
        public void onClosed(
                final Order order, final OrderState state, final VenueReason reason, final long releasedQuantity) {}

        @Override
        public void onReplaced(final Order order, final long openQuantityChange) {}

        @Override
        public void onChangeRefused(final Order order, final VenueReason reason, final long openQuantityChange) {}

        @Override
        public void onInDoubt(final Order order) {}

        @Override
        public void onExecutionGap(
                final int venueId, final int sessionId, final long fromInbound, final long toInbound) {}

        @Override
        public void onResendWanted(
                final int venueId, final int sessionId, final long fromInbound, final long toInbound) {}

        @Override
        public void onOpenOrdersWanted(final int venueId) {}

        @Override
        public void onOrderAlert(final AlertCode code, final Order order, final long value, final long limitValue) {
            throw new IllegalStateException("the orders alert: " + code + " " + value + " " + limitValue);
        }
    }
}
