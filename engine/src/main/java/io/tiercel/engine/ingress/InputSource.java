package io.tiercel.engine.ingress;

import org.agrona.DirectBuffer;

/** Something that inputs come from. Polled by ingress only. */
public interface InputSource {
    /** A source that never has anything. */
    InputSource NONE = (consumer, limit) -> 0;

    /** Hands over at most {@code limit} messages and returns how many. */
    int poll(Consumer consumer, int limit);

    /** Takes one message; the bytes are valid only during the call. */
    @FunctionalInterface
    interface Consumer {
        void onMessage(DirectBuffer buffer, int offset, int length);
    }
}
