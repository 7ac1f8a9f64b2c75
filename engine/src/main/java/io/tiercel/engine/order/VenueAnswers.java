package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.OpenOrdersBeginDecoder;
import io.tiercel.codecs.orders.OpenOrdersEndDecoder;
import io.tiercel.codecs.orders.OpenOrdersItemDecoder;
import io.tiercel.codecs.orders.OrderStatusDecoder;
import io.tiercel.codecs.types.BooleanFlag;

/** What a venue says about orders because it was asked: one order's status, or the list of all that are open. */
@HotPath
final class VenueAnswers {
    private final VenueInbox inbox;
    private final Inquiries inquiries;
    private final VenueWatch watch;
    private final OrderCounts counts;

    VenueAnswers(final VenueInbox inbox, final Inquiries inquiries, final VenueWatch watch, final OrderCounts counts) {
        this.watch = watch;
        this.counts = counts;
        this.inbox = inbox;
        this.inquiries = inquiries;
    }

    /** An answer about an order; its execution id, if any, names the last execution and is not looked at. */
    void onStatus(final OrderStatusDecoder message, final long timeNs) {
        final Order order = inbox.receive(
                timeNs,
                message.venueId(),
                message.sessionId(),
                message.inboundSequence(),
                OrderStatusDecoder.TEMPLATE_ID,
                0,
                message.orderId(),
                message.venueToken(),
                0);
        if (order != null) {
            Inquiries.answered(order);
        }
        if (order != null && message.open() == BooleanFlag.TRUE) {
            inquiries.open(
                    order,
                    message.venueToken(),
                    message.priceNanos(),
                    message.quantity(),
                    message.cumulativeQuantity(),
                    timeNs);
        } else if (order != null && message.open() == BooleanFlag.FALSE) {
            inquiries.over(order, message.cumulativeQuantity(), timeNs);
        } else if (order != null) {
            // Neither open nor over: the order stays as it is, and its timeout asks again.
            counts.illegalTransition++;
        }
    }

    void onOpenOrdersBegin(final OpenOrdersBeginDecoder message, final long timeNs) {
        final int venueId = message.venueId();
        if (inbox.admit(
                timeNs,
                venueId,
                message.sessionId(),
                message.inboundSequence(),
                OpenOrdersBeginDecoder.TEMPLATE_ID,
                0)) {
            inbox.venue(venueId).listing++;
        }
    }

    void onOpenOrdersItem(final OpenOrdersItemDecoder message, final long timeNs) {
        final Order order = inbox.receive(
                timeNs,
                message.venueId(),
                message.sessionId(),
                message.inboundSequence(),
                OpenOrdersItemDecoder.TEMPLATE_ID,
                0,
                message.orderId(),
                message.venueToken(),
                0);
        if (order != null) {
            order.listing = inbox.venue(order.venueId).listing;
            inquiries.open(
                    order,
                    message.venueToken(),
                    message.priceNanos(),
                    message.quantity(),
                    message.cumulativeQuantity(),
                    timeNs);
        }
    }

    void onOpenOrdersEnd(final OpenOrdersEndDecoder message, final long timeNs) {
        final int venueId = message.venueId();
        if (inbox.admit(
                timeNs, venueId, message.sessionId(), message.inboundSequence(), OpenOrdersEndDecoder.TEMPLATE_ID, 0)) {
            watch.listed(inbox.venue(venueId));
            inquiries.listed(venueId, inbox.venue(venueId).listing, timeNs);
        }
    }
}
