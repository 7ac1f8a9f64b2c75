package io.tiercel.codecs;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The 64-bit chained hash of inputs, outputs and state. A step is one multiply and one shift; of bytes it takes 32 at
 * once, by two products that need not wait for each other, so it can run for every event. It proves the absence of
 * accidents, not of tampering: there is no key.
 */
@HotPath
public final class Digest {
    /** Where every chain begins. */
    public static final long SEED = 0x9E3779B97F4A7C15L;

    private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;
    /** Added to words before they are multiplied: so a 0 is no factor of 0, and no word can change places. */
    private static final long KEY_0 = 0xA0761D6478BD642FL;

    private static final long KEY_1 = 0xE7037ED1A0B428DBL;
    private static final long KEY_2 = 0x8EBC6AF09C88C6E3L;
    private static final long KEY_3 = 0x589965CC75374CC3L;
    private static final int WORD = Long.BYTES;
    private static final int BLOCK = 4 * WORD;

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

    /** The chain after two values in one step. Which of the two is which matters. */
    public static long mix(final long chain, final long first, final long second) {
        return mix(chain, fold(first + KEY_0, second + KEY_1));
    }

    /** The chain after these bytes and their number. */
    public static long mix(final long chain, final DirectBuffer buffer, final int offset, final int length) {
        long result = mix(chain, length);
        int position = offset;
        final int end = offset + length;
        for (; end - position >= BLOCK; position += BLOCK) {
            final long low = fold(word(buffer, position) + KEY_0, word(buffer, position + WORD) + KEY_1);
            final long high =
                    fold(word(buffer, position + 2 * WORD) + KEY_2, word(buffer, position + 3 * WORD) + KEY_3);
            result = mix(result, low + high);
        }
        if (end - position >= 2 * WORD) {
            result = mix(result, word(buffer, position), word(buffer, position + WORD));
            position += 2 * WORD;
        }
        if (position == end) {
            return result;
        }
        if (length >= 2 * WORD) {
            // What is left, with what was taken before it
            return mix(result, word(buffer, end - 2 * WORD), word(buffer, end - WORD));
        }
        return mixFew(result, buffer, position, end);
    }

    /** Fewer bytes than two words. */
    private static long mixFew(final long chain, final DirectBuffer buffer, final int begin, final int end) {
        long first = 0;
        long second = 0;
        for (int position = begin; position < end; position++) {
            first = (first << Byte.SIZE) | (second >>> (Long.SIZE - Byte.SIZE));
            second = (second << Byte.SIZE) | (buffer.getByte(position) & 0xFFL);
        }
        return mix(chain, first, second);
    }

    private static long word(final DirectBuffer buffer, final int index) {
        return buffer.getLong(index, ByteOrder.LITTLE_ENDIAN);
    }

    /** All 128 bits of the product, upon each other: each bit of a factor changes about half of them. */
    private static long fold(final long first, final long second) {
        return Math.multiplyHigh(first, second) ^ (first * second);
    }

    /** As it is printed: 16 hexadecimal digits. */
    @ColdPath
    public static String format(final long chain) {
        return String.format("%016x", chain);
    }
}
