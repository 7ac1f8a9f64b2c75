package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.state.Timers;

/**
 * The steps that every change of an order is made of. An order's state follows from what is under way with the venue:
 *
 * <pre>
 *  over                                             → FILLED, CANCELLED, REJECTED, EXPIRED, UNKNOWN, NOT_SENT
 *  in doubt, or ended with executions still to come → IN_DOUBT
 *  a cancel under way                               → PENDING_CANCEL
 *  a replace under way                              → PENDING_REPLACE
 *  the new order without an answer                  → PENDING_NEW
 *  nothing under way                                → LIVE
 * </pre>
 *
 * While something is under way one timer runs. When it fires, the order is in doubt and the venue is asked, again
 * after each such time, {@link #MAX_INQUIRIES} times in all until the venue's next session: an order without an
 * answer stays in doubt, and its quantity stays reserved. The record is complete before the listener hears anything,
 * so a listener may act on any order.
 */
@HotPath
final class Lifecycle {
    static final int MAX_INQUIRIES = 5;

    final OrderTable table;
    final OrderCounts counts;
    final OrderListener listener;
    private final Timers timers;
    private final long answerTimeoutNs;

    Lifecycle(
            final OrderTable table,
            final OrderCounts counts,
            final long answerTimeoutNs,
            final Timers timers,
            final OrderListener listener) {
        this.table = table;
        this.counts = counts;
        this.answerTimeoutNs = answerTimeoutNs;
        this.timers = timers;
        this.listener = listener;
    }

    void refresh(final Order order) {
        order.state = openState(order);
    }

    private static OrderState openState(final Order order) {
        if (order.inDoubt || order.ended()) {
            return OrderState.IN_DOUBT;
        }
        if (order.cancelInFlight) {
            return OrderState.PENDING_CANCEL;
        }
        if (order.replaceInFlight()) {
            return OrderState.PENDING_REPLACE;
        }
        return order.newInFlight ? OrderState.PENDING_NEW : OrderState.LIVE;
    }

    /** A request goes out: an answer is to come in time. */
    void requested(final Order order, final long timeNs) {
        order.inquiryCount = 0;
        refresh(order);
        armIfIdle(order, timeNs);
    }

    /** An answer came: what is still under way waits anew, from now on. */
    void answered(final Order order, final long timeNs) {
        order.inDoubt = false;
        order.cancelAsked = false;
        order.inquiryCount = 0;
        stopTimer(order);
        refresh(order);
        if (order.awaiting()) {
            arm(order, timeNs);
        }
    }

    /** Something came that is no answer: the timer goes on unless nothing is under way any more. */
    void progressed(final Order order, final long timeNs) {
        if (order.awaiting()) {
            refresh(order);
            armIfIdle(order, timeNs);
        } else {
            answered(order, timeNs);
        }
    }

    void armIfIdle(final Order order, final long timeNs) {
        if (order.timerId == Timers.NONE && order.inquiryCount < MAX_INQUIRIES) {
            arm(order, timeNs);
        }
    }

    void arm(final Order order, final long timeNs) {
        final long deadlineNs = Math.min(timeNs, Long.MAX_VALUE - answerTimeoutNs) + answerTimeoutNs;
        order.timerId = timers.schedule(deadlineNs, Timers.Owner.ORDER, 0, order.orderId);
        if (order.timerId == Timers.NONE) {
            counts.timerCapacity++;
            listener.onOrderAlert(AlertCode.TIMER_CAPACITY, order, deadlineNs, 0);
        }
    }

    private void stopTimer(final Order order) {
        if (order.timerId != Timers.NONE) {
            timers.cancel(order.timerId);
            order.timerId = Timers.NONE;
        }
    }

    /**
     * The order is over and remembered; the caller tells the listener. A replace's token stays known for what comes
     * late.
     */
    void end(final Order order, final OrderState state) {
        stopTimer(order);
        order.newInFlight = false;
        order.cancelInFlight = false;
        order.cancelAsked = false;
        order.inDoubt = false;
        order.fillOwed = false;
        order.state = state;
        table.close(order);
    }

    /** The order is over, and what was reserved for it is given back. */
    void close(final Order order, final OrderState state, final VenueReason reason) {
        final long released = order.reservedQuantity();
        end(order, state);
        listener.onClosed(order, state, reason, released);
    }

    /** How an order ends when nothing can execute any more. */
    static OrderState finalState(final Order order) {
        return order.ended() && order.cumulativeQuantity < order.quantity ? order.endState : OrderState.FILLED;
    }

    void illegal(final Order order, final int templateId) {
        counts.illegalTransition++;
        listener.onOrderAlert(AlertCode.ILLEGAL_TRANSITION, order, templateId, order.state.value());
    }

    void overFilled(final Order order) {
        counts.overFill++;
        listener.onOrderAlert(AlertCode.OVER_FILL, order, order.cumulativeQuantity, order.quantity);
    }

    /** The venue counts more as executed than came here. */
    void executionsOwed(final Order order, final long venueCumulative) {
        counts.mismatch++;
        listener.onOrderAlert(AlertCode.EXECUTION_GAP, order, venueCumulative, order.cumulativeQuantity);
    }
}
