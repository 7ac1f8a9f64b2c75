package io.tiercel.engine.boot.reference;

import io.tiercel.codecs.types.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Room for one message, with its header. */
final class InputBuffer {
    /** No message is longer. */
    static final int MAX_MESSAGE_BYTES = 512;

    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[MAX_MESSAGE_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    MutableDirectBuffer buffer() {
        return buffer;
    }

    /** The same, zeroed: every message starts from equal bytes. */
    MutableDirectBuffer clear() {
        buffer.setMemory(0, MAX_MESSAGE_BYTES, (byte) 0);
        return buffer;
    }

    MessageHeaderEncoder header() {
        return header;
    }

    /** The message's length, given that of what follows its header. */
    int length(final int encodedLength) {
        return MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
    }
}
