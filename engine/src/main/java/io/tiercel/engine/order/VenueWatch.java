package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.ExecutionResendRequestDecoder;
import io.tiercel.codecs.orders.OpenOrdersRequestDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.engine.state.Timers;

/**
 * What a venue is asked as a whole, and what follows when it does not answer in time.
 *
 * <p>Missing executions are asked for again after each answer timeout, {@link #MAX_RESEND_REQUESTS} times in all for a
 * gap. If some are still missing then, nobody asks for them any more: an alert says which, and the venue is asked about
 * every order that is open there. The list of open orders, wanted after a new session began, is asked for once; without
 * it the venue is asked about every order, too. While the session is down nobody is asked: that waits for
 * {@link #sessionUp}.
 */
@HotPath
final class VenueWatch {
    static final int MAX_RESEND_REQUESTS = 5;

    private final OrderTable table;
    private final OrderCounts counts;
    private final OrderListener listener;
    private final Inquiries inquiries;
    private final Timers timers;
    private final long answerTimeoutNs;

    VenueWatch(
            final OrderTable table,
            final OrderCounts counts,
            final OrderListener listener,
            final Inquiries inquiries,
            final Timers timers,
            final long answerTimeoutNs) {
        this.table = table;
        this.counts = counts;
        this.listener = listener;
        this.inquiries = inquiries;
        this.timers = timers;
        this.answerTimeoutNs = answerTimeoutNs;
    }

    /** Whether a timer's data is from here: an order's is its id, and greater than 0. */
    static boolean isOwn(final long data) {
        return data < 0;
    }

    static int venueOf(final long data) {
        return (int) (-data >>> 1);
    }

    private static long resendData(final int venueId) {
        return -2L * venueId;
    }

    private static long listData(final int venueId) {
        return -2L * venueId - 1;
    }

    /** Sequences were jumped over; the listener has them asked for the first time. */
    void gap(final VenueSession venue, final int venueId, final long from, final long to, final long timeNs) {
        if (venue.resendCount == 0) {
            venue.gapFrom = from;
            venue.gapTo = to;
            venue.resendCount = 1;
        }
        armResend(venue, venueId, timeNs);
        listener.onExecutionGap(venueId, venue.sessionId, from, to);
    }

    /** A timer of this venue's. */
    void timeout(final VenueSession venue, final int venueId, final long timerId, final long data, final long timeNs) {
        if (data == resendData(venueId) && timerId == venue.resendTimerId) {
            venue.resendTimerId = Timers.NONE;
            if (!venue.down) {
                askAgain(venue, venueId, timeNs);
            }
        } else if (data == listData(venueId) && timerId == venue.listTimerId) {
            venue.listTimerId = Timers.NONE;
            if (!venue.down) {
                venue.listAwaited = false;
                inquiries.askAboutAll(venueId, timeNs);
            }
        }
    }

    private void askAgain(final VenueSession venue, final int venueId, final long timeNs) {
        if (!findGap(venue)) {
            return;
        }
        if (venue.resendCount < MAX_RESEND_REQUESTS) {
            request(venue, venueId, timeNs);
            return;
        }
        final long from = venue.window.firstMissing(venue.gapFrom);
        final long to = venue.gapTo;
        venue.gapFrom = to + 1;
        if (findGap(venue)) {
            request(venue, venueId, timeNs);
        }
        listener.onOrderAlert(AlertCode.EXECUTION_GAP, null, from, to);
        inquiries.askAboutAll(venueId, timeNs);
    }

    /** Whether executions are missing that are still asked for; those of a later gap begin their own count. */
    private static boolean findGap(final VenueSession venue) {
        final long from = venue.window.firstMissing(venue.gapFrom);
        if (from == 0) {
            venue.resendCount = 0;
            return false;
        }
        if (from > venue.gapTo) {
            venue.gapFrom = from;
            venue.gapTo = venue.window.lastMissing();
            venue.resendCount = 1;
        }
        return true;
    }

    private void request(final VenueSession venue, final int venueId, final long timeNs) {
        venue.resendCount++;
        armResend(venue, venueId, timeNs);
        listener.onResendWanted(
                venueId, venue.sessionId, venue.window.firstMissing(venue.gapFrom), venue.window.lastMissing());
    }

    /** Before a session begins in which nothing of the one before can be asked for. */
    void sessionChanges(final VenueSession venue) {
        if (venue.resendCount > 0) {
            final long from = venue.window.firstMissing(venue.gapFrom);
            if (from != 0) {
                listener.onOrderAlert(AlertCode.EXECUTION_GAP, null, from, venue.window.lastMissing());
            }
        }
        venue.resendCount = 0;
        timers.cancel(venue.resendTimerId);
        venue.resendTimerId = Timers.NONE;
        timers.cancel(venue.listTimerId);
        venue.listTimerId = Timers.NONE;
        venue.listAwaited = true;
    }

    /** What was asked before may be lost. */
    void sessionUp(final VenueSession venue, final int venueId, final long timeNs) {
        if (venue.resendCount > 0 && venue.resendTimerId == Timers.NONE) {
            venue.resendCount = 1;
            askAgain(venue, venueId, timeNs);
        }
        venue.listAwaited &= hasOpenOrders(venueId);
        if (venue.listAwaited) {
            armList(venue, venueId, timeNs);
            listener.onOpenOrdersWanted(venueId);
        }
    }

    private boolean hasOpenOrders(final int venueId) {
        Order order = table.nextOpen(0);
        while (order != null && order.venueId != venueId) {
            order = table.nextOpen(order.orderId);
        }
        return order != null;
    }

    /** The list of open orders is complete. */
    void listed(final VenueSession venue) {
        venue.listAwaited = false;
        timers.cancel(venue.listTimerId);
        venue.listTimerId = Timers.NONE;
    }

    /** A request did not leave: its timeout does what follows from no answer. */
    void notSent(final VenueSession venue, final int venueId, final int templateId, final long timeNs) {
        if (templateId == ExecutionResendRequestDecoder.TEMPLATE_ID && venue.resendCount > 0) {
            armResend(venue, venueId, timeNs);
        } else if (templateId == OpenOrdersRequestDecoder.TEMPLATE_ID && venue.listAwaited) {
            armList(venue, venueId, timeNs);
        }
    }

    private void armResend(final VenueSession venue, final int venueId, final long timeNs) {
        if (venue.resendTimerId == Timers.NONE) {
            venue.resendTimerId = schedule(resendData(venueId), timeNs);
        }
    }

    private void armList(final VenueSession venue, final int venueId, final long timeNs) {
        if (venue.listTimerId == Timers.NONE) {
            venue.listTimerId = schedule(listData(venueId), timeNs);
        }
    }

    private long schedule(final long data, final long timeNs) {
        final long deadlineNs = Math.min(timeNs, Long.MAX_VALUE - answerTimeoutNs) + answerTimeoutNs;
        final long timerId = timers.schedule(deadlineNs, Timers.Owner.ORDER, 0, data);
        if (timerId == Timers.NONE) {
            counts.timerCapacity++;
            listener.onOrderAlert(AlertCode.TIMER_CAPACITY, null, deadlineNs, 0);
        }
        return timerId;
    }
}
