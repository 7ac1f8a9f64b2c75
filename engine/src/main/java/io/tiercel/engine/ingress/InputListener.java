package io.tiercel.engine.ingress;

import org.agrona.DirectBuffer;

/** Takes the sequence of inputs. */
public interface InputListener {
    void onInput(long sequence, long timeNs, DirectBuffer buffer, int offset, int length);

    /** How many inputs it can take now without waiting. */
    default int room() {
        return Integer.MAX_VALUE;
    }

    /** Returns when it can take so many inputs; fails when that does not come about within its bound. */
    default void awaitRoom(final int inputCount) {}
}
