package io.tiercel.engine.state;

import org.agrona.DirectBuffer;

/**
 * A deterministic machine: its state and outputs are a function of the inputs it was given, in their order, and of
 * nothing else. A driver (the inline loop, a replay, a simulator) feeds it from one thread.
 */
public interface StateMachine extends InputDemand {
    /**
     * One input: an SBE message with its header at {@code offset}.
     *
     * @param sequence gap-free, rising by one
     * @param timeNs   UTC; never less than before
     * @param outputs  receives everything that this input causes, before this method returns
     */
    void onEvent(long sequence, long timeNs, DirectBuffer buffer, int offset, int length, Outputs outputs);

    /** Writes the whole state in a canonical order: equal states write equal values. */
    void snapshotTo(StateWriter writer);

    /** Takes over the state that {@link #snapshotTo} wrote, into a fresh machine. */
    void restoreFrom(StateReader reader);

    /** A hash of all inputs, all outputs and the whole state. */
    long digest();
}
