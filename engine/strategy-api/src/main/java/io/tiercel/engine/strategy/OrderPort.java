package io.tiercel.engine.strategy;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;

/**
 * How a strategy trades. A call never fails with an exception: an order that risk control refuses comes back as an
 * execution of kind {@link Execution.Kind#REFUSED}, after the callback that sent it.
 */
public interface OrderPort {
    /** An order; the id names it from now on. */
    long submit(
            int instrumentId,
            Side side,
            OrderType type,
            TimeInForce timeInForce,
            boolean postOnly,
            long priceNanos,
            long quantity);

    /**
     * A parent order, sent in equal slices over {@code durationNs}, each not worse than {@code limitPriceNanos}.
     * Executions of its slices carry the returned id as their parent; its own end is told as an execution under that
     * id.
     */
    long submitTwap(int instrumentId, Side side, long limitPriceNanos, long quantity, long durationNs, int sliceCount);

    /**
     * Asks for the end of an order, or of a parent and its open slices. False when nothing of that id is open, or a
     * cancel is under way. Never refused: one that the current input has no room for is sent by one of the next.
     */
    boolean cancel(long orderId);

    /** Asks for a new price and a new total quantity. False when nothing of that id is open. */
    boolean replace(long orderId, long priceNanos, long quantity);

    /** Asks for the end of everything this strategy has open in an instrument; 0 is all instruments. */
    void cancelAll(int instrumentId);

    /** A limit order that rests until it is cancelled or the day ends. */
    default long limit(final int instrumentId, final Side side, final long priceNanos, final long quantity) {
        return submit(instrumentId, side, OrderType.LIMIT, TimeInForce.DAY, false, priceNanos, quantity);
    }

    /** A limit order that rests until it is cancelled, over the ends of days. */
    default long goodTillCancelled(
            final int instrumentId, final Side side, final long priceNanos, final long quantity) {
        return submit(instrumentId, side, OrderType.LIMIT, TimeInForce.GTC, false, priceNanos, quantity);
    }

    /** A limit order that is rejected rather than taking liquidity. */
    default long quote(final int instrumentId, final Side side, final long priceNanos, final long quantity) {
        return submit(instrumentId, side, OrderType.LIMIT, TimeInForce.DAY, true, priceNanos, quantity);
    }

    /** A limit order that takes what is there and ends. */
    default long take(final int instrumentId, final Side side, final long priceNanos, final long quantity) {
        return submit(instrumentId, side, OrderType.LIMIT, TimeInForce.IOC, false, priceNanos, quantity);
    }
}
