package io.tiercel.engine.order;

import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;

/** One order of ours. Records are pooled: hold its id, not the object, beyond a call. Only this package changes it. */
public final class Order {
    long orderId;
    long parentOrderId;
    long venueToken;
    long pendingToken;
    long venueOrderId;
    long priceNanos;
    long quantity;
    long pendingPriceNanos;
    long pendingQuantity;
    long cumulativeQuantity;
    long timerId;
    int strategyId;
    int instrumentId;
    int venueId;
    Side side;
    OrderType type;
    TimeInForce timeInForce;
    boolean postOnly;
    OrderState state;

    Order() {}

    public long orderId() {
        return orderId;
    }

    /** The parent order it is a slice of, or 0. */
    public long parentOrderId() {
        return parentOrderId;
    }

    /** How the venue knows it. */
    public long venueToken() {
        return venueToken;
    }

    /** The token of a replace under way, or 0. */
    public long pendingToken() {
        return pendingToken;
    }

    public long priceNanos() {
        return priceNanos;
    }

    /** Total, executed part included. */
    public long quantity() {
        return quantity;
    }

    public long pendingPriceNanos() {
        return pendingPriceNanos;
    }

    public long pendingQuantity() {
        return pendingQuantity;
    }

    public long cumulativeQuantity() {
        return cumulativeQuantity;
    }

    /** What can still execute: 0 when it is over. */
    public long leavesQuantity() {
        return closed() ? 0 : Math.max(0, quantity - cumulativeQuantity);
    }

    public int strategyId() {
        return strategyId;
    }

    public int instrumentId() {
        return instrumentId;
    }

    public int venueId() {
        return venueId;
    }

    public Side side() {
        return side;
    }

    public OrderType type() {
        return type;
    }

    public TimeInForce timeInForce() {
        return timeInForce;
    }

    public boolean postOnly() {
        return postOnly;
    }

    public OrderState state() {
        return state;
    }

    /** Nothing more is expected of it. */
    public boolean closed() {
        return state.value() >= OrderState.FILLED.value();
    }
}
