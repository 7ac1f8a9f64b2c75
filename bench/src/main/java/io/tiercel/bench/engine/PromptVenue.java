package io.tiercel.bench.engine;

import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.OrderCancelledEncoder;
import io.tiercel.codecs.orders.OrderFilledEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.state.Outputs;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A venue in the measured thread's own memory: accepts every order, fills every second one at once, cancels the others
 * when asked to. Its answers are inputs like any other venue's. Allocates nothing once constructed.
 */
public final class PromptVenue implements Outputs, VenuePort, InputSource {
    private static final int CAPACITY = 256;
    private static final int SLOT_BYTES = 128;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer answers = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY * SLOT_BYTES));
    private final int[] lengths = new int[CAPACITY];
    private final MessageHeaderDecoder received = new MessageHeaderDecoder();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CancelOrderDecoder cancel = new CancelOrderDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderFilledEncoder filled = new OrderFilledEncoder();
    private final OrderCancelledEncoder cancelled = new OrderCancelledEncoder();
    private long head;
    private long tail;
    private long inbound;
    private long orderCount;
    private long outputCount;
    private final boolean fills;

    public PromptVenue() {
        this(true);
    }

    /** @param fills false: no order, for a core that may cancel one before it hears of its fill */
    PromptVenue(final boolean fills) {
        this.fills = fills;
    }

    /** As the core's outputs, without a gate. */
    @Override
    public void onOutput(
            final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        outputCount++;
        send(buffer, offset, length);
    }

    @Override
    public Result send(final DirectBuffer buffer, final int offset, final int length) {
        received.wrap(buffer, offset);
        switch (received.templateId()) {
            case NewOrderDecoder.TEMPLATE_ID -> onNewOrder(newOrder.wrapAndApplyHeader(buffer, offset, received));
            case CancelOrderDecoder.TEMPLATE_ID -> onCancel(cancel.wrapAndApplyHeader(buffer, offset, received));
            default -> {
                // What is not for venues, and what the measured strategy never sends.
            }
        }
        return Result.SENT;
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        int count = 0;
        while (head < tail && count < limit) {
            final int slot = (int) (head++ % CAPACITY);
            consumer.onMessage(answers, slot * SLOT_BYTES, lengths[slot]);
            count++;
        }
        return count;
    }

    public boolean hasAnswers() {
        return head < tail;
    }

    public long orderCount() {
        return orderCount;
    }

    /** All outputs of the core, where it writes to this directly. */
    public long outputCount() {
        return outputCount;
    }

    private void onNewOrder(final NewOrderDecoder order) {
        orderCount++;
        accepted.wrapAndApplyHeader(answers, free(), header)
                .venueId(order.venueId())
                .side(order.side())
                .strategyId(order.strategyId())
                .sessionId(OpeningInputs.VENUE_SESSION)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .venueTimeNs(0)
                .venueOrderId(orderCount)
                .priceNanos(order.priceNanos())
                .quantity(order.quantity());
        add(OrderAcceptedEncoder.BLOCK_LENGTH);
        if (fills && (orderCount & 1) == 0) {
            filled.wrapAndApplyHeader(answers, free(), header)
                    .venueId(order.venueId())
                    .side(order.side())
                    .strategyId(order.strategyId())
                    .sessionId(OpeningInputs.VENUE_SESSION)
                    .inboundSequence(++inbound)
                    .executionId(inbound)
                    .instrumentId(order.instrumentId())
                    .orderId(order.orderId())
                    .venueToken(order.venueToken())
                    .venueTimeNs(0)
                    .lastPriceNanos(order.priceNanos())
                    .lastQuantity(order.quantity())
                    .leavesQuantity(0)
                    .feeMoney(0)
                    .matchId(inbound)
                    .maker(BooleanFlag.TRUE);
            add(OrderFilledEncoder.BLOCK_LENGTH);
        }
    }

    private void onCancel(final CancelOrderDecoder order) {
        cancelled
                .wrapAndApplyHeader(answers, free(), header)
                .venueId(order.venueId())
                .side(order.side())
                .strategyId(order.strategyId())
                .sessionId(OpeningInputs.VENUE_SESSION)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .venueTimeNs(0)
                .reason(VenueReason.REQUESTED)
                .cumulativeQuantity(0);
        add(OrderCancelledEncoder.BLOCK_LENGTH);
    }

    private int free() {
        if (tail - head == CAPACITY) {
            throw new IllegalStateException(CAPACITY + " answers wait: poll the venue after each input");
        }
        return (int) (tail % CAPACITY) * SLOT_BYTES;
    }

    private void add(final int blockLength) {
        lengths[(int) (tail++ % CAPACITY)] = HEADER + blockLength;
    }
}
