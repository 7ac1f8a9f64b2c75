package io.tiercel.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class DigestTest {
    @Test
    void shouldDependOnOrder() {
        assertNotEquals(Digest.mix(Digest.mix(Digest.SEED, 1), 2), Digest.mix(Digest.mix(Digest.SEED, 2), 1));
    }

    @Test
    void shouldDependOnLength() {
        final UnsafeBuffer zeros = new UnsafeBuffer(new byte[64]);
        final Set<Long> seen = new HashSet<>();

        for (int length = 0; length <= 64; length++) {
            seen.add(Digest.mix(Digest.SEED, zeros, 0, length));
        }

        assertEquals(65, seen.size());
    }

    @Test
    void shouldDependOnEachByte() {
        for (int length = 1; length <= 33; length++) {
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
            final long before = Digest.mix(Digest.SEED, buffer, 0, length);
            for (int index = 0; index < length; index++) {
                buffer.putByte(index, (byte) 0x80);
                assertNotEquals(before, Digest.mix(Digest.SEED, buffer, 0, length), "byte " + index + " of " + length);
                buffer.putByte(index, (byte) 0);
            }
        }
    }

    /** Words may stand in one product, in one block, or in different ones. */
    @Test
    void shouldDependOnTheOrderOfWords() {
        for (int length = 2 * Long.BYTES; length <= 80; length += 4) {
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
            for (int word = 0; word < length / Long.BYTES; word++) {
                buffer.putLong(word * Long.BYTES, word + 1);
            }
            final long before = Digest.mix(Digest.SEED, buffer, 0, length);
            for (int first = 0; first < length / Long.BYTES; first++) {
                for (int second = first + 1; second < length / Long.BYTES; second++) {
                    buffer.putLong(first * Long.BYTES, second + 1);
                    buffer.putLong(second * Long.BYTES, first + 1);
                    final String swapped = first + " and " + second + " of " + length + " bytes";
                    assertNotEquals(before, Digest.mix(Digest.SEED, buffer, 0, length), swapped);
                    buffer.putLong(first * Long.BYTES, first + 1);
                    buffer.putLong(second * Long.BYTES, second + 1);
                }
            }
        }
    }

    /** Each flipped bit changes about half of the result's. */
    @Test
    void shouldSpreadEachBit() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[72]);
        final SplittableRandom random = new SplittableRandom(7);
        long changed = 0;
        for (int bit = 0; bit < 72 * Byte.SIZE; bit++) {
            for (int index = 0; index < 72; index++) {
                buffer.putByte(index, (byte) random.nextInt());
            }
            final long before = Digest.mix(Digest.SEED, buffer, 0, 72);
            buffer.putByte(bit / Byte.SIZE, (byte) (buffer.getByte(bit / Byte.SIZE) ^ 1 << bit % Byte.SIZE));
            changed += Long.bitCount(before ^ Digest.mix(Digest.SEED, buffer, 0, 72));
        }
        final double perBit = (double) changed / (72 * Byte.SIZE);
        assertTrue(perBit > 30 && perBit < 34, perBit + " of 64 bits changed");
    }

    @Test
    void shouldNotDependOnOffset() {
        final byte[] bytes = new byte[40];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

        assertEquals(Digest.mix(Digest.SEED, buffer, 19, 19), Digest.mix(Digest.SEED, copy(buffer, 19, 19), 0, 19));
    }

    @Test
    void shouldTakeEveryNanForTheSame() {
        final double other = Double.longBitsToDouble(0x7FF8_0000_0000_1234L);

        assertEquals(Digest.mix(Digest.SEED, Double.NaN), Digest.mix(Digest.SEED, other));
    }

    @Test
    void shouldTellZeroFromMinusZero() {
        assertNotEquals(Digest.mix(Digest.SEED, 0.0), Digest.mix(Digest.SEED, -0.0));
    }

    /** Digests stand in journals: a change of this value makes all of them useless. */
    @Test
    void shouldNeverChange() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[21]);
        for (int i = 0; i < 21; i++) {
            buffer.putByte(i, (byte) (200 + i));
        }

        long chain = Digest.mix(Digest.SEED, 42L);
        chain = Digest.mix(chain, -1.5);
        chain = Digest.mix(chain, buffer, 0, 21);

        assertEquals("bb19530f27f9e23e", Digest.format(chain));
    }

    @Test
    void shouldPrintSixteenDigitsInAnyLocale() {
        final Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

            assertEquals("000000000000002a", Digest.format(42));
        } finally {
            Locale.setDefault(before);
        }
    }

    private static UnsafeBuffer copy(final UnsafeBuffer source, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        source.getBytes(offset, bytes);
        return new UnsafeBuffer(bytes);
    }
}
