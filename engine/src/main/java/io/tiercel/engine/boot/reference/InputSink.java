package io.tiercel.engine.boot.reference;

import org.agrona.DirectBuffer;

/** Takes the messages that are to become inputs, in their order. The bytes are valid during the call only. */
@FunctionalInterface
public interface InputSink {
    /** An SBE message with its header. */
    void accept(DirectBuffer buffer, int offset, int length);
}
