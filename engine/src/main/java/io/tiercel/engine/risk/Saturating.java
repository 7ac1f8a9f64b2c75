package io.tiercel.engine.risk;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.HotPath;

/** Arithmetic that stops at the ends of a long. An exposure that would not fit is then beyond every limit. */
@HotPath
final class Saturating {
    private Saturating() {}

    static long add(final long left, final long right) {
        final long sum = left + right;
        if (((left ^ sum) & (right ^ sum)) < 0) {
            return left < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    static long subtract(final long left, final long right) {
        final long difference = left - right;
        if (((left ^ right) & (left ^ difference)) < 0) {
            return left < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return difference;
    }

    /** Units in the scale of an instrument. */
    static long scaled(final long units, final int quantityScale) {
        final long factor = FixedPoint.powerOfTen(quantityScale);
        final long scaled = units * factor;
        // A division would tell as well, at thirty times the cost.
        return Math.multiplyHigh(units, factor) != 0 || scaled < 0 ? Long.MAX_VALUE : scaled;
    }
}
