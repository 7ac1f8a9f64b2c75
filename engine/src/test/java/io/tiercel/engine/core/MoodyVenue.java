package io.tiercel.engine.core;

import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.MassCancelDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.OrderCancelledEncoder;
import io.tiercel.codecs.orders.OrderFilledEncoder;
import io.tiercel.codecs.orders.OrderRejectedEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.pipeline.VenuePort;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Takes, refuses and fills orders as its seed says, and has no room for a while now and then. */
final class MoodyVenue implements VenuePort, InputSource {
    private static final int ORDERS_PER_MOOD = 20;
    private static final int CROWDED_ATTEMPTS = 64;

    private record Open(long orderId, long token, Side side, int strategyId, int instrumentId) {}

    private final Random random;
    private final Deque<byte[]> answers = new ArrayDeque<>();
    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder received = new MessageHeaderDecoder();
    private long inbound;
    private int crowded;
    long orderCount;
    long rejectCount;
    long fillCount;

    MoodyVenue(final long seed) {
        random = new Random(seed);
    }

    @Override
    public Result send(final DirectBuffer message, final int offset, final int length) {
        if (crowded == 0 && random.nextInt(ORDERS_PER_MOOD) == 0) {
            crowded = 1 + random.nextInt(3 * CROWDED_ATTEMPTS);
        }
        if (crowded > 0) {
            crowded--;
            return Result.BACK_PRESSURE;
        }
        received.wrap(message, offset);
        switch (received.templateId()) {
            case NewOrderDecoder.TEMPLATE_ID ->
                onOrder(new NewOrderDecoder().wrapAndApplyHeader(message, offset, received));
            case CancelOrderDecoder.TEMPLATE_ID ->
                onCancel(new CancelOrderDecoder()
                        .wrapAndApplyHeader(message, offset, received)
                        .orderId());
            case MassCancelDecoder.TEMPLATE_ID -> {
                for (final Long orderId : open.keySet().toArray(new Long[0])) {
                    onCancel(orderId);
                }
            }
            default -> {
                // Questions stay without an answer.
            }
        }
        return Result.SENT;
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        int count = 0;
        for (; count < limit && !answers.isEmpty(); count++) {
            final byte[] answer = answers.poll();
            consumer.onMessage(new UnsafeBuffer(answer), 0, answer.length);
        }
        return count;
    }

    private void onOrder(final NewOrderDecoder order) {
        orderCount++;
        final Open opened =
                new Open(order.orderId(), order.venueToken(), order.side(), order.strategyId(), order.instrumentId());
        if (random.nextInt(8) == 0) {
            rejectCount++;
            answer(new OrderRejectedEncoder()
                    .wrapAndApplyHeader(buffer, 0, header)
                    .venueId(order.venueId())
                    .side(opened.side)
                    .strategyId(opened.strategyId)
                    .sessionId(1)
                    .inboundSequence(++inbound)
                    .executionId(inbound)
                    .instrumentId(opened.instrumentId)
                    .orderId(opened.orderId)
                    .venueToken(opened.token)
                    .reason(VenueReason.INVALID_PRICE));
            return;
        }
        answer(new OrderAcceptedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId(order.venueId())
                .side(opened.side)
                .strategyId(opened.strategyId)
                .sessionId(1)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(opened.instrumentId)
                .orderId(opened.orderId)
                .venueToken(opened.token)
                .venueOrderId(inbound)
                .priceNanos(order.priceNanos())
                .quantity(order.quantity()));
        if (random.nextInt(3) == 0) {
            fillCount++;
            answer(new OrderFilledEncoder()
                    .wrapAndApplyHeader(buffer, 0, header)
                    .venueId(order.venueId())
                    .side(opened.side)
                    .strategyId(opened.strategyId)
                    .sessionId(1)
                    .inboundSequence(++inbound)
                    .executionId(inbound)
                    .instrumentId(opened.instrumentId)
                    .orderId(opened.orderId)
                    .venueToken(opened.token)
                    .lastPriceNanos(order.priceNanos())
                    .lastQuantity(order.quantity())
                    .leavesQuantity(0)
                    .feeMoney(1_000)
                    .matchId(inbound)
                    .maker(BooleanFlag.TRUE));
        } else {
            open.put(opened.orderId, opened);
        }
    }

    private void onCancel(final long orderId) {
        final Open order = open.remove(orderId);
        if (order == null) {
            return;
        }
        answer(new OrderCancelledEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) CoreHarness.VENUE)
                .side(order.side)
                .strategyId(order.strategyId)
                .sessionId(1)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(order.instrumentId)
                .orderId(orderId)
                .venueToken(order.token)
                .reason(VenueReason.REQUESTED)
                .cumulativeQuantity(0));
    }

    private void answer(final MessageEncoderFlyweight message) {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength()];
        buffer.getBytes(0, bytes);
        answers.add(bytes);
    }
}
