package io.tiercel.codecs;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The 64-bit chained hash of inputs, outputs and state. Each step is one multiply and one shift, so it can run for
 * every event. It proves the absence of accidents, not of tampering: there is no key.
 */
@HotPath
public final class Digest {
    /** Where every chain begins. */
    public static final long SEED = 0x9E3779B97F4A7C15L;

    private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;

    private Digest() {}

    /** The chain after {@code value}. The order of values matters. */
    public static long mix(final long chain, final long value) {
        final long product = (Long.rotateLeft(chain, 5) ^ value) * MULTIPLIER;
        return product ^ (product >>> 32);
    }

    /** The chain after the canonical raw bits of {@code value}; every NaN counts as the same one. */
    public static long mix(final long chain, final double value) {
        return mix(chain, Double.doubleToLongBits(value));
    }

    /** The chain after these bytes and their number. */
    public static long mix(final long chain, final DirectBuffer buffer, final int offset, final int length) {
        long result = mix(chain, length);
        int position = offset;
        final int end = offset + length;
        for (; position + Long.BYTES <= end; position += Long.BYTES) {
            result = mix(result, buffer.getLong(position, ByteOrder.LITTLE_ENDIAN));
        }
        long tail = 0;
        for (int shift = 0; position < end; position++, shift += Byte.SIZE) {
            tail |= (buffer.getByte(position) & 0xFFL) << shift;
        }
        return mix(result, tail);
    }

    /** As it is printed: 16 hexadecimal digits. */
    @ColdPath
    public static String format(final long chain) {
        return String.format("%016x", chain);
    }
}
