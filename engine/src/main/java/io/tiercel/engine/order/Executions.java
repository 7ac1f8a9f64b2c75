package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.VenueReason;

/** What the venue says about a new order, executes of an order, and how it ends. */
@HotPath
final class Executions {
    private final Lifecycle lifecycle;
    private final OrderCounts counts;
    private final OrderListener listener;

    Executions(final Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
        counts = lifecycle.counts;
        listener = lifecycle.listener;
    }

    void accepted(final Order order, final long venueOrderId, final long quantity, final long timeNs) {
        if (!order.acceptOwed || neverAtVenue(order.state)) {
            lifecycle.illegal(order, OrderAcceptedDecoder.TEMPLATE_ID);
            return;
        }
        order.acceptOwed = false;
        if (order.venueOrderId == 0) {
            order.venueOrderId = venueOrderId;
        }
        if (order.closed() || order.acceptTold) {
            counts.redundant++;
            return;
        }
        if (quantity != order.quantity && order.previousToken == 0) {
            counts.mismatch++;
        }
        final boolean answer = order.newInFlight;
        order.newInFlight = false;
        order.acceptTold = true;
        if (answer) {
            lifecycle.answered(order, timeNs);
        }
        listener.onAccepted(order);
    }

    private static boolean neverAtVenue(final OrderState state) {
        return state == OrderState.REJECTED || state == OrderState.NOT_SENT || state == OrderState.UNKNOWN;
    }

    void rejected(final Order order, final VenueReason reason) {
        if (order.closed() || !order.newInFlight) {
            lifecycle.illegal(order, OrderRejectedDecoder.TEMPLATE_ID);
            return;
        }
        lifecycle.close(order, OrderState.REJECTED, reason);
    }

    void filled(
            final Order order,
            final long token,
            final long quantity,
            final long priceNanos,
            final long venueLeaves,
            final long feeMoney,
            final long executionId,
            final long timeNs) {
        if (quantity <= 0) {
            lifecycle.illegal(order, OrderFilledDecoder.TEMPLATE_ID);
            return;
        }
        final long reservedBefore = order.reservedQuantity();
        order.cumulativeQuantity += Math.min(quantity, Long.MAX_VALUE - order.cumulativeQuantity);
        if (order.closed()) {
            lateFill(order, quantity, priceNanos, feeMoney, executionId);
            return;
        }
        final boolean overFilled = order.cumulativeQuantity > order.limitQuantity();
        final long reservedAfter = order.reservedQuantity();
        final boolean over = order.exhausted() || (venueLeaves == 0 && filledBeforeReplace(order, token));
        order.newInFlight = false;
        final OrderState state = Lifecycle.finalState(order);
        if (over) {
            lifecycle.end(order, state);
        } else {
            order.fillOwed |= venueLeaves == 0;
            lifecycle.progressed(order, timeNs);
        }
        listener.onFilled(order, quantity, priceNanos, reservedBefore - reservedAfter, feeMoney, executionId);
        if (overFilled) {
            lifecycle.overFilled(order);
        }
        if (over) {
            listener.onClosed(order, state, closeReason(order, state), reservedAfter);
        }
    }

    /** Nothing is left of what the order had before the replace that is under way, which so comes too late. */
    private static boolean filledBeforeReplace(final Order order, final long token) {
        return order.cumulativeQuantity >= order.quantity && token != order.pendingToken;
    }

    private static VenueReason closeReason(final Order order, final OrderState state) {
        return state == OrderState.FILLED ? VenueReason.NONE : order.endReason;
    }

    private void lateFill(
            final Order order,
            final long quantity,
            final long priceNanos,
            final long feeMoney,
            final long executionId) {
        listener.onFilled(order, quantity, priceNanos, 0, feeMoney, executionId);
        counts.lateFill++;
        listener.onOrderAlert(AlertCode.LATE_FILL, order, quantity, order.cumulativeQuantity);
        if (order.cumulativeQuantity > order.limitQuantity()) {
            lifecycle.overFilled(order);
        }
    }

    /**
     * The venue says that the order is over, with so much executed. When executions are still to come it stays open,
     * in doubt, with its quantity reserved, until they have come.
     */
    void over(
            final Order order,
            final int templateId,
            final OrderState state,
            final VenueReason reason,
            final long venueCumulative,
            final long timeNs) {
        if (order.closed()) {
            lifecycle.illegal(order, templateId);
            return;
        }
        order.newInFlight = false;
        if (venueCumulative <= order.cumulativeQuantity || venueCumulative > order.limitQuantity()) {
            if (venueCumulative != order.cumulativeQuantity) {
                counts.mismatch++;
            }
            lifecycle.close(order, state, reason);
            return;
        }
        order.endCumulative = venueCumulative;
        order.endState = state;
        order.endReason = reason;
        order.cancelInFlight = false;
        order.inDoubt = true;
        lifecycle.progressed(order, timeNs);
        lifecycle.executionsOwed(order, venueCumulative);
    }
}
