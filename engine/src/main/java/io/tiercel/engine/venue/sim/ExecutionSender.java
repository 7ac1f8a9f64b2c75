package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.CancelRejectedEncoder;
import io.tiercel.codecs.orders.OpenOrdersBeginEncoder;
import io.tiercel.codecs.orders.OpenOrdersEndEncoder;
import io.tiercel.codecs.orders.OpenOrdersItemEncoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.OrderCancelledEncoder;
import io.tiercel.codecs.orders.OrderExpiredEncoder;
import io.tiercel.codecs.orders.OrderFilledEncoder;
import io.tiercel.codecs.orders.OrderRejectedEncoder;
import io.tiercel.codecs.orders.OrderReplacedEncoder;
import io.tiercel.codecs.orders.OrderStatusEncoder;
import io.tiercel.codecs.orders.OrderUnknownEncoder;
import io.tiercel.codecs.orders.VenueSessionDownEncoder;
import io.tiercel.codecs.orders.VenueSessionUpEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.VenueReason;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the executions of a session. Each is written into a ring that keeps the latest, so that they can be sent again
 * as they were; their inbound sequence begins at 1 and has no gaps. What all executions share stands at the same place
 * in each of them.
 */
@HotPath
final class ExecutionSender {
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int SLOT_SHIFT = 7;
    private static final int SESSION_SHIFT = 40;

    private final int venueId;
    private final long executionIdBase;
    private final VenueOutput output;
    private final VenueLog log;
    private final int historyMask;
    private final UnsafeBuffer history;
    private final UnsafeBuffer sessionBuffer = new UnsafeBuffer(new byte[64]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderRejectedEncoder rejected = new OrderRejectedEncoder();
    private final OrderFilledEncoder filled = new OrderFilledEncoder();
    private final OrderCancelledEncoder cancelled = new OrderCancelledEncoder();
    private final OrderExpiredEncoder expired = new OrderExpiredEncoder();
    private final OrderReplacedEncoder replaced = new OrderReplacedEncoder();
    private final OrderUnknownEncoder unknown = new OrderUnknownEncoder();
    private final CancelRejectedEncoder cancelRejected = new CancelRejectedEncoder();
    private final OrderStatusEncoder status = new OrderStatusEncoder();
    private final OpenOrdersBeginEncoder openOrdersBegin = new OpenOrdersBeginEncoder();
    private final OpenOrdersItemEncoder openOrdersItem = new OpenOrdersItemEncoder();
    private final OpenOrdersEndEncoder openOrdersEnd = new OpenOrdersEndEncoder();
    private final VenueSessionUpEncoder sessionUp = new VenueSessionUpEncoder();
    private final VenueSessionDownEncoder sessionDown = new VenueSessionDownEncoder();

    private int sessionId;
    private long inboundSequence;
    private long executionCount;
    private long timeNs;
    private boolean connected;

    ExecutionSender(final SimVenueConfig config, final VenueOutput output, final VenueLog log) {
        venueId = config.venueId();
        sessionId = config.sessionId();
        // Of the first session for ever, so that ids stay apart from those of other runs.
        executionIdBase = (long) sessionId << SESSION_SHIFT;
        this.output = output;
        this.log = log;
        int slots = Integer.highestOneBit(config.executionHistory());
        if (slots < config.executionHistory()) {
            slots <<= 1;
        }
        historyMask = slots - 1;
        history = new UnsafeBuffer(new byte[slots << SLOT_SHIFT]);
    }

    void time(final long newTimeNs) {
        timeNs = newTimeNs;
    }

    /** The inbound sequence of the last execution. */
    long inboundSequence() {
        return inboundSequence;
    }

    int sessionId() {
        return sessionId;
    }

    /** Numbers begin anew; what was sent before cannot be asked for any more. */
    void newSession() {
        sessionDown();
        sessionId++;
        inboundSequence = 0;
        sessionUp();
    }

    boolean connected() {
        return connected;
    }

    void accepted(final SessionOrders orders, final int record, final int instrumentId) {
        final int offset = begin(orders, record, instrumentId, OrderAcceptedEncoder.TEMPLATE_ID);
        accepted.wrap(history, offset)
                .venueOrderId(orders.venueOrderId(record))
                .priceNanos(orders.priceNanos(record))
                .quantity(orders.quantity(record));
        send(OrderAcceptedEncoder.BLOCK_LENGTH);
    }

    void filled(
            final SessionOrders orders,
            final int record,
            final int instrumentId,
            final long price,
            final long quantity,
            final long feeMoney,
            final long matchId,
            final boolean maker) {
        final int offset = begin(orders, record, instrumentId, OrderFilledEncoder.TEMPLATE_ID);
        filled.wrap(history, offset)
                .lastPriceNanos(price)
                .lastQuantity(quantity)
                .leavesQuantity(orders.quantity(record) - orders.cumulativeQuantity(record))
                .feeMoney(feeMoney)
                .matchId(matchId)
                .maker(maker ? BooleanFlag.TRUE : BooleanFlag.FALSE);
        send(OrderFilledEncoder.BLOCK_LENGTH);
    }

    void cancelled(final SessionOrders orders, final int record, final int instrumentId, final VenueReason reason) {
        final int offset = begin(orders, record, instrumentId, OrderCancelledEncoder.TEMPLATE_ID);
        cancelled.wrap(history, offset).reason(reason).cumulativeQuantity(orders.cumulativeQuantity(record));
        send(OrderCancelledEncoder.BLOCK_LENGTH);
    }

    void expired(final SessionOrders orders, final int record, final int instrumentId) {
        final int offset = begin(orders, record, instrumentId, OrderExpiredEncoder.TEMPLATE_ID);
        expired.wrap(history, offset).cumulativeQuantity(orders.cumulativeQuantity(record));
        send(OrderExpiredEncoder.BLOCK_LENGTH);
    }

    /** @param record the order's new one */
    void replaced(final SessionOrders orders, final int record, final int instrumentId, final long oldToken) {
        final int offset = begin(orders, record, instrumentId, OrderReplacedEncoder.TEMPLATE_ID);
        replaced.wrap(history, offset)
                .venueToken(oldToken)
                .venueOrderId(orders.venueOrderId(record))
                .newVenueToken(orders.token(record))
                .priceNanos(orders.priceNanos(record))
                .quantity(orders.quantity(record))
                .leavesQuantity(orders.quantity(record) - orders.cumulativeQuantity(record));
        send(OrderReplacedEncoder.BLOCK_LENGTH);
    }

    void status(final SessionOrders orders, final int record, final int instrumentId) {
        final int offset = begin(orders, record, instrumentId, OrderStatusEncoder.TEMPLATE_ID);
        status.wrap(history, offset)
                .open(orders.isOpen(record) ? BooleanFlag.TRUE : BooleanFlag.FALSE)
                .priceNanos(orders.priceNanos(record))
                .quantity(orders.quantity(record))
                .cumulativeQuantity(orders.cumulativeQuantity(record));
        send(OrderStatusEncoder.BLOCK_LENGTH);
    }

    void rejected(
            final Side side,
            final int strategyId,
            final int instrumentId,
            final long orderId,
            final long token,
            final VenueReason reason) {
        final int offset = begin(side, strategyId, instrumentId, orderId, token, OrderRejectedEncoder.TEMPLATE_ID);
        rejected.wrap(history, offset).reason(reason);
        send(OrderRejectedEncoder.BLOCK_LENGTH);
    }

    void unknown(
            final Side side,
            final int strategyId,
            final int instrumentId,
            final long orderId,
            final long token,
            final VenueReason reason) {
        final int offset = begin(side, strategyId, instrumentId, orderId, token, OrderUnknownEncoder.TEMPLATE_ID);
        unknown.wrap(history, offset).reason(reason);
        send(OrderUnknownEncoder.BLOCK_LENGTH);
    }

    void cancelRejected(
            final Side side,
            final int strategyId,
            final int instrumentId,
            final long orderId,
            final long token,
            final VenueReason reason) {
        final int offset = begin(side, strategyId, instrumentId, orderId, token, CancelRejectedEncoder.TEMPLATE_ID);
        cancelRejected.wrap(history, offset).reason(reason);
        send(CancelRejectedEncoder.BLOCK_LENGTH);
    }

    void openOrdersBegin(final int count) {
        openOrdersBegin
                .wrapAndApplyHeader(history, slot(++inboundSequence), header)
                .venueId((short) venueId)
                .sessionId(sessionId)
                .inboundSequence(inboundSequence)
                .orderCount(count);
        send(OpenOrdersBeginEncoder.BLOCK_LENGTH);
    }

    void openOrdersItem(final SessionOrders orders, final int record, final int instrumentId) {
        final int offset = begin(orders, record, instrumentId, OpenOrdersItemEncoder.TEMPLATE_ID);
        openOrdersItem
                .wrap(history, offset)
                .priceNanos(orders.priceNanos(record))
                .quantity(orders.quantity(record))
                .cumulativeQuantity(orders.cumulativeQuantity(record));
        send(OpenOrdersItemEncoder.BLOCK_LENGTH);
    }

    void openOrdersEnd(final int count) {
        openOrdersEnd
                .wrapAndApplyHeader(history, slot(++inboundSequence), header)
                .venueId((short) venueId)
                .sessionId(sessionId)
                .inboundSequence(inboundSequence)
                .orderCount(count);
        send(OpenOrdersEndEncoder.BLOCK_LENGTH);
    }

    void sessionUp() {
        connected = true;
        sessionUp
                .wrapAndApplyHeader(sessionBuffer, 0, header)
                .venueId((short) venueId)
                .sessionId(sessionId)
                .nextInbound(inboundSequence + 1)
                .venueTimeNs(timeNs);
        output.onExecution(sessionBuffer, 0, BODY + VenueSessionUpEncoder.BLOCK_LENGTH);
    }

    void sessionDown() {
        sessionDown
                .wrapAndApplyHeader(sessionBuffer, 0, header)
                .venueId((short) venueId)
                .sessionId(sessionId)
                .venueTimeNs(timeNs);
        output.onExecution(sessionBuffer, 0, BODY + VenueSessionDownEncoder.BLOCK_LENGTH);
        connected = false;
    }

    /** Sends executions of this session again; returns how many of the range are not kept any more. */
    long resend(final long fromInbound, final long toInbound) {
        final long last = toInbound == 0 ? inboundSequence : Math.min(toInbound, inboundSequence);
        final long wanted = Math.max(1, fromInbound);
        final long first = Math.max(wanted, inboundSequence - historyMask);
        for (long inbound = first; inbound <= last; inbound++) {
            final int offset = slot(inbound);
            header.wrap(history, offset);
            output.onExecution(history, offset, BODY + blockLength(offset));
        }
        return Math.max(0, Math.min(first, last + 1) - wanted);
    }

    private int begin(final SessionOrders orders, final int record, final int instrumentId, final int templateId) {
        return begin(
                orders.side(record),
                orders.strategyId(record),
                instrumentId,
                orders.orderId(record),
                orders.token(record),
                templateId);
    }

    /** Writes what all executions share; returns where the body is. */
    private int begin(
            final Side side,
            final int strategyId,
            final int instrumentId,
            final long orderId,
            final long token,
            final int templateId) {
        final int offset = slot(++inboundSequence);
        accepted.wrapAndApplyHeader(history, offset, header)
                .venueId((short) venueId)
                .side(side)
                .strategyId(strategyId)
                .sessionId(sessionId)
                .inboundSequence(inboundSequence)
                .executionId(executionIdBase | ++executionCount)
                .instrumentId(instrumentId)
                .orderId(orderId)
                .venueToken(token)
                .venueTimeNs(timeNs);
        header.templateId(templateId);
        return offset + BODY;
    }

    private void send(final int blockLength) {
        final int offset = slot(inboundSequence);
        header.wrap(history, offset).blockLength(blockLength);
        log.onExecution(history, offset);
        if (connected) {
            output.onExecution(history, offset, BODY + blockLength);
        }
    }

    private int blockLength(final int offset) {
        return history.getShort(offset + MessageHeaderEncoder.blockLengthEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                & 0xFFFF;
    }

    private int slot(final long inbound) {
        return (int) ((inbound - 1) & historyMask) << SLOT_SHIFT;
    }
}
