package io.tiercel.engine.route;

import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;

/** What routing tells the stages after it, on the core's thread. */
public interface RouteListener {
    /** Whether the current input may have more outputs. Asked before each parent that is stopped or worked. */
    boolean hasRoom();

    /**
     * A child order is to be checked and sent. Its fate is told to the router through {@link Router#onChildFilled} and
     * {@link Router#onChildClosed}, possibly before this call returns.
     */
    void onChildOrder(
            int strategyId,
            long orderId,
            long parentOrderId,
            int instrumentId,
            Side side,
            OrderType type,
            TimeInForce timeInForce,
            boolean postOnly,
            long priceNanos,
            long quantity);

    /** A child order is to be cancelled. */
    void onChildCancel(long orderId);

    /** A parent order started or made progress. */
    void onParentChanged(
            int strategyId,
            long parentOrderId,
            int instrumentId,
            Side side,
            OrderState state,
            long cumulativeQuantity,
            long leavesQuantity);

    /** A parent order ended; nothing of it is open any more. Whatever it was, its strategy has to hear of it. */
    void onParentEnded(
            int strategyId,
            long parentOrderId,
            int instrumentId,
            Side side,
            long limitPriceNanos,
            OrderState state,
            long cumulativeQuantity);
}
