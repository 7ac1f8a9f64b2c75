package io.tiercel.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FixedPointTest {
    private static final int RUNS = 50_000;
    private static final BigInteger LIMIT = BigInteger.valueOf(Long.MAX_VALUE);
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        2,
        3,
        5,
        10,
        -10,
        1_000_000_000L,
        Long.MAX_VALUE,
        -Long.MAX_VALUE,
        Long.MAX_VALUE - 1,
        1L << 32,
        1L << 62
    };

    @Test
    void shouldTakeNotionalOfHalfATenthOfAShare() {
        // 12.345 × 0.15 = 1.85175
        assertEquals(1_851_750_000L, FixedPoint.notionalMoney(12_345_000_000L, 15, 2, 1));
    }

    @Test
    void shouldRoundHalfToEven() {
        assertEquals(0, FixedPoint.notionalMoney(1, 5, 1, 1));
        assertEquals(2, FixedPoint.notionalMoney(3, 5, 1, 1));
        assertEquals(2, FixedPoint.notionalMoney(5, 5, 1, 1));
        assertEquals(-2, FixedPoint.notionalMoney(-5, 5, 1, 1));
    }

    @Test
    void shouldAgreeWithBigDecimalOnNotional() {
        final long seed = 20_260_101L;
        final Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            final long price = anyLong(random);
            final long quantity = anyLong(random);
            final long multiplier = random.nextInt(4) == 0 ? anyLong(random) : 1 + random.nextInt(1000);
            final int scale = random.nextInt(FixedPoint.MAX_SCALE + 1);

            final long actual = FixedPoint.notionalMoney(price, quantity, scale, multiplier);

            final BigInteger product = BigInteger.valueOf(price)
                    .multiply(BigInteger.valueOf(quantity))
                    .multiply(BigInteger.valueOf(multiplier));
            final long expected = divided(product, BigInteger.TEN.pow(scale));
            assertEquals(
                    expected,
                    actual,
                    () -> "seed " + seed + ": " + price + " × " + quantity + " × " + multiplier + " / 10^" + scale);
        }
    }

    @Test
    void shouldAgreeWithBigDecimalOnMulDiv() {
        final long seed = 7;
        final Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            final long left = anyLong(random);
            final long right = anyLong(random);
            final long divisor = anyLong(random);

            final long actual = FixedPoint.mulDiv(left, right, divisor);

            final long expected = divisor == 0
                    ? FixedPoint.OVERFLOW
                    : divided(
                            BigInteger.valueOf(left).multiply(BigInteger.valueOf(right)), BigInteger.valueOf(divisor));
            assertEquals(expected, actual, () -> "seed " + seed + ": " + left + " × " + right + " / " + divisor);
        }
    }

    @Test
    void shouldAgreeWithBigDecimalOnExtremes() {
        for (final long left : EXTREMES) {
            for (final long right : EXTREMES) {
                for (final long third : EXTREMES) {
                    final BigInteger product = BigInteger.valueOf(left).multiply(BigInteger.valueOf(right));
                    final String what = left + ", " + right + ", " + third;
                    if (third != 0) {
                        assertEquals(
                                divided(product, BigInteger.valueOf(third)),
                                FixedPoint.mulDiv(left, right, third),
                                what);
                    }
                    for (final int scale : new int[] {0, 1, 9, 18}) {
                        assertEquals(
                                divided(product.multiply(BigInteger.valueOf(third)), BigInteger.TEN.pow(scale)),
                                FixedPoint.notionalMoney(left, right, scale, third),
                                what);
                    }
                }
            }
        }
    }

    @Test
    void shouldPassOverflowOn() {
        final long overflow = FixedPoint.OVERFLOW;

        assertEquals(overflow, FixedPoint.addMoney(overflow, 1));
        assertEquals(overflow, FixedPoint.addMoney(-1, overflow));
        assertEquals(overflow, FixedPoint.addMoney(overflow, overflow));
        assertEquals(overflow, FixedPoint.mulDiv(overflow, 0, 1));
        assertEquals(overflow, FixedPoint.mulDiv(0, overflow, 1));
        assertEquals(overflow, FixedPoint.mulDiv(1, 1, overflow));
        assertEquals(overflow, FixedPoint.mulDiv(1, 1, 0));
        assertEquals(overflow, FixedPoint.notionalMoney(overflow, 0, 0, 1));
        assertEquals(overflow, FixedPoint.notionalMoney(0, overflow, 0, 1));
        assertEquals(overflow, FixedPoint.notionalMoney(0, 0, 0, overflow));
        assertEquals(overflow, FixedPoint.notionalMoney(1, 1, -1, 1));
        assertEquals(overflow, FixedPoint.notionalMoney(1, 1, FixedPoint.MAX_SCALE + 1, 1));
    }

    @Test
    void shouldAgreeWithBigIntegerOnSums() {
        final long seed = 99;
        final Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            final long left = anyLong(random);
            final long right = anyLong(random);

            final BigInteger sum = BigInteger.valueOf(left).add(BigInteger.valueOf(right));
            final long expected = sum.abs().compareTo(LIMIT) > 0 ? FixedPoint.OVERFLOW : sum.longValueExact();
            assertEquals(
                    expected, FixedPoint.addMoney(left, right), () -> "seed " + seed + ": " + left + " + " + right);
        }
    }

    @Test
    void shouldTreatSumBelowSmallestAsOverflow() {
        assertEquals(FixedPoint.OVERFLOW, FixedPoint.addMoney(-Long.MAX_VALUE, -1));
        assertEquals(FixedPoint.OVERFLOW, FixedPoint.addMoney(Long.MAX_VALUE, 1));
        assertEquals(Long.MAX_VALUE, FixedPoint.addMoney(Long.MAX_VALUE, 0));
    }

    @Test
    void shouldReadBackWhatItPrints() {
        final long seed = 4711;
        final Random random = new Random(seed);
        for (int run = 0; run < 20_000; run++) {
            final long value = anyLong(random);
            final int scale = random.nextInt(FixedPoint.MAX_SCALE + 1);

            final String text = FixedPoint.format(value, scale);

            final String what = "seed " + seed + ": " + value + " scale " + scale + " as " + text;
            assertEquals(value, FixedPoint.parse(text, scale), what);
            assertEquals(0, new BigDecimal(text).compareTo(BigDecimal.valueOf(value, scale)), what);
        }
    }

    @Test
    void shouldPrintShortestText() {
        assertEquals("0", FixedPoint.format(0, 9));
        assertEquals("1.5", FixedPoint.format(1_500_000_000L, 9));
        assertEquals("-0.000000001", FixedPoint.format(-1, 9));
        assertEquals("9223372036.854775807", FixedPoint.format(Long.MAX_VALUE, 9));
        assertEquals("42", FixedPoint.format(42, 0));
        assertEquals("overflow", FixedPoint.format(FixedPoint.OVERFLOW, 9));
    }

    @Test
    void shouldPrintWhatHasNoSign() {
        assertEquals("184467440737.09551615", FixedPoint.formatUnsigned(-1, 8));
        assertEquals("92233720368.54775808", FixedPoint.formatUnsigned(Long.MIN_VALUE, 8));
        assertEquals("18446744073709551615", FixedPoint.formatUnsigned(-1, 0));
        assertEquals("1.5", FixedPoint.formatUnsigned(1_500_000_000L, 9));
        assertEquals("0", FixedPoint.formatUnsigned(0, 9));
    }

    @Test
    void shouldRefuseWhatIsNoDecimal() {
        for (final String text :
                new String[] {"", "-", ".", ".5", "5.", "+1", " 1", "1 ", "1e3", "1,5", "1.2.3", "--1", "٣", "NaN"}) {
            final NumberFormatException refused =
                    assertThrows(NumberFormatException.class, () -> FixedPoint.parse(text, 9), text);
            assertEquals(
                    "\"" + text
                            + "\" is not a decimal: digits, with a minus before and a point between them if need be",
                    refused.getMessage());
        }
    }

    @Test
    void shouldNameLimitWhenValueDoesNotFit() {
        final NumberFormatException refused =
                assertThrows(NumberFormatException.class, () -> FixedPoint.parse("9223372036.854775808", 9));

        assertEquals(
                "\"9223372036.854775808\" is outside ±9223372036.854775807, the limit with 9 digits after the point",
                refused.getMessage());
    }

    @Test
    void shouldNameLimitWhenThereAreTooManyDigits() {
        final NumberFormatException refused =
                assertThrows(NumberFormatException.class, () -> FixedPoint.parse("0.125", 2));

        assertEquals("\"0.125\" has more than 2 digits after the point", refused.getMessage());
    }

    @Test
    void shouldRefuseScaleThatFitsNoLong() {
        assertThrows(IllegalArgumentException.class, () -> FixedPoint.parse("1", 19));
        assertThrows(IllegalArgumentException.class, () -> FixedPoint.format(1, -1));
    }

    /** Of any size: as many leading zeros as not are equally likely, so that both sides of each limit come up. */
    private static long anyLong(final Random random) {
        if (random.nextInt(20) == 0) {
            return EXTREMES[random.nextInt(EXTREMES.length)];
        }
        final long magnitude = random.nextLong() >>> (1 + random.nextInt(63));
        return random.nextBoolean() ? magnitude : -magnitude;
    }

    private static long divided(final BigInteger dividend, final BigInteger divisor) {
        final BigInteger quotient = new BigDecimal(dividend)
                .divide(new BigDecimal(divisor), 0, RoundingMode.HALF_EVEN)
                .toBigIntegerExact();
        return quotient.abs().compareTo(LIMIT) > 0 ? FixedPoint.OVERFLOW : quotient.longValueExact();
    }
}
