package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;

/** An own order at the fill model. */
final class ModelOrder {
    /** Behind everything at its price. */
    static final long LAST = Long.MAX_VALUE;

    final int venueId;
    final int strategyId;
    final int instrumentId;
    final long orderId;
    /** How the model names it; also the order in which orders came. */
    final long venueOrderId;

    final Side side;
    final TimeInForce timeInForce;
    final boolean postOnly;
    long token;
    long priceNanos;
    long quantity;
    long cumulativeQuantity;
    /** Its place in the queue among the recorded orders of its book: less is earlier. */
    long priority;

    boolean open = true;
    /** As the core's book has it; no quantity while it has not. */
    long shownId;

    long shownQuantity;
    long shownPriority;

    ModelOrder(final NewOrderDecoder message, final long venueOrderId) {
        venueId = message.venueId();
        side = message.side();
        strategyId = message.strategyId();
        instrumentId = message.instrumentId();
        orderId = message.orderId();
        token = message.venueToken();
        timeInForce = message.timeInForce();
        postOnly = message.flags().postOnly();
        priceNanos = message.priceNanos();
        quantity = message.quantity();
        this.venueOrderId = venueOrderId;
    }

    boolean buy() {
        return side == Side.BUY;
    }

    long leavesQuantity() {
        return quantity - cumulativeQuantity;
    }

    /** Whether it would trade before an order at this price on its side. */
    boolean better(final long otherPriceNanos) {
        return buy() ? priceNanos > otherPriceNanos : priceNanos < otherPriceNanos;
    }
}
