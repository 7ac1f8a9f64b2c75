package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
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
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.order.OwnOrders;
import io.tiercel.engine.risk.Risk;
import io.tiercel.engine.strategy.Strategies;
import org.agrona.DirectBuffer;

/**
 * Executions, words about a venue's session, and what the gate could not send: decoded and handed to the order table.
 */
@HotPath
final class VenueInputs {
    private final OwnOrders orders;
    private final Risk risk;
    private final Strategies strategies;
    private final OrderEvents orderEvents;
    private final OutputEncoder outputs;
    private final AlertLimiter alerts;
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderRejectedDecoder rejected = new OrderRejectedDecoder();
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final OrderExpiredDecoder expired = new OrderExpiredDecoder();
    private final OrderUnknownDecoder unknown = new OrderUnknownDecoder();
    private final CancelRejectedDecoder cancelRejected = new CancelRejectedDecoder();
    private final OrderStatusDecoder status = new OrderStatusDecoder();
    private final OpenOrdersBeginDecoder openOrdersBegin = new OpenOrdersBeginDecoder();
    private final OpenOrdersEndDecoder openOrdersEnd = new OpenOrdersEndDecoder();
    private final OpenOrdersItemDecoder openOrder = new OpenOrdersItemDecoder();
    private final VenueSessionUpDecoder sessionUp = new VenueSessionUpDecoder();
    private final VenueSessionDownDecoder sessionDown = new VenueSessionDownDecoder();
    private final NotSentDecoder notSent = new NotSentDecoder();
    private final SessionPhaseDecoder sessionPhase = new SessionPhaseDecoder();

    VenueInputs(
            final OwnOrders orders,
            final Risk risk,
            final Strategies strategies,
            final OrderEvents orderEvents,
            final OutputEncoder outputs,
            final AlertLimiter alerts) {
        this.orderEvents = orderEvents;
        this.outputs = outputs;
        this.alerts = alerts;
        this.orders = orders;
        this.risk = risk;
        this.strategies = strategies;
    }

    /** False when the template is none of a venue's or the gate's. */
    boolean onMessage(
            final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header, final long timeNs) {
        switch (header.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID ->
                orders.onAccepted(accepted.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case OrderRejectedDecoder.TEMPLATE_ID ->
                orders.onRejected(rejected.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case OrderFilledDecoder.TEMPLATE_ID -> onFilled(buffer, offset, header, timeNs);
            case OrderCancelledDecoder.TEMPLATE_ID ->
                orders.onCancelled(cancelled.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case OrderReplacedDecoder.TEMPLATE_ID ->
                orders.onReplaced(replaced.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case OrderExpiredDecoder.TEMPLATE_ID ->
                orders.onExpired(expired.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case OrderUnknownDecoder.TEMPLATE_ID ->
                orders.onUnknown(unknown.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case CancelRejectedDecoder.TEMPLATE_ID ->
                orders.onCancelRejected(cancelRejected.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case OrderStatusDecoder.TEMPLATE_ID ->
                orders.onStatus(status.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case OpenOrdersItemDecoder.TEMPLATE_ID ->
                orders.onOpenOrdersItem(openOrder.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case NotSentDecoder.TEMPLATE_ID -> onNotSent(buffer, offset, header, timeNs);
            case OpenOrdersBeginDecoder.TEMPLATE_ID ->
                orders.onOpenOrdersBegin(openOrdersBegin.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case OpenOrdersEndDecoder.TEMPLATE_ID ->
                orders.onOpenOrdersEnd(openOrdersEnd.wrapAndApplyHeader(buffer, offset, header), timeNs);
            case VenueSessionUpDecoder.TEMPLATE_ID -> onSessionUp(buffer, offset, header, timeNs);
            case VenueSessionDownDecoder.TEMPLATE_ID -> onSessionDown(buffer, offset, header, timeNs);
            case SessionPhaseDecoder.TEMPLATE_ID -> {
                sessionPhase.wrapAndApplyHeader(buffer, offset, header);
                strategies.onSession(sessionPhase.venueId(), sessionPhase.phase());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void onFilled(
            final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header, final long timeNs) {
        filled.wrapAndApplyHeader(buffer, offset, header);
        orders.onFilled(filled, timeNs);
        if (orderEvents.takeUnbookedFill()) {
            // Somebody holds what no order of ours explains: that position cannot be limited any more;
            // without a strategy's id it may be anybody's.
            risk.positionUnknown(filled.strategyId(), filled.instrumentId());
        }
    }

    private void onNotSent(
            final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header, final long timeNs) {
        notSent.wrapAndApplyHeader(buffer, offset, header);
        if (notSent.templateId() == 0) {
            orderEvents.onGateLatched(notSent.venueId());
        } else {
            orders.onNotSent(notSent, timeNs);
        }
    }

    private void onSessionUp(
            final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header, final long timeNs) {
        sessionUp.wrapAndApplyHeader(buffer, offset, header);
        if (risk.venueUp(sessionUp.venueId(), true)) {
            outputs.alert(AlertCode.VENUE_DOWN, 0, 0, 0, sessionUp.venueId(), 0);
        }
        orders.onSessionUp(sessionUp.venueId(), sessionUp.sessionId(), sessionUp.nextInbound(), timeNs);
    }

    private void onSessionDown(
            final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header, final long timeNs) {
        sessionDown.wrapAndApplyHeader(buffer, offset, header);
        if (risk.venueUp(sessionDown.venueId(), false)) {
            alerts.tally(AlertCode.VENUE_DOWN);
            outputs.alert(AlertCode.VENUE_DOWN, 0, 0, 0, sessionDown.venueId(), 1);
        }
        orders.onSessionDown(sessionDown.venueId(), sessionDown.sessionId(), timeNs);
    }
}
