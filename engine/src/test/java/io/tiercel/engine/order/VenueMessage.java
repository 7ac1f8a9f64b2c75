package io.tiercel.engine.order;

import io.tiercel.codecs.orders.CancelRejectedDecoder;
import io.tiercel.codecs.orders.CancelRejectedEncoder;
import io.tiercel.codecs.orders.NotSentDecoder;
import io.tiercel.codecs.orders.NotSentEncoder;
import io.tiercel.codecs.orders.OpenOrdersBeginDecoder;
import io.tiercel.codecs.orders.OpenOrdersBeginEncoder;
import io.tiercel.codecs.orders.OpenOrdersEndDecoder;
import io.tiercel.codecs.orders.OpenOrdersEndEncoder;
import io.tiercel.codecs.orders.OpenOrdersItemDecoder;
import io.tiercel.codecs.orders.OpenOrdersItemEncoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.OrderCancelledDecoder;
import io.tiercel.codecs.orders.OrderCancelledEncoder;
import io.tiercel.codecs.orders.OrderExpiredDecoder;
import io.tiercel.codecs.orders.OrderExpiredEncoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderFilledEncoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.OrderRejectedEncoder;
import io.tiercel.codecs.orders.OrderReplacedDecoder;
import io.tiercel.codecs.orders.OrderReplacedEncoder;
import io.tiercel.codecs.orders.OrderStatusDecoder;
import io.tiercel.codecs.orders.OrderStatusEncoder;
import io.tiercel.codecs.orders.OrderUnknownDecoder;
import io.tiercel.codecs.orders.OrderUnknownEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.NotSentReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.VenueReason;
import org.agrona.concurrent.UnsafeBuffer;

/** A message from a venue, with whatever a test wants in it. */
final class VenueMessage {
    enum Kind {
        ACCEPTED,
        REJECTED,
        FILLED,
        CANCELLED,
        REPLACED,
        EXPIRED,
        UNKNOWN,
        CANCEL_REJECTED,
        STATUS,
        BEGIN,
        ITEM,
        END,
        NOT_SENT
    }

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    final Kind kind;
    int venueId = 1;
    int sessionId = 1;
    long inbound;
    long executionId;
    long orderId;
    long token;
    long newToken;
    long price;
    long quantity;
    long leaves;
    long cumulative;
    boolean open;
    /** Of a fill: another instrument or side than the order's own when it is set. */
    int instrumentId;

    Side side;
    int templateId;
    VenueReason reason = VenueReason.NONE;

    VenueMessage(final Kind kind) {
        this.kind = kind;
    }

    VenueMessage sequence(final int newSessionId, final long newInbound, final long newExecutionId) {
        sessionId = newSessionId;
        inbound = newInbound;
        executionId = newExecutionId;
        return this;
    }

    VenueMessage of(final long newOrderId, final long newToken) {
        orderId = newOrderId;
        token = newToken;
        return this;
    }

    /** The same message under other numbers. */
    VenueMessage copy(final int newSessionId, final long newInbound) {
        final VenueMessage copy = new VenueMessage(kind).sequence(newSessionId, newInbound, executionId);
        copy.of(orderId, token);
        copy.newToken = newToken;
        copy.price = price;
        copy.quantity = quantity;
        copy.leaves = leaves;
        copy.cumulative = cumulative;
        copy.open = open;
        copy.templateId = templateId;
        copy.reason = reason;
        return copy;
    }

    void deliver(final OwnOrders orders, final long timeNs) {
        switch (kind) {
            case ACCEPTED -> {
                new OrderAcceptedEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .sessionId(sessionId)
                        .inboundSequence(inbound)
                        .executionId(executionId)
                        .orderId(orderId)
                        .venueToken(token)
                        .venueOrderId(1_000 + orderId)
                        .priceNanos(price)
                        .quantity(quantity);
                orders.onAccepted(
                        new OrderAcceptedDecoder()
                                .wrap(
                                        buffer,
                                        0,
                                        OrderAcceptedDecoder.BLOCK_LENGTH,
                                        OrderAcceptedDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            case REJECTED -> {
                new OrderRejectedEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .sessionId(sessionId)
                        .inboundSequence(inbound)
                        .executionId(executionId)
                        .orderId(orderId)
                        .venueToken(token)
                        .reason(reason);
                orders.onRejected(
                        new OrderRejectedDecoder()
                                .wrap(
                                        buffer,
                                        0,
                                        OrderRejectedDecoder.BLOCK_LENGTH,
                                        OrderRejectedDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            case FILLED -> {
                final Order order = orders.get(orderId);
                final int ordered = order == null ? 1 : order.instrumentId();
                final Side orderedSide = order == null ? Side.BUY : order.side();
                new OrderFilledEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .instrumentId(instrumentId == 0 ? ordered : instrumentId)
                        .side(side == null ? orderedSide : side)
                        .strategyId(order == null ? 0 : order.strategyId())
                        .sessionId(sessionId)
                        .inboundSequence(inbound)
                        .executionId(executionId)
                        .orderId(orderId)
                        .venueToken(token)
                        .lastPriceNanos(price)
                        .lastQuantity(quantity)
                        .leavesQuantity(leaves)
                        .feeMoney(1);
                orders.onFilled(
                        new OrderFilledDecoder()
                                .wrap(buffer, 0, OrderFilledDecoder.BLOCK_LENGTH, OrderFilledDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            case CANCELLED -> {
                new OrderCancelledEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .sessionId(sessionId)
                        .inboundSequence(inbound)
                        .executionId(executionId)
                        .orderId(orderId)
                        .venueToken(token)
                        .reason(reason)
                        .cumulativeQuantity(cumulative);
                orders.onCancelled(
                        new OrderCancelledDecoder()
                                .wrap(
                                        buffer,
                                        0,
                                        OrderCancelledDecoder.BLOCK_LENGTH,
                                        OrderCancelledDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            case REPLACED -> {
                new OrderReplacedEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .sessionId(sessionId)
                        .inboundSequence(inbound)
                        .executionId(executionId)
                        .orderId(orderId)
                        .venueToken(token)
                        .newVenueToken(newToken)
                        .priceNanos(price)
                        .quantity(quantity)
                        .leavesQuantity(leaves);
                orders.onReplaced(
                        new OrderReplacedDecoder()
                                .wrap(
                                        buffer,
                                        0,
                                        OrderReplacedDecoder.BLOCK_LENGTH,
                                        OrderReplacedDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            case EXPIRED -> {
                new OrderExpiredEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .sessionId(sessionId)
                        .inboundSequence(inbound)
                        .executionId(executionId)
                        .orderId(orderId)
                        .venueToken(token)
                        .cumulativeQuantity(cumulative);
                orders.onExpired(
                        new OrderExpiredDecoder()
                                .wrap(buffer, 0, OrderExpiredDecoder.BLOCK_LENGTH, OrderExpiredDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            case UNKNOWN -> {
                new OrderUnknownEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .sessionId(sessionId)
                        .inboundSequence(inbound)
                        .executionId(executionId)
                        .orderId(orderId)
                        .venueToken(token)
                        .reason(reason);
                orders.onUnknown(
                        new OrderUnknownDecoder()
                                .wrap(buffer, 0, OrderUnknownDecoder.BLOCK_LENGTH, OrderUnknownDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            case CANCEL_REJECTED -> {
                new CancelRejectedEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .sessionId(sessionId)
                        .inboundSequence(inbound)
                        .executionId(executionId)
                        .orderId(orderId)
                        .venueToken(token)
                        .reason(reason);
                orders.onCancelRejected(
                        new CancelRejectedDecoder()
                                .wrap(
                                        buffer,
                                        0,
                                        CancelRejectedDecoder.BLOCK_LENGTH,
                                        CancelRejectedDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            case STATUS -> {
                new OrderStatusEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .sessionId(sessionId)
                        .inboundSequence(inbound)
                        .executionId(executionId)
                        .orderId(orderId)
                        .venueToken(token)
                        .open(open ? BooleanFlag.TRUE : BooleanFlag.FALSE)
                        .priceNanos(price)
                        .quantity(quantity)
                        .cumulativeQuantity(cumulative);
                orders.onStatus(
                        new OrderStatusDecoder()
                                .wrap(buffer, 0, OrderStatusDecoder.BLOCK_LENGTH, OrderStatusDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            default -> deliverOther(orders, timeNs);
        }
    }

    private void deliverOther(final OwnOrders orders, final long timeNs) {
        switch (kind) {
            case BEGIN -> {
                new OpenOrdersBeginEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .sessionId(sessionId)
                        .inboundSequence(inbound);
                orders.onOpenOrdersBegin(
                        new OpenOrdersBeginDecoder()
                                .wrap(
                                        buffer,
                                        0,
                                        OpenOrdersBeginDecoder.BLOCK_LENGTH,
                                        OpenOrdersBeginDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            case ITEM -> {
                new OpenOrdersItemEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .sessionId(sessionId)
                        .inboundSequence(inbound)
                        .executionId(executionId)
                        .orderId(orderId)
                        .venueToken(token)
                        .priceNanos(price)
                        .quantity(quantity)
                        .cumulativeQuantity(cumulative);
                orders.onOpenOrdersItem(
                        new OpenOrdersItemDecoder()
                                .wrap(
                                        buffer,
                                        0,
                                        OpenOrdersItemDecoder.BLOCK_LENGTH,
                                        OpenOrdersItemDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            case END -> {
                new OpenOrdersEndEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .sessionId(sessionId)
                        .inboundSequence(inbound);
                orders.onOpenOrdersEnd(
                        new OpenOrdersEndDecoder()
                                .wrap(
                                        buffer,
                                        0,
                                        OpenOrdersEndDecoder.BLOCK_LENGTH,
                                        OpenOrdersEndDecoder.SCHEMA_VERSION),
                        timeNs);
            }
            default -> {
                new NotSentEncoder()
                        .wrap(buffer, 0)
                        .venueId((short) venueId)
                        .reason(NotSentReason.BACK_PRESSURE)
                        .templateId(templateId)
                        .orderId(orderId)
                        .venueToken(token);
                orders.onNotSent(
                        new NotSentDecoder()
                                .wrap(buffer, 0, NotSentDecoder.BLOCK_LENGTH, NotSentDecoder.SCHEMA_VERSION),
                        timeNs);
            }
        }
    }

    @Override
    public String toString() {
        return kind + " session " + sessionId + " inbound " + inbound + " execution " + executionId + " order "
                + orderId + " token " + token + "→" + newToken + " quantity " + quantity + " leaves " + leaves
                + " cumulative " + cumulative + " open " + open + " " + reason;
    }
}
