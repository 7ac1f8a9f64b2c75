package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderChangedDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.core.SetupException;
import io.tiercel.engine.replay.ReplayResult.Failure;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntCounterMap;
import org.agrona.collections.Long2ObjectHashMap;

/** A core that is given inputs one by one, and what is noted of its orders. */
final class ObservedCore {
    private final StateMachine core;
    private final MessageSink requests;
    private final Outputs outputs = (cause, ordinal, buffer, offset, length) -> onOutput(buffer, offset, length);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final ReplaceOrderDecoder replace = new ReplaceOrderDecoder();
    private final OrderChangedDecoder changed = new OrderChangedDecoder();
    private final List<SentOrder> orders = new ArrayList<>();
    private final Long2ObjectHashMap<SentOrder> byId = new Long2ObjectHashMap<>();
    private final Int2IntCounterMap ordinals = new Int2IntCounterMap(0);
    private long inputCount;
    private long causeSequence;
    private long timeNs;
    private long fills;
    private long refused;
    private Failure failure;

    /** @param requests takes what leaves for venues */
    ObservedCore(final StateMachine core, final MessageSink requests) {
        this.core = core;
        this.requests = requests;
    }

    /** Orders from here on are sent upon this recorded input. */
    void cause(final long recordedSequence) {
        if (recordedSequence != causeSequence) {
            causeSequence = recordedSequence;
            ordinals.clear();
        }
    }

    /** False when the core failed, now or before; a mistake in what it is set up with is thrown. */
    boolean onInput(
            final long sequence,
            final long inputTimeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (failure != null) {
            return false;
        }
        inputCount++;
        timeNs = inputTimeNs;
        final int templateId = MarketMessage.templateId(buffer, offset);
        fills += templateId == OrderFilledDecoder.TEMPLATE_ID ? 1 : 0;
        refused += templateId == OrderRejectedDecoder.TEMPLATE_ID ? 1 : 0;
        try {
            core.onEvent(sequence, inputTimeNs, buffer, offset, length, outputs);
        } catch (final OutOfMemoryError | SetupException notTheCores) {
            throw notTheCores;
        } catch (final RuntimeException | Error thrown) {
            final StackTraceElement[] trace = thrown.getStackTrace();
            final String place = trace.length == 0 ? "" : " at " + trace[0];
            failure = new Failure(sequence, (thrown + place).replaceAll("\\R", " "));
        }
        return failure == null;
    }

    boolean failed() {
        return failure != null;
    }

    boolean hasContinuation() {
        return failure == null && core.hasContinuation();
    }

    long nextDeadlineNs() {
        return failure == null ? core.nextDeadlineNs() : Long.MAX_VALUE;
    }

    SessionOutcome outcome() {
        return new SessionOutcome(inputCount, List.copyOf(orders), fills, refused, core.digest(), failure);
    }

    private void onOutput(final DirectBuffer buffer, final int offset, final int length) {
        switch (MarketMessage.templateId(buffer, offset)) {
            case NewOrderDecoder.TEMPLATE_ID -> {
                newOrder.wrapAndApplyHeader(buffer, offset, header);
                final int ordinal = ordinals.getAndIncrement(newOrder.strategyId());
                final SentOrder order = new SentOrder(newOrder, causeSequence, ordinal, timeNs);
                orders.add(order);
                byId.put(newOrder.orderId(), order);
            }
            case ReplaceOrderDecoder.TEMPLATE_ID -> {
                replace.wrapAndApplyHeader(buffer, offset, header);
                final SentOrder order = byId.get(replace.orderId());
                if (order != null) {
                    order.replaced(replace.priceNanos(), replace.quantity());
                }
            }
            case OrderChangedDecoder.TEMPLATE_ID -> {
                changed.wrapAndApplyHeader(buffer, offset, header);
                final SentOrder order = byId.get(changed.orderId());
                if (order != null) {
                    order.filled(changed.cumulativeQuantity());
                }
            }
            case RiskRejectedDecoder.TEMPLATE_ID -> refused++;
            default -> {
                // Not about what becomes of orders.
            }
        }
        requests.accept(buffer, offset, length);
    }
}
