package io.tiercel.engine.state;

import org.agrona.DirectBuffer;

/** Where a state machine's outputs go. Called on the machine's thread, inside {@link StateMachine#onEvent}. */
public interface Outputs {
    /**
     * One output: an SBE message with its header at {@code offset}; valid only during the call.
     *
     * @param cause   sequence of the input that led to it
     * @param ordinal 0, 1, 2 … within that input
     */
    void onOutput(long cause, int ordinal, DirectBuffer buffer, int offset, int length);
}
