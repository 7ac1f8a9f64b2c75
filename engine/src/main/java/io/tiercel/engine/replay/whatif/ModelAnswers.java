package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.CancelRejectedEncoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
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
import java.util.ArrayDeque;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Writes the executions of one venue, and keeps them until they are taken, with sequences and ids of its own. */
final class ModelAnswers {
    private static final int MAX_MESSAGE_BYTES = 512;

    private final int venueId;
    private final ArrayDeque<byte[]> waiting;
    private final byte[] bytes = new byte[MAX_MESSAGE_BYTES];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OrderAcceptedEncoder common = new OrderAcceptedEncoder();
    private int sessionId;
    private long inboundSequence;
    private long executionCount;
    private long matchCount;
    private long timeNs;

    /** @param waiting where answers go, whole messages in their order */
    ModelAnswers(final int venueId, final ArrayDeque<byte[]> waiting) {
        this.venueId = venueId;
        this.waiting = waiting;
    }

    void time(final long newTimeNs) {
        timeNs = newTimeNs;
    }

    /** In another session the count begins anew. */
    void sessionUp(final int newSessionId) {
        if (newSessionId != sessionId) {
            sessionId = newSessionId;
            inboundSequence = 0;
        }
        send(new VenueSessionUpEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) venueId)
                .sessionId(sessionId)
                .nextInbound(inboundSequence + 1)
                .venueTimeNs(timeNs));
    }

    void sessionDown() {
        send(new VenueSessionDownEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) venueId)
                .sessionId(sessionId)
                .venueTimeNs(timeNs));
    }

    void accepted(final ModelOrder order) {
        final OrderAcceptedEncoder message = new OrderAcceptedEncoder().wrapAndApplyHeader(buffer, 0, header);
        begin(order);
        send(message.venueOrderId(order.venueOrderId)
                .priceNanos(order.priceNanos)
                .quantity(order.quantity));
    }

    void rejected(final NewOrderDecoder order, final VenueReason reason) {
        final OrderRejectedEncoder message = new OrderRejectedEncoder().wrapAndApplyHeader(buffer, 0, header);
        begin(order.side(), order.strategyId(), order.instrumentId(), order.orderId(), order.venueToken());
        send(message.reason(reason));
    }

    void filled(
            final ModelOrder order,
            final long priceNanos,
            final long quantity,
            final long feeMoney,
            final boolean maker) {
        final OrderFilledEncoder message = new OrderFilledEncoder().wrapAndApplyHeader(buffer, 0, header);
        begin(order);
        send(message.lastPriceNanos(priceNanos)
                .lastQuantity(quantity)
                .leavesQuantity(order.leavesQuantity())
                .feeMoney(feeMoney)
                .matchId(++matchCount)
                .maker(maker ? BooleanFlag.TRUE : BooleanFlag.FALSE));
    }

    void cancelled(final ModelOrder order, final VenueReason reason) {
        final OrderCancelledEncoder message = new OrderCancelledEncoder().wrapAndApplyHeader(buffer, 0, header);
        begin(order);
        send(message.reason(reason).cumulativeQuantity(order.cumulativeQuantity));
    }

    void expired(final ModelOrder order) {
        final OrderExpiredEncoder message = new OrderExpiredEncoder().wrapAndApplyHeader(buffer, 0, header);
        begin(order);
        send(message.cumulativeQuantity(order.cumulativeQuantity));
    }

    /** The order has its new token already. */
    void replaced(final ModelOrder order, final long oldToken) {
        final OrderReplacedEncoder message = new OrderReplacedEncoder().wrapAndApplyHeader(buffer, 0, header);
        begin(order.side, order.strategyId, order.instrumentId, order.orderId, oldToken);
        send(message.venueOrderId(order.venueOrderId)
                .newVenueToken(order.token)
                .priceNanos(order.priceNanos)
                .quantity(order.quantity)
                .leavesQuantity(order.leavesQuantity()));
    }

    void cancelRejected(final ModelOrder order, final long token, final VenueReason reason) {
        final CancelRejectedEncoder message = new CancelRejectedEncoder().wrapAndApplyHeader(buffer, 0, header);
        begin(order.side, order.strategyId, order.instrumentId, order.orderId, token);
        send(message.reason(reason));
    }

    /** A cancel, a replace and a question begin with the same fields. */
    void unknown(final CancelOrderDecoder request) {
        final OrderUnknownEncoder message = new OrderUnknownEncoder().wrapAndApplyHeader(buffer, 0, header);
        begin(request.side(), request.strategyId(), request.instrumentId(), request.orderId(), request.venueToken());
        send(message.reason(VenueReason.UNKNOWN_ORDER));
    }

    void status(final ModelOrder order) {
        final OrderStatusEncoder message = new OrderStatusEncoder().wrapAndApplyHeader(buffer, 0, header);
        begin(order);
        send(message.open(order.open ? BooleanFlag.TRUE : BooleanFlag.FALSE)
                .priceNanos(order.priceNanos)
                .quantity(order.quantity)
                .cumulativeQuantity(order.cumulativeQuantity));
    }

    void openOrdersBegin(final int count) {
        send(new OpenOrdersBeginEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) venueId)
                .sessionId(sessionId)
                .inboundSequence(++inboundSequence)
                .orderCount(count));
    }

    void openOrder(final ModelOrder order) {
        final OpenOrdersItemEncoder message = new OpenOrdersItemEncoder().wrapAndApplyHeader(buffer, 0, header);
        begin(order);
        send(message.priceNanos(order.priceNanos)
                .quantity(order.quantity)
                .cumulativeQuantity(order.cumulativeQuantity));
    }

    void openOrdersEnd(final int count) {
        send(new OpenOrdersEndEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) venueId)
                .sessionId(sessionId)
                .inboundSequence(++inboundSequence)
                .orderCount(count));
    }

    private void begin(final ModelOrder order) {
        begin(order.side, order.strategyId, order.instrumentId, order.orderId, order.token);
    }

    /** What all answers about an order share stands at the same place in each of them. */
    private void begin(
            final Side side, final int strategyId, final int instrumentId, final long orderId, final long token) {
        common.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH)
                .venueId((short) venueId)
                .side(side)
                .strategyId(strategyId)
                .sessionId(sessionId)
                .inboundSequence(++inboundSequence)
                .executionId(++executionCount)
                .instrumentId(instrumentId)
                .orderId(orderId)
                .venueToken(token)
                .venueTimeNs(timeNs);
    }

    private void send(final MessageEncoderFlyweight message) {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        final byte[] copy = new byte[length];
        buffer.getBytes(0, copy);
        waiting.add(copy);
    }
}
