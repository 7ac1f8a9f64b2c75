package io.tiercel.engine.simulation;

import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.state.Outputs;
import org.agrona.concurrent.UnsafeBuffer;

/** An input as the engine had it. */
record Input(long sequence, long timeNs, int kind, byte[] message) {
    private static final Outputs NOWHERE = (cause, ordinal, buffer, offset, length) -> {};

    void give(final TradingCore core) {
        core.onEvent(sequence, timeNs, new UnsafeBuffer(message), 0, message.length, NOWHERE);
    }
}
