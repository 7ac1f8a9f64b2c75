package io.tiercel.engine.ingress;

import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import org.agrona.DirectBuffer;

/** A core that waits for nothing. */
final class IdleCore implements StateMachine {
    @Override
    public void onEvent(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Outputs outputs) {
        throw new AssertionError("ingress hands inputs to its listener");
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
        return 0;
    }
}
