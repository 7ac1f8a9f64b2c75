package io.tiercel.bench.market;

import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages made beforehand, one behind the other outside the heap, each at a multiple of 8 bytes: what is measured from
 * it spends nothing on making them.
 */
public final class Tape {
    private final UnsafeBuffer buffer;
    private final int count;

    private Tape(final UnsafeBuffer buffer, final int count) {
        this.buffer = buffer;
        this.count = count;
    }

    /** The flow's next {@code count} messages. */
    public static Tape record(final MarketFlow flow, final int count) {
        final int most = Integer.MAX_VALUE / MarketFlow.MAX_LENGTH;
        if (count < 1 || count > most) {
            throw new IllegalArgumentException(count + " messages do not fit one tape: from 1 to " + most);
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(count * MarketFlow.MAX_LENGTH));
        int offset = 0;
        for (int i = 0; i < count; i++) {
            offset = next(offset, flow.next(buffer, offset));
        }
        return new Tape(buffer, count);
    }

    public int count() {
        return count;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    /** The length of the message that begins here; the first begins at 0. */
    public int length(final int offset) {
        return MessageHeaderEncoder.ENCODED_LENGTH + (buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
    }

    /** Where the message behind one of this offset and length begins. */
    public static int next(final int offset, final int length) {
        return BitUtil.align(offset + length, Long.BYTES);
    }
}
