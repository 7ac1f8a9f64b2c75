package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.CancelRejectedDecoder;
import io.tiercel.codecs.orders.NotSentDecoder;
import io.tiercel.codecs.orders.OpenOrdersItemDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderCancelledDecoder;
import io.tiercel.codecs.orders.OrderExpiredDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.OrderReplacedDecoder;
import io.tiercel.codecs.orders.OrderStatusDecoder;
import io.tiercel.codecs.orders.OrderUnknownDecoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.state.Timers;

/** The table of our orders and their state machine. Open orders are listed in the order of their ids. */
@HotPath
public final class OwnOrders {
    /**
     * @param maxOpenOrders   open at the same time
     * @param closedOrders    how many that are over are remembered, for executions that come late
     * @param answerTimeoutNs after this long without an answer from the venue an order is in doubt
     */
    public OwnOrders(
            final int maxOpenOrders,
            final int closedOrders,
            final int maxVenues,
            final long answerTimeoutNs,
            final Timers timers,
            final OrderListener listener) {}

    /** A new order, state PENDING_NEW, with a token of its own; null when there is no room. */
    public Order open(
            final long orderId,
            final long parentOrderId,
            final int strategyId,
            final int venueId,
            final int instrumentId,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final boolean postOnly,
            final long priceNanos,
            final long quantity,
            final long timeNs) {
        return null;
    }

    /** The order, open or remembered; null when unknown. */
    public Order get(final long orderId) {
        return null;
    }

    /** Marks a cancel as sent. False when the order is over or a cancel is under way already. */
    public boolean startCancel(final Order order, final long timeNs) {
        return false;
    }

    /** Marks a replace as sent and gives it a token. False when the order is not LIVE. */
    public boolean startReplace(final Order order, final long priceNanos, final long quantity, final long timeNs) {
        return false;
    }

    /** The first open order after {@code orderId} (0: the first of all), or null: for walking in the order of ids. */
    public Order nextOpen(final long orderId) {
        return null;
    }

    public int openCount() {
        return 0;
    }

    public void onAccepted(final OrderAcceptedDecoder message, final long timeNs) {}

    public void onRejected(final OrderRejectedDecoder message, final long timeNs) {}

    public void onFilled(final OrderFilledDecoder message, final long timeNs) {}

    public void onCancelled(final OrderCancelledDecoder message, final long timeNs) {}

    public void onReplaced(final OrderReplacedDecoder message, final long timeNs) {}

    public void onExpired(final OrderExpiredDecoder message, final long timeNs) {}

    public void onUnknown(final OrderUnknownDecoder message, final long timeNs) {}

    public void onCancelRejected(final CancelRejectedDecoder message, final long timeNs) {}

    public void onStatus(final OrderStatusDecoder message, final long timeNs) {}

    public void onOpenOrdersItem(final OpenOrdersItemDecoder message, final long timeNs) {}

    public void onNotSent(final NotSentDecoder message, final long timeNs) {}

    /** A venue's session began; its inbound numbers begin at {@code nextInbound}. Orders without an answer are in doubt. */
    public void onSessionUp(final int venueId, final int sessionId, final long nextInbound, final long timeNs) {}

    public void onSessionDown(final int venueId, final int sessionId, final long timeNs) {}

    /** A timer of {@link Timers.Owner#ORDER}; {@code data} is the order's id. */
    public void onTimer(final long timerId, final long data, final long timeNs) {}

    /** Executions that came twice and were ignored. */
    public long duplicateCount() {
        return 0;
    }

    public void snapshotTo(final StateWriter writer) {}

    public void restoreFrom(final StateReader reader) {}
}
