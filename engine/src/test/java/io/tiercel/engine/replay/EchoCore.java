package io.tiercel.engine.replay;

import io.tiercel.codecs.orders.OrderChangedEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Answers each tick with as many outputs as it is told to, each with the input's sequence in it. */
final class EchoCore implements StateMachine {
    static final int TICK = 201;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
    private final int outputsPerTick;
    private final long failsAt;
    private long sum;

    EchoCore(final int outputsPerTick) {
        this(outputsPerTick, 0);
    }

    /** @param failsAt sequence of the input at which it throws, after its first output */
    EchoCore(final int outputsPerTick, final long failsAt) {
        this.outputsPerTick = outputsPerTick;
        this.failsAt = failsAt;
    }

    @Override
    public void onEvent(
            final long sequence,
            final long timeNs,
            final DirectBuffer input,
            final int offset,
            final int length,
            final Outputs outputs) {
        sum = sum * 31 + sequence;
        if (new MessageHeaderDecoder().wrap(input, offset).templateId() != TICK) {
            return;
        }
        for (int ordinal = 0; ordinal < outputsPerTick; ordinal++) {
            final OrderChangedEncoder output = new OrderChangedEncoder()
                    .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .strategyId(1)
                    .state(OrderState.LIVE)
                    .side(Side.BUY)
                    .instrumentId(2)
                    .orderId(sequence * 10 + ordinal)
                    .cumulativeQuantity(sequence)
                    .leavesQuantity(ordinal);
            outputs.onOutput(
                    sequence, ordinal, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + output.encodedLength());
            if (sequence == failsAt) {
                throw new IllegalStateException("broken\nin two");
            }
        }
    }

    @Override
    public long nextDeadlineNs() {
        return NO_DEADLINE;
    }

    @Override
    public boolean hasContinuation() {
        return false;
    }

    @Override
    public void snapshotTo(final StateWriter writer) {}

    @Override
    public void restoreFrom(final StateReader reader) {}

    @Override
    public long digest() {
        return sum;
    }
}
