package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;

/**
 * Exponential decay by half-life, without a call of exp or pow per event, and with the same bits on every Java
 * platform.
 *
 * <p>With x = elapsed ÷ half-life, split as x = k + j/128 + f, where k and j are whole and 0 ≤ f &lt; 1/128, the
 * factor is 2^-x = 2^-k × 2^-(j/128) × 2^-f: the first is put together from bits, the second comes from a table that
 * StrictMath filled once, the third is the Taylor polynomial of degree 5, whose error is below 4e-17. So the result
 * is within a few units in the last place of the true power, and all that is calculated per event is + − × and
 * conversions, which IEEE 754 and Java define exactly.
 */
@HotPath
final class Decay {
    /**
     * After so many half-lives nothing is left: 2^-1000 is 0 for every purpose, and still far from subnormal numbers.
     */
    static final double VANISHED = 1000;

    private static final int STEPS = 128;
    private static final double[] STEP = new double[STEPS];
    private static final double LN2 = 0.6931471805599453;
    private static final double C2 = LN2 * LN2 / 2;
    private static final double C3 = C2 * LN2 / 3;
    private static final double C4 = C3 * LN2 / 4;
    private static final double C5 = C4 * LN2 / 5;
    private static final int EXPONENT_BIAS = 1023;
    private static final int MANTISSA_BITS = 52;

    static {
        for (int j = 0; j < STEPS; j++) {
            STEP[j] = StrictMath.pow(2, -(double) j / STEPS);
        }
    }

    private Decay() {}

    /**
     * 2^-x: what is left after x half-lives.
     *
     * @param x not negative
     */
    static double factor(final double x) {
        if (x >= VANISHED) {
            return 0;
        }
        final int index = (int) (x * STEPS);
        final double f = x - (double) index / STEPS;
        final double tail = 1 - f * (LN2 - f * (C2 - f * (C3 - f * (C4 - f * C5))));
        final double whole = Double.longBitsToDouble((long) (EXPONENT_BIAS - index / STEPS) << MANTISSA_BITS);
        return whole * (STEP[index % STEPS] * tail);
    }

    /**
     * The mean of 2^-y over y from 0 to x: the weight of an interval of x half-lives that ends now.
     *
     * @param x      not negative
     * @param factor {@link #factor} of x
     */
    static double meanFactor(final double x, final double factor) {
        // Near 0 the difference of nearly equal numbers would be noise; the first terms of the series are within 5e-12
        // there.
        return x < 0x1p-17 ? 1 - x * (LN2 / 2) : (1 - factor) / (x * LN2);
    }
}
