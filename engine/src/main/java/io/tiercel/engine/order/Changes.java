package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.CancelRejectedDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.NotSentDecoder;
import io.tiercel.codecs.orders.OrderReplacedDecoder;
import io.tiercel.codecs.orders.OrderStatusRequestDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.VenueReason;

/** Cancels and replaces: asked for, confirmed, refused, not sent. */
@HotPath
final class Changes {
    private final Lifecycle lifecycle;
    private final OrderTable table;
    private final OrderCounts counts;
    private final OrderListener listener;

    Changes(final Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
        table = lifecycle.table;
        counts = lifecycle.counts;
        listener = lifecycle.listener;
    }

    /** A cancel may be repeated while the order is in doubt: it does no harm, and a kill must reach the venue. */
    static boolean canCancel(final Order order) {
        return !order.closed() && !order.ended() && (!order.cancelInFlight || order.inDoubt);
    }

    boolean startCancel(final Order order, final long timeNs) {
        if (!canCancel(order)) {
            return false;
        }
        table.backlog.removeCancel(order);
        order.cancelInFlight = true;
        order.cancelAsked = false;
        lifecycle.requested(order, timeNs);
        return true;
    }

    boolean startReplace(
            final Order order,
            final VenueSession venue,
            final long priceNanos,
            final long quantity,
            final long timeNs) {
        if (order.state != OrderState.LIVE || order.cancelWanted || quantity <= order.cumulativeQuantity) {
            return false;
        }
        final long token = venue.takeToken();
        if (token == 0) {
            return false;
        }
        order.pendingPriceNanos = priceNanos;
        order.pendingQuantity = quantity;
        table.startReplace(order, token);
        lifecycle.requested(order, timeNs);
        return true;
    }

    void replaced(
            final Order order,
            final VenueSession venue,
            final long newToken,
            final long venueOrderId,
            final long priceNanos,
            final long quantity,
            final long venueLeaves,
            final long timeNs) {
        final boolean expected = order.replaceInFlight() && newToken == order.pendingToken;
        if (order.closed() || quantity <= 0 || !(expected || believable(order, venue, newToken))) {
            if (order.closed() ? expected && ranAhead(order, quantity) : repeats(order, newToken, quantity)) {
                counts.redundant++;
            } else {
                lifecycle.illegal(order, OrderReplacedDecoder.TEMPLATE_ID);
            }
            return;
        }
        final OrderState before = order.state;
        order.venueOrderId = venueOrderId;
        apply(order, newToken, priceNanos, quantity, venueLeaves, timeNs);
        if (!expected) {
            counts.illegalTransition++;
            listener.onOrderAlert(
                    AlertCode.ILLEGAL_TRANSITION, order, OrderReplacedDecoder.TEMPLATE_ID, before.value());
        }
    }

    /** The order's end came before the replace that the venue had confirmed first. */
    private static boolean ranAhead(final Order order, final long quantity) {
        return order.state == OrderState.CANCELLED
                || order.state == OrderState.EXPIRED
                || (order.state == OrderState.FILLED && quantity <= order.cumulativeQuantity);
    }

    /** An answer to an inquiry has told it already. */
    private static boolean repeats(final Order order, final long newToken, final long quantity) {
        return newToken == order.venueToken && quantity == order.quantity;
    }

    /**
     * A replace that was held to be refused and is confirmed after all: the venue's word is the truth. Tokens rise,
     * so an older one is only late.
     */
    private boolean believable(final Order order, final VenueSession venue, final long newToken) {
        return !order.replaceInFlight()
                && newToken > order.venueToken
                && venue.issued(newToken)
                && table.byToken(order.venueId, newToken) == null;
    }

    /** The replace is in force. */
    void apply(
            final Order order,
            final long newToken,
            final long priceNanos,
            final long quantity,
            final long venueLeaves,
            final long timeNs) {
        final long reservedBefore = order.reservedQuantity();
        table.changeToken(order, newToken);
        order.priceNanos = priceNanos;
        order.quantity = quantity;
        order.newInFlight = false;
        final long reservedAfter = order.reservedQuantity();
        final boolean over = order.exhausted();
        final OrderState state = Lifecycle.finalState(order);
        if (over) {
            lifecycle.end(order, state);
        } else {
            order.fillOwed |= venueLeaves == 0;
            lifecycle.answered(order, timeNs);
        }
        listener.onReplaced(order, reservedAfter - reservedBefore);
        finish(order, over, state, reservedAfter);
    }

    void refused(final Order order, final long token, final VenueReason reason, final long timeNs) {
        if (order.closed()) {
            counts.redundant++;
            return;
        }
        // A replace goes out before a cancel of the same order, so it is answered first.
        if (order.replaceInFlight()) {
            refuseReplace(order, reason, owesFill(order, token, reason), timeNs);
        } else if (order.cancelInFlight) {
            refuseCancel(order, reason, owesFill(order, token, reason), timeNs);
        } else {
            lifecycle.illegal(order, CancelRejectedDecoder.TEMPLATE_ID);
        }
    }

    /**
     * The venue says that the order is over, so its end is on the way; unless it was asked by a token that is no
     * longer its.
     */
    private static boolean owesFill(final Order order, final long token, final VenueReason reason) {
        return (reason == VenueReason.TOO_LATE || reason == VenueReason.UNKNOWN_ORDER) && !stale(order, token);
    }

    private static boolean stale(final Order order, final long token) {
        return token != 0 && token != order.venueToken && token != order.pendingToken;
    }

    void refuseReplace(final Order order, final VenueReason reason, final boolean fillOwed, final long timeNs) {
        final long reservedBefore = order.reservedQuantity();
        table.dropPendingToken(order);
        final long reservedAfter = order.reservedQuantity();
        final boolean over = order.exhausted();
        final OrderState state = Lifecycle.finalState(order);
        if (over) {
            lifecycle.end(order, state);
        } else {
            order.fillOwed |= fillOwed;
            lifecycle.answered(order, timeNs);
        }
        listener.onChangeRefused(order, reason, reservedAfter - reservedBefore);
        finish(order, over, state, reservedAfter);
    }

    void refuseCancel(final Order order, final VenueReason reason, final boolean fillOwed, final long timeNs) {
        order.cancelInFlight = false;
        order.fillOwed |= fillOwed;
        lifecycle.answered(order, timeNs);
        listener.onChangeRefused(order, reason, 0);
    }

    /** A change of the quantity can show that more was executed than the order had, or that nothing is left. */
    private void finish(final Order order, final boolean over, final OrderState state, final long released) {
        if (!over) {
            return;
        }
        if (order.cumulativeQuantity > order.quantity) {
            lifecycle.overFilled(order);
        }
        listener.onClosed(order, state, state == OrderState.FILLED ? VenueReason.NONE : order.endReason, released);
    }

    /**
     * The venue does not know the order. While executions are missing its end may be among them, so the order stays
     * open; when nothing is missing, the venue has lost it or never had it.
     */
    void unknown(
            final Order order,
            final long token,
            final VenueReason reason,
            final boolean executionsMissing,
            final long timeNs) {
        if (order.closed()) {
            counts.redundant++;
            return;
        }
        if (stale(order, token) || (order.replaceInFlight() && token == order.pendingToken)) {
            refused(order, token, VenueReason.UNKNOWN_ORDER, timeNs);
            return;
        }
        if (!executionsMissing) {
            lifecycle.close(order, OrderState.UNKNOWN, reason);
            return;
        }
        if (order.inDoubt) {
            counts.redundant++;
        } else if (order.replaceInFlight() || order.cancelInFlight) {
            refused(order, token, VenueReason.UNKNOWN_ORDER, timeNs);
        } else {
            order.fillOwed = true;
            lifecycle.progressed(order, timeNs);
        }
    }

    void notSent(final Order order, final int templateId, final long timeNs) {
        switch (templateId) {
            case NewOrderDecoder.TEMPLATE_ID -> newOrderNotSent(order);
            case CancelOrderDecoder.TEMPLATE_ID -> {
                if (order.closed()) {
                    counts.redundant++;
                } else if (order.cancelInFlight) {
                    refuseCancel(order, VenueReason.NONE, false, timeNs);
                } else {
                    lifecycle.illegal(order, NotSentDecoder.TEMPLATE_ID);
                }
            }
            case ReplaceOrderDecoder.TEMPLATE_ID -> {
                if (order.closed()) {
                    counts.redundant++;
                } else if (order.replaceInFlight()) {
                    refuseReplace(order, VenueReason.NONE, false, timeNs);
                } else {
                    lifecycle.illegal(order, NotSentDecoder.TEMPLATE_ID);
                }
            }
            case OrderStatusRequestDecoder.TEMPLATE_ID -> Inquiries.answered(order);
            default -> lifecycle.illegal(order, NotSentDecoder.TEMPLATE_ID);
        }
    }

    private void newOrderNotSent(final Order order) {
        if (order.closed() || !order.newInFlight) {
            lifecycle.illegal(order, NotSentDecoder.TEMPLATE_ID);
        } else {
            lifecycle.close(order, OrderState.NOT_SENT, VenueReason.NONE);
        }
    }
}
