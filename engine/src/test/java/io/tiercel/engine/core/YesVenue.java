package io.tiercel.engine.core;

import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.OrderCancelledEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.pipeline.VenuePort;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Accepts every order and cancels it when asked to, without allocation. */
final class YesVenue implements VenuePort, InputSource {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int CAPACITY = 64;
    private static final int SLOT_BYTES = 128;

    private final UnsafeBuffer answers = new UnsafeBuffer(new byte[CAPACITY * SLOT_BYTES]);
    private final int[] lengths = new int[CAPACITY];
    private final MessageHeaderDecoder received = new MessageHeaderDecoder();
    private final NewOrderDecoder order = new NewOrderDecoder();
    private final CancelOrderDecoder cancel = new CancelOrderDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderCancelledEncoder cancelled = new OrderCancelledEncoder();
    private long head;
    private long tail;
    private long inbound;
    private long orderCount;

    long orderCount() {
        return orderCount;
    }

    @Override
    public Result send(final DirectBuffer buffer, final int offset, final int length) {
        received.wrap(buffer, offset);
        if (received.templateId() == NewOrderDecoder.TEMPLATE_ID) {
            orderCount++;
            onOrder(order.wrapAndApplyHeader(buffer, offset, received));
        } else if (received.templateId() == CancelOrderDecoder.TEMPLATE_ID) {
            onCancel(cancel.wrapAndApplyHeader(buffer, offset, received));
        }
        return Result.SENT;
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        int count = 0;
        for (; head < tail && count < limit; count++) {
            final int slot = (int) (head++ % CAPACITY);
            consumer.onMessage(answers, slot * SLOT_BYTES, lengths[slot]);
        }
        return count;
    }

    private void onOrder(final NewOrderDecoder message) {
        accepted.wrapAndApplyHeader(answers, (int) (tail % CAPACITY) * SLOT_BYTES, header)
                .venueId(message.venueId())
                .side(message.side())
                .strategyId(message.strategyId())
                .sessionId(1)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(message.instrumentId())
                .orderId(message.orderId())
                .venueToken(message.venueToken())
                .venueOrderId(inbound)
                .priceNanos(message.priceNanos())
                .quantity(message.quantity());
        lengths[(int) (tail++ % CAPACITY)] = HEADER + OrderAcceptedEncoder.BLOCK_LENGTH;
    }

    private void onCancel(final CancelOrderDecoder message) {
        cancelled
                .wrapAndApplyHeader(answers, (int) (tail % CAPACITY) * SLOT_BYTES, header)
                .venueId(message.venueId())
                .side(message.side())
                .strategyId(message.strategyId())
                .sessionId(1)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(message.instrumentId())
                .orderId(message.orderId())
                .venueToken(message.venueToken())
                .reason(VenueReason.REQUESTED)
                .cumulativeQuantity(0);
        lengths[(int) (tail++ % CAPACITY)] = HEADER + OrderCancelledEncoder.BLOCK_LENGTH;
    }
}
