package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.CancelRejectedDecoder;
import io.tiercel.codecs.orders.NotSentDecoder;
import io.tiercel.codecs.orders.OpenOrdersBeginDecoder;
import io.tiercel.codecs.orders.OpenOrdersEndDecoder;
import io.tiercel.codecs.orders.OpenOrdersItemDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderCancelledDecoder;
import io.tiercel.codecs.orders.OrderExpiredDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.OrderReplacedDecoder;
import io.tiercel.codecs.orders.OrderStatusDecoder;
import io.tiercel.codecs.orders.OrderUnknownDecoder;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.state.Timers;

/**
 * The table of our orders and their state machine. Open orders are listed in the order of their ids. Every message
 * from a venue passes {@link VenueInbox} first, so that each execution counts once; {@link Lifecycle} says which
 * states there are.
 */
@HotPath
public final class OwnOrders {
    private static final int SECTION = 0x4F524445;

    private final OrderTable table;
    private final OrderCounts counts;
    private final VenueInbox inbox;
    private final Lifecycle lifecycle;
    private final Executions executions;
    private final Changes changes;
    private final Inquiries inquiries;
    private final VenueWatch watch;
    private final VenueAnswers answers;

    /**
     * @param maxOpenOrders   open at the same time
     * @param closedOrders    how many that are over are remembered, for executions that come late; at least 1
     * @param maxVenues       the greatest venue id; each takes about 1.3 MB
     * @param answerTimeoutNs after this long without an answer from the venue an order is in doubt
     */
    public OwnOrders(
            final int maxOpenOrders,
            final int closedOrders,
            final int maxVenues,
            final long answerTimeoutNs,
            final Timers timers,
            final OrderListener listener) {
        OrderTable.requirePositive("maxOpenOrders", maxOpenOrders);
        OrderTable.requirePositive("closedOrders", closedOrders);
        OrderTable.requirePositive("maxVenues", maxVenues);
        OrderTable.requirePositive("answerTimeoutNs", answerTimeoutNs);
        table = new OrderTable(maxOpenOrders, closedOrders);
        counts = new OrderCounts();
        lifecycle = new Lifecycle(table, counts, answerTimeoutNs, timers, listener);
        executions = new Executions(lifecycle);
        changes = new Changes(lifecycle);
        inquiries = new Inquiries(lifecycle, changes, executions);
        watch = new VenueWatch(table, counts, listener, inquiries, timers, answerTimeoutNs);
        inbox = new VenueInbox(maxVenues, table, counts, listener, watch);
        answers = new VenueAnswers(inbox, inquiries, watch, counts);
    }

    /**
     * A new order, state PENDING_NEW, with a token of its own; null when there is no room, when an order of this id
     * is known, or when the venue, the quantity or the id is out of range. Until {@link #open} it is known to nobody
     * but the caller, who sends it in between: what the table needs to find it later need not delay it.
     */
    public Order prepare(
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
            final long quantity) {
        final VenueSession venue = inbox.venue(venueId);
        if (venue == null || !table.hasRoom() || orderId <= 0 || quantity <= 0 || table.contains(orderId)) {
            return null;
        }
        final long token = venue.takeToken();
        if (token == 0) {
            return null;
        }
        final Order order = table.take();
        order.orderId = orderId;
        order.parentOrderId = parentOrderId;
        order.venueToken = token;
        order.strategyId = strategyId;
        order.venueId = venueId;
        order.instrumentId = instrumentId;
        order.side = side;
        order.type = type;
        order.timeInForce = timeInForce;
        order.postOnly = postOnly;
        order.priceNanos = priceNanos;
        order.quantity = quantity;
        order.listing = venue.listing;
        order.newInFlight = true;
        order.acceptOwed = true;
        order.state = OrderState.PENDING_NEW;
        return order;
    }

    /** Takes the order just {@link #prepare prepared} into the table; its answer is awaited from now on. */
    public void open(final Order order, final long timeNs) {
        table.add(order);
        lifecycle.requested(order, timeNs);
    }

    /** The order, open or remembered; null when unknown. */
    public Order get(final long orderId) {
        return table.get(orderId);
    }

    /**
     * Marks a cancel as sent. False when the order is over, also when the venue has said so and executions are still
     * to come, or a cancel is under way already; a cancel that is in doubt may be sent again.
     */
    public boolean startCancel(final Order order, final long timeNs) {
        return changes.startCancel(order, timeNs);
    }

    /**
     * Marks a replace as sent and gives it a token. False when the order is not LIVE, or the new total quantity would
     * leave nothing. What it asks for above the present quantity counts as open from now on: see {@link OrderListener}.
     */
    public boolean startReplace(final Order order, final long priceNanos, final long quantity, final long timeNs) {
        return changes.startReplace(order, inbox.venue(order.venueId), priceNanos, quantity, timeNs);
    }

    /**
     * The first open order after {@code orderId} (0: the first of all), or null: for walking in the order of ids.
     * Orders may be opened and end during the walk.
     */
    public Order nextOpen(final long orderId) {
        return table.nextOpen(orderId);
    }

    /** The venue should have ended this order and has not said so: it is asked, unless it is being asked. */
    public void doubt(final Order order, final long timeNs) {
        inquiries.doubt(order, inbox.venue(order.venueId).down, timeNs);
    }

    public int openCount() {
        return table.openCount();
    }

    /** Cancels and inquiries for which there was no room. */
    public Backlog backlog() {
        return table.backlog;
    }

    /** Asks about the orders whose inquiries are in the backlog, while there is room. */
    public void askWaiting(final long timeNs) {
        inquiries.askWaiting(inbox, timeNs);
    }

    /** No token below {@code floor} is given out from now on, at any venue. */
    public void raiseTokenFloor(final long floor) {
        inbox.raiseTokenFloor(floor);
    }

    public void onAccepted(final OrderAcceptedDecoder message, final long timeNs) {
        final Order order = inbox.receive(
                timeNs,
                message.venueId(),
                message.sessionId(),
                message.inboundSequence(),
                OrderAcceptedDecoder.TEMPLATE_ID,
                message.executionId(),
                message.orderId(),
                message.venueToken(),
                0);
        if (order != null) {
            executions.accepted(order, message.venueOrderId(), message.quantity(), timeNs);
        }
    }

    public void onRejected(final OrderRejectedDecoder message, final long timeNs) {
        final Order order = inbox.receive(
                timeNs,
                message.venueId(),
                message.sessionId(),
                message.inboundSequence(),
                OrderRejectedDecoder.TEMPLATE_ID,
                message.executionId(),
                message.orderId(),
                message.venueToken(),
                0);
        if (order != null) {
            executions.rejected(order, message.reason());
        }
    }

    public void onFilled(final OrderFilledDecoder message, final long timeNs) {
        final Order order = inbox.receive(
                timeNs,
                message.venueId(),
                message.sessionId(),
                message.inboundSequence(),
                OrderFilledDecoder.TEMPLATE_ID,
                message.executionId(),
                message.orderId(),
                message.venueToken(),
                message.lastQuantity());
        if (order != null && inbox.agrees(message, order)) {
            executions.filled(
                    order,
                    message.venueToken(),
                    message.lastQuantity(),
                    message.lastPriceNanos(),
                    message.leavesQuantity(),
                    message.feeMoney(),
                    message.executionId(),
                    timeNs);
        }
    }

    public void onCancelled(final OrderCancelledDecoder message, final long timeNs) {
        final Order order = inbox.receive(
                timeNs,
                message.venueId(),
                message.sessionId(),
                message.inboundSequence(),
                OrderCancelledDecoder.TEMPLATE_ID,
                message.executionId(),
                message.orderId(),
                message.venueToken(),
                0);
        if (order != null) {
            executions.over(
                    order,
                    OrderCancelledDecoder.TEMPLATE_ID,
                    OrderState.CANCELLED,
                    message.reason(),
                    message.cumulativeQuantity(),
                    timeNs);
        }
    }

    public void onReplaced(final OrderReplacedDecoder message, final long timeNs) {
        final Order order = inbox.receive(
                timeNs,
                message.venueId(),
                message.sessionId(),
                message.inboundSequence(),
                OrderReplacedDecoder.TEMPLATE_ID,
                message.executionId(),
                message.orderId(),
                message.venueToken(),
                0);
        if (order != null) {
            changes.replaced(
                    order,
                    inbox.venue(order.venueId),
                    message.newVenueToken(),
                    message.venueOrderId(),
                    message.priceNanos(),
                    message.quantity(),
                    message.leavesQuantity(),
                    timeNs);
        }
    }

    public void onExpired(final OrderExpiredDecoder message, final long timeNs) {
        final Order order = inbox.receive(
                timeNs,
                message.venueId(),
                message.sessionId(),
                message.inboundSequence(),
                OrderExpiredDecoder.TEMPLATE_ID,
                message.executionId(),
                message.orderId(),
                message.venueToken(),
                0);
        if (order != null) {
            executions.over(
                    order,
                    OrderExpiredDecoder.TEMPLATE_ID,
                    OrderState.EXPIRED,
                    VenueReason.NONE,
                    message.cumulativeQuantity(),
                    timeNs);
        }
    }

    public void onUnknown(final OrderUnknownDecoder message, final long timeNs) {
        final Order order = inbox.receive(
                timeNs,
                message.venueId(),
                message.sessionId(),
                message.inboundSequence(),
                OrderUnknownDecoder.TEMPLATE_ID,
                message.executionId(),
                message.orderId(),
                message.venueToken(),
                0);
        if (order != null) {
            changes.unknown(
                    order,
                    message.venueToken(),
                    message.reason(),
                    inbox.venue(order.venueId).window.missing() > 0,
                    timeNs);
        }
    }

    public void onCancelRejected(final CancelRejectedDecoder message, final long timeNs) {
        final Order order = inbox.receive(
                timeNs,
                message.venueId(),
                message.sessionId(),
                message.inboundSequence(),
                CancelRejectedDecoder.TEMPLATE_ID,
                message.executionId(),
                message.orderId(),
                message.venueToken(),
                0);
        if (order != null) {
            changes.refused(order, message.venueToken(), message.reason(), timeNs);
        }
    }

    public void onStatus(final OrderStatusDecoder message, final long timeNs) {
        answers.onStatus(message, timeNs);
    }

    public void onOpenOrdersBegin(final OpenOrdersBeginDecoder message, final long timeNs) {
        answers.onOpenOrdersBegin(message, timeNs);
    }

    public void onOpenOrdersItem(final OpenOrdersItemDecoder message, final long timeNs) {
        answers.onOpenOrdersItem(message, timeNs);
    }

    public void onOpenOrdersEnd(final OpenOrdersEndDecoder message, final long timeNs) {
        answers.onOpenOrdersEnd(message, timeNs);
    }

    public void onNotSent(final NotSentDecoder message, final long timeNs) {
        counts.notSent++;
        final Order order = table.get(message.orderId());
        if (order != null) {
            changes.notSent(order, message.templateId(), timeNs);
            return;
        }
        final VenueSession venue = inbox.venue(message.venueId());
        if (venue != null) {
            watch.notSent(venue, message.venueId(), message.templateId(), timeNs);
        }
    }

    /**
     * A venue's session began; its inbound numbers begin at {@code nextInbound}, or go on there when it is the
     * session that was. Orders without an answer are in doubt; in a new session the list of all is wanted.
     */
    public void onSessionUp(final int venueId, final int sessionId, final long nextInbound, final long timeNs) {
        if (inbox.sessionUp(venueId, sessionId, nextInbound, timeNs)) {
            inquiries.sessionUp(venueId, timeNs);
            watch.sessionUp(inbox.venue(venueId), venueId, timeNs);
        }
    }

    /** Orders stay as they are: their answers may still come, and until the session is up again nobody can be asked. */
    public void onSessionDown(final int venueId, final int sessionId, final long timeNs) {
        inbox.sessionDown(venueId, sessionId);
    }

    /** The process that had the lines to all venues is gone: what is open there is asked for when they are up. */
    public void linesLost() {
        inbox.linesLost();
    }

    /** A timer of {@link Timers.Owner#ORDER}; {@code data} is the order's id, or a venue's and negative. */
    public void onTimer(final long timerId, final long data, final long timeNs) {
        if (!VenueWatch.isOwn(data)) {
            inquiries.onTimer(inbox, timerId, data, timeNs);
            return;
        }
        final VenueSession venue = inbox.venue(VenueWatch.venueOf(data));
        if (venue != null && timerId != Timers.NONE) {
            watch.timeout(venue, VenueWatch.venueOf(data), timerId, data, timeNs);
        }
    }

    /** Everything that was counted. */
    public OrderCounts counts() {
        return counts;
    }

    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        counts.snapshotTo(writer);
        inbox.snapshotTo(writer);
        table.snapshotTo(writer);
    }

    /** Into a fresh object; its timers are restored with the core's. */
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        counts.restoreFrom(reader);
        inbox.restoreFrom(reader);
        table.restoreFrom(reader);
    }
}
