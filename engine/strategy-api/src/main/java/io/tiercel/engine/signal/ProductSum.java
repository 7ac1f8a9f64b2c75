package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * An exact sum of products of two longs, in 128 bits. What was added can be taken out again without a trace, so a
 * running sum over a window never drifts. The caller keeps the sum of |a| × |b| below 2^127.
 */
@HotPath
final class ProductSum {
    private static final double TWO_POW_64 = 0x1p64;

    private long high;
    private long low;

    void add(final long a, final long b) {
        add128(Math.multiplyHigh(a, b), a * b);
    }

    void subtract(final long a, final long b) {
        subtract128(Math.multiplyHigh(a, b), a * b);
    }

    void subtract(final ProductSum other) {
        subtract128(other.high, other.low);
    }

    /** So many times another sum; the result is below 2^127 in magnitude. */
    void set(final ProductSum other, final int times) {
        // The product of an unsigned long: what multiplyHigh takes for a negative one is 2^64 too little.
        final long carried = Math.multiplyHigh(other.low, times) + (other.low < 0 ? times : 0);
        high = other.high * times + carried;
        low = other.low * times;
    }

    void clear() {
        high = 0;
        low = 0;
    }

    /** The sum, rounded; the error is below one unit in the last place. */
    double toDouble() {
        // From the magnitude: with the sign in it, a small negative sum would be the difference of two great numbers.
        return high < 0 ? -magnitude(low == 0 ? -high : ~high, -low) : magnitude(high, low);
    }

    void snapshotTo(final StateWriter writer) {
        writer.putLong(high);
        writer.putLong(low);
    }

    void restoreFrom(final StateReader reader) {
        high = reader.takeLong();
        low = reader.takeLong();
    }

    private void add128(final long addHigh, final long addLow) {
        final long sum = low + addLow;
        final long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        low = sum;
        high += addHigh + carry;
    }

    private void subtract128(final long subHigh, final long subLow) {
        final long borrow = Long.compareUnsigned(low, subLow) < 0 ? 1 : 0;
        low -= subLow;
        high -= subHigh + borrow;
    }

    private static double magnitude(final long high, final long low) {
        // An unsigned long: half of it with the lost bit kept for the rounding, then doubled.
        final double lowPart = low >= 0 ? (double) low : (double) ((low >>> 1) | (low & 1)) * 2;
        return (double) high * TWO_POW_64 + lowPart;
    }
}
