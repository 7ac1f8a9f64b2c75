package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.OrderStatusDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.state.Timers;

/**
 * Orders in doubt: when the venue is asked, and what its answer settles. Where many are asked about at once, those for
 * which the input has no room wait in {@link Backlog}.
 */
@HotPath
final class Inquiries {
    private final Lifecycle lifecycle;
    private final Changes changes;
    private final Executions executions;
    private final OrderTable table;
    private final OrderCounts counts;
    private final OrderListener listener;

    Inquiries(final Lifecycle lifecycle, final Changes changes, final Executions executions) {
        this.lifecycle = lifecycle;
        this.changes = changes;
        this.executions = executions;
        table = lifecycle.table;
        counts = lifecycle.counts;
        listener = lifecycle.listener;
    }

    /** While the venue's session is down nobody can be asked: that waits for {@link #sessionUp}. */
    void onTimer(final VenueInbox inbox, final long timerId, final long orderId, final long timeNs) {
        final Order order = table.get(orderId);
        if (order != null && order.timerId == timerId && timerId != Timers.NONE) {
            order.timerId = Timers.NONE;
            onDue(order, inbox.venue(order.venueId).down, timeNs);
        }
    }

    private void onDue(final Order order, final boolean venueDown, final long timeNs) {
        if (venueDown) {
            order.inDoubt = true;
            lifecycle.refresh(order);
        } else if (!listener.hasRoom()) {
            table.backlog.addInquiry(order);
        } else if (order.inquiryCount < Lifecycle.MAX_INQUIRIES) {
            ask(order, timeNs);
        } else {
            listener.onOrderAlert(AlertCode.ORDER_IN_DOUBT, order, order.inquiryCount, Lifecycle.MAX_INQUIRIES);
        }
    }

    /** Asks about those that had to wait, while there is room. An answer may have come in the meantime. */
    void askWaiting(final VenueInbox inbox, final long timeNs) {
        while (listener.hasRoom()) {
            final Order order = table.backlog.takeInquiry();
            if (order == null) {
                return;
            }
            if (order.awaiting()) {
                onDue(order, inbox.venue(order.venueId).down, timeNs);
            }
        }
    }

    private void askIfRoom(final Order order, final long timeNs) {
        if (listener.hasRoom()) {
            ask(order, timeNs);
        } else {
            table.backlog.addInquiry(order);
        }
    }

    private void ask(final Order order, final long timeNs) {
        table.backlog.removeInquiry(order);
        order.inDoubt = true;
        order.cancelAsked = order.cancelInFlight;
        order.inquiryCount++;
        order.openInquiries++;
        counts.inDoubt++;
        lifecycle.refresh(order);
        if (order.timerId == Timers.NONE) {
            lifecycle.arm(order, timeNs);
        }
        listener.onInDoubt(order);
    }

    /** What was sent before may be lost: the venue is asked about every order that waits for an answer. */
    void sessionUp(final int venueId, final long timeNs) {
        Order order = table.nextOpen(0);
        while (order != null) {
            final long orderId = order.orderId;
            if (order.venueId == venueId) {
                order.openInquiries = 0;
                if (order.awaiting()) {
                    order.inquiryCount = 0;
                    askIfRoom(order, timeNs);
                }
            }
            order = table.nextOpen(orderId);
        }
    }

    /** The venue's list of open orders is complete: it is asked about what the list left out. */
    void listed(final int venueId, final int listing, final long timeNs) {
        Order order = table.nextOpen(0);
        while (order != null) {
            final long orderId = order.orderId;
            if (order.venueId == venueId && order.listing != listing) {
                doubt(order, timeNs);
            }
            order = table.nextOpen(orderId);
        }
    }

    /** What the venue said as a whole is lost: it is asked about every order. */
    void askAboutAll(final int venueId, final long timeNs) {
        Order order = table.nextOpen(0);
        while (order != null) {
            final long orderId = order.orderId;
            if (order.venueId == venueId) {
                doubt(order, timeNs);
            }
            order = table.nextOpen(orderId);
        }
    }

    /** As {@link #doubt(Order, long)}; while the venue's session is down, that waits for {@link #sessionUp}. */
    void doubt(final Order order, final boolean venueDown, final long timeNs) {
        if (venueDown) {
            order.fillOwed = true;
            order.inDoubt = true;
            lifecycle.refresh(order);
        } else {
            doubt(order, timeNs);
        }
    }

    private void doubt(final Order order, final long timeNs) {
        if (!order.inDoubt) {
            order.fillOwed = true;
            order.inquiryCount = 0;
            askIfRoom(order, timeNs);
        }
    }

    /** An answer to an inquiry, or the inquiry did not leave: no other answer comes to it. */
    static void answered(final Order order) {
        order.openInquiries = Math.max(0, order.openInquiries - 1);
    }

    /**
     * Whether the venue's word settles what is in doubt. While another answer is to come this one may be that to an
     * earlier question, asked before what is in doubt now was sent; when the doubt outlasts a second question, one
     * may be lost.
     */
    private static boolean settles(final Order order) {
        return order.inDoubt && (order.openInquiries == 0 || order.inquiryCount > 1);
    }

    /** The venue works the order. That settles what was under way when it was asked. */
    void open(
            final Order order,
            final long token,
            final long priceNanos,
            final long quantity,
            final long venueCumulative,
            final long timeNs) {
        if (order.closed() || order.ended()) {
            lifecycle.illegal(order, OrderStatusDecoder.TEMPLATE_ID);
            return;
        }
        final boolean tellAccepted = !order.acceptTold;
        final boolean settles = settles(order);
        final boolean refuseCancel = settles && order.cancelInFlight && order.cancelAsked;
        final boolean owed = venueCumulative > order.cumulativeQuantity;
        order.newInFlight = false;
        order.acceptTold = true;
        if (settles) {
            order.fillOwed = false;
            order.cancelInFlight &= !refuseCancel;
        }
        final boolean replaceSettled = settles && order.replaceInFlight();
        if (!replaceSettled) {
            if (settles) {
                lifecycle.answered(order, timeNs);
            } else {
                lifecycle.progressed(order, timeNs);
            }
        }
        if (tellAccepted) {
            listener.onAccepted(order);
        }
        if (refuseCancel) {
            listener.onChangeRefused(order, VenueReason.NONE, 0);
        }
        if (owed) {
            lifecycle.executionsOwed(order, venueCumulative);
        } else if (venueCumulative < order.cumulativeQuantity) {
            counts.mismatch++;
        }
        if (replaceSettled) {
            settleReplace(order, token, priceNanos, quantity, timeNs);
        } else if (quantity != order.quantity && !order.replaceInFlight()) {
            lifecycle.illegal(order, OrderStatusDecoder.TEMPLATE_ID);
        }
    }

    private void settleReplace(
            final Order order, final long token, final long priceNanos, final long quantity, final long timeNs) {
        final boolean inForce = token == order.pendingToken
                || (token != order.venueToken
                        && priceNanos == order.pendingPriceNanos
                        && quantity == order.pendingQuantity);
        if (inForce) {
            changes.apply(order, order.pendingToken, priceNanos, quantity, quantity, timeNs);
        } else {
            changes.refuseReplace(order, VenueReason.NONE, false, timeNs);
        }
    }

    /** The venue does not work the order any more. */
    void over(final Order order, final long venueCumulative, final long timeNs) {
        if (order.closed()) {
            counts.redundant++;
            return;
        }
        final OrderState state = venueCumulative >= order.quantity ? OrderState.FILLED : OrderState.CANCELLED;
        executions.over(order, OrderStatusDecoder.TEMPLATE_ID, state, VenueReason.NONE, venueCumulative, timeNs);
    }
}
