package io.tiercel.engine.ingress;

import org.agrona.DirectBuffer;

/** Something that inputs come from. Polled by ingress only. */
public interface InputSource {
    /** A source that never has anything. */
    InputSource NONE = (consumer, limit) -> 0;

    /** Hands over at most {@code limit} messages and returns how many. */
    int poll(Consumer consumer, int limit);

    /** Messages that were not handed over, since they do not belong to this source. */
    default long refusedCount() {
        return 0;
    }

    /** Takes one message; the bytes are valid only during the call. */
    @FunctionalInterface
    interface Consumer {
        void onMessage(DirectBuffer buffer, int offset, int length);
    }
}
