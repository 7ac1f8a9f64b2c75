package io.tiercel.codecs;

/**
 * Exact decimals in a long. Prices and money are in 1e-9, quantities in 10^-scale of their instrument. Products are
 * taken to 128 bits and more, and a result is rounded once, half to even. What does not fit is {@link #OVERFLOW},
 * which every function here passes on, so that a chain of calls needs one check at its end.
 */
@HotPath
public final class FixedPoint {
    /** In place of a result that does not fit. No result is ever this value. */
    public static final long OVERFLOW = Long.MIN_VALUE;

    /** Digits after the point of prices and money. */
    public static final int PRICE_SCALE = 9;

    /** The greatest number of digits after the point that fits a long. */
    public static final int MAX_SCALE = 18;

    private static final long[] POWERS_OF_TEN = new long[MAX_SCALE + 1];

    static {
        long power = 1;
        for (int i = 0; i <= MAX_SCALE; i++) {
            POWERS_OF_TEN[i] = power;
            power *= 10;
        }
    }

    private FixedPoint() {}

    /**
     * price × quantity × multiplier in 1e-9 of the currency.
     *
     * @param quantityScale digits after the point of {@code quantity}, 0 to {@link #MAX_SCALE}; another one is an
     *                      overflow
     */
    public static long notionalMoney(
            final long priceNanos, final long quantity, final int quantityScale, final long multiplier) {
        if (priceNanos == OVERFLOW || quantity == OVERFLOW || multiplier == OVERFLOW) {
            return OVERFLOW;
        }
        if (quantityScale < 0 || quantityScale > MAX_SCALE) {
            return OVERFLOW;
        }
        final long price = Math.abs(priceNanos);
        final long count = Math.abs(quantity);
        final long factor = Math.abs(multiplier);
        final long low = price * count;
        final long high = Math.multiplyHigh(price, count);
        // (high, low) × factor; what exceeds 128 bits stays too large for a long after any division by up to 10^18
        final long carry = multiplyHighUnsigned(low, factor);
        final long upper = high * factor + carry;
        if (Math.multiplyHigh(high, factor) != 0 || high * factor < 0 || upper < 0) {
            return OVERFLOW;
        }
        return signed(
                divideRounded(upper, low * factor, POWERS_OF_TEN[quantityScale]),
                (priceNanos ^ quantity ^ multiplier) < 0);
    }

    /** {@code left} + {@code right}. */
    public static long addMoney(final long left, final long right) {
        if (left == OVERFLOW || right == OVERFLOW) {
            return OVERFLOW;
        }
        final long sum = left + right;
        // a sum of exactly Long.MIN_VALUE is OVERFLOW by itself
        return ((left ^ sum) & (right ^ sum)) < 0 ? OVERFLOW : sum;
    }

    /** {@code left} × {@code right} / {@code divisor} without a limit to the product; a divisor of 0 is an overflow. */
    public static long mulDiv(final long left, final long right, final long divisor) {
        if (left == OVERFLOW || right == OVERFLOW || divisor == OVERFLOW || divisor == 0) {
            return OVERFLOW;
        }
        final long a = Math.abs(left);
        final long b = Math.abs(right);
        return signed(divideRounded(Math.multiplyHigh(a, b), a * b, Math.abs(divisor)), (left ^ right ^ divisor) < 0);
    }

    /**
     * A number of 128 bits, {@code high} with its sign, divided by a positive divisor, half to even; {@link #OVERFLOW}
     * beyond a long.
     */
    public static long divide(final long high, final long low, final long divisor) {
        if (high >= 0) {
            return divideRounded(high, low, divisor);
        }
        final long negatedLow = -low;
        final long negatedHigh = ~high + (low == 0 ? 1 : 0);
        return negatedHigh < 0 ? OVERFLOW : signed(divideRounded(negatedHigh, negatedLow, divisor), true);
    }

    /** 10^{@code scale}, for 0 to {@link #MAX_SCALE}. */
    public static long powerOfTen(final int scale) {
        return POWERS_OF_TEN[scale];
    }

    /**
     * Reads a decimal: digits, with a minus before and a point between them if need be, and nothing else. Not for
     * the hot path.
     *
     * @throws NumberFormatException when it is no such text, has more digits after the point than {@code scale}, or
     *                               does not fit
     */
    public static long parse(final CharSequence text, final int scale) {
        return Decimals.parse(text, scale);
    }

    /** The shortest exact text: no zeros at the end, no point without digits after it. Not for the hot path. */
    public static String format(final long value, final int scale) {
        return Decimals.format(value, scale);
    }

    /** The same of a value of 64 bits without a sign. Not for the hot path. */
    public static String formatUnsigned(final long value, final int scale) {
        return Decimals.formatUnsigned(value, scale);
    }

    private static long signed(final long magnitude, final boolean negative) {
        // a magnitude of OVERFLOW stays what it is
        return negative ? -magnitude : magnitude;
    }

    private static long multiplyHighUnsigned(final long unsigned, final long positive) {
        return Math.multiplyHigh(unsigned, positive) + ((unsigned >> 63) & positive);
    }

    /**
     * (high, low), a number below 2^127, divided by a positive divisor, half to even; {@link #OVERFLOW} above a
     * long.
     */
    private static long divideRounded(final long high, final long low, final long divisor) {
        if (divisor == 1 && high == 0 && low >= 0) {
            return low;
        }
        final long quotient;
        final long remainder;
        if (high == 0 && low >= 0) {
            quotient = low / divisor;
            remainder = low - quotient * divisor;
        } else {
            if (high >= divisor) {
                return OVERFLOW;
            }
            quotient = divideWide(high, low, divisor);
            remainder = low - quotient * divisor;
            if (quotient < 0) {
                return OVERFLOW;
            }
        }
        // remainder > divisor − remainder is "above the half" and cannot overflow
        final long rest = divisor - remainder;
        if (remainder > rest || (remainder == rest && (quotient & 1) != 0)) {
            // Long.MAX_VALUE + 1 is OVERFLOW
            return quotient + 1;
        }
        return quotient;
    }

    /**
     * Unsigned quotient of (high, low) by a positive divisor greater than high: schoolbook division with two digits
     * of 32 bits after the divisor was shifted left until its top bit is set (Knuth, volume 2, algorithm D).
     */
    private static long divideWide(final long high, final long low, final long divisor) {
        final int shift = Long.numberOfLeadingZeros(divisor);
        final long normal = divisor << shift;
        final long divisorHigh = normal >>> 32;
        final long divisorLow = normal & 0xFFFFFFFFL;
        // the divisor is positive, so shift is at least 1 and low >>> -shift is a shift by 64 − shift
        final long wide = (high << shift) | (low >>> -shift);
        final long rest = low << shift;
        final long first = digit(wide, rest >>> 32, divisorHigh, divisorLow);
        final long middle = (wide << 32) + (rest >>> 32) - first * normal;
        final long second = digit(middle, rest & 0xFFFFFFFFL, divisorHigh, divisorLow);
        return (first << 32) + second;
    }

    private static long digit(final long wide, final long next, final long divisorHigh, final long divisorLow) {
        long digit = Long.divideUnsigned(wide, divisorHigh);
        long remainder = wide - digit * divisorHigh;
        while (digit >>> 32 != 0 || Long.compareUnsigned(digit * divisorLow, (remainder << 32) + next) > 0) {
            digit--;
            remainder += divisorHigh;
            if (remainder >>> 32 != 0) {
                break;
            }
        }
        return digit;
    }
}
