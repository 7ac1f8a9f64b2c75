package io.tiercel.engine.feed.bars;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.HotPath;
import java.math.BigInteger;

/** A sum of products, exact in 128 bits. */
@HotPath
final class WideSum {
    private long high;
    private long low;

    void clear() {
        high = 0;
        low = 0;
    }

    /** Adds a product; returns false, and changes nothing, when the sum has no room for it. */
    boolean add(final long first, final long second) {
        return addParts(Math.multiplyHigh(first, second), first * second);
    }

    /** The same of another sum. */
    boolean add(final WideSum other) {
        return addParts(other.high, other.low);
    }

    private boolean addParts(final long otherHigh, final long otherLow) {
        final long newLow = low + otherLow;
        final long carry = Long.compareUnsigned(newLow, low) < 0 ? 1 : 0;
        final long sum = high + otherHigh;
        final long newHigh = sum + carry;
        // Of two steps at most one can leave the range: a carry adds 1.
        if (((high ^ sum) & (otherHigh ^ sum)) < 0 || sum == Long.MAX_VALUE && carry == 1) {
            return false;
        }
        high = newHigh;
        low = newLow;
        return true;
    }

    /** Whether it is at least this product of two that are not negative. */
    boolean reaches(final long first, final long second) {
        final long limitHigh = Math.multiplyHigh(first, second);
        return high > limitHigh || high == limitHigh && Long.compareUnsigned(low, first * second) >= 0;
    }

    /** Half to even; {@link FixedPoint#OVERFLOW} beyond a long. */
    long dividedBy(final long positive) {
        return FixedPoint.divide(high, low, positive);
    }

    /** For output. */
    BigInteger value() {
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(new BigInteger(Long.toUnsignedString(low)));
    }
}
