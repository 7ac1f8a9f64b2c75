package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProductSumTest {
    private final ProductSum sum = new ProductSum();

    @Test
    void shouldMatchAnExactSum() {
        for (long seed = 1; seed <= 20; seed++) {
            final Random random = new Random(seed);
            sum.clear();
            BigInteger expected = BigInteger.ZERO;
            for (int i = 0; i < 2_000; i++) {
                final long a = random.nextLong() >> random.nextInt(64);
                final long b = random.nextLong() >> 12 + random.nextInt(52);
                final BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
                if (random.nextBoolean()) {
                    sum.add(a, b);
                    expected = expected.add(product);
                } else {
                    sum.subtract(a, b);
                    expected = expected.subtract(product);
                }
                assertClose(expected, "seed " + seed + ", step " + i);
            }
        }
    }

    @Test
    void shouldMultiplyExactly() {
        final Random random = new Random(77);
        final ProductSum multiple = new ProductSum();
        for (int i = 0; i < 5_000; i++) {
            final long a = random.nextLong() >> 8 + random.nextInt(55);
            final long b = random.nextLong() >> 8 + random.nextInt(55);
            final int times = random.nextInt(1 << 15);
            sum.clear();
            sum.add(a, b);
            multiple.set(sum, times);

            final BigInteger expected =
                    BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).multiply(BigInteger.valueOf(times));
            assertEquals(expected.doubleValue(), multiple.toDouble(), Math.ulp(expected.doubleValue()), "seed 77");
        }
    }

    @Test
    void shouldNotLoseSmallNegativeSums() {
        sum.add(1, -5);

        assertEquals(-5, sum.toDouble());
    }

    @Test
    void shouldTakeOutTheSumOfAnother() {
        final ProductSum other = new ProductSum();
        other.add(Long.MAX_VALUE, Long.MAX_VALUE);
        sum.add(Long.MAX_VALUE, Long.MAX_VALUE);
        sum.add(3, 7);

        sum.subtract(other);

        assertEquals(21, sum.toDouble());
    }

    @Test
    void shouldConvertTheEdgesOfItsHalves() {
        sum.add(1L << 32, -(1L << 32));
        assertEquals(-0x1p64, sum.toDouble());
        sum.clear();
        sum.add(1L << 62, 2);
        assertEquals(0x1p63, sum.toDouble());
        sum.add(1L << 62, 2);
        assertEquals(0x1p64, sum.toDouble());
        sum.subtract(1, 1);
        assertClose(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE), "2^64 - 1");
    }

    private void assertClose(final BigInteger expected, final String message) {
        final double rounded = expected.doubleValue();
        assertEquals(rounded, sum.toDouble(), Math.ulp(rounded), message);
    }
}
