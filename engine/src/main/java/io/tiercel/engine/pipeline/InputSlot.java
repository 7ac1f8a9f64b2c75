package io.tiercel.engine.pipeline;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One input on the ring. Ingress writes it before it is published; afterwards all stages read it, none writes. */
@HotPath
final class InputSlot {
    /** As long as a record of the journal may be. */
    static final int MAX_LENGTH = 512;

    private static final int TEMPLATE_POSITION = MessageHeaderDecoder.templateIdEncodingOffset();

    final UnsafeBuffer message = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_LENGTH));
    long sequence;
    long timeNs;
    int templateId;
    int length;

    void set(
            final long newSequence,
            final long newTimeNs,
            final DirectBuffer buffer,
            final int offset,
            final int newLength) {
        sequence = newSequence;
        timeNs = newTimeNs;
        templateId = templateId(buffer, offset);
        length = newLength;
        message.putBytes(0, buffer, offset, newLength);
    }

    static int templateId(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + TEMPLATE_POSITION, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
