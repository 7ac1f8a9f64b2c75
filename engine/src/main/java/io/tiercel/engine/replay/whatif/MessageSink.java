package io.tiercel.engine.replay.whatif;

import org.agrona.DirectBuffer;

/** Takes messages that are to become inputs, in their order. The bytes are valid during the call only. */
@FunctionalInterface
public interface MessageSink {
    /** An SBE message with its header. */
    void accept(DirectBuffer buffer, int offset, int length);
}
