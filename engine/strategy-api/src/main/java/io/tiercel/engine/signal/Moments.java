package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;

/**
 * The window of two series with the sums that regression and deviation need, all exact. With values below 2^46 in
 * magnitude and at most 2^16 samples, n × sums of squares and squares of sums stay below 2^124.
 */
@HotPath
final class Moments extends SampleWindow {
    /** Values are within −LIMIT and LIMIT. */
    static final long LIMIT = (1L << 46) - 1;

    private final ProductSum scratch = new ProductSum();
    private final ProductSum sumXx = new ProductSum();
    private final ProductSum sumXy = new ProductSum();
    private long sumX;
    private long sumY;

    Moments(final long sampleNs, final int samples) {
        super(sampleNs, samples);
    }

    static boolean holds(final long value) {
        return value >= -LIMIT && value <= LIMIT;
    }

    @Override
    void count(final long x, final long y, final int number) {
        final long several = number * x;
        sumX += several;
        sumY += number * y;
        sumXx.add(several, x);
        sumXy.add(several, y);
    }

    @Override
    void clear() {
        sumX = 0;
        sumY = 0;
        sumXx.clear();
        sumXy.clear();
    }

    double meanX() {
        return (double) sumX / sampleCount();
    }

    double meanY() {
        return (double) sumY / sampleCount();
    }

    /** n Σx² − (Σx)²: n² times the variance of x. Exactly 0 when all x are equal. */
    double spreadX() {
        scratch.set(sumXx, sampleCount());
        scratch.subtract(sumX, sumX);
        return scratch.toDouble();
    }

    /** n Σxy − Σx Σy: n² times the covariance. */
    double jointSpread() {
        scratch.set(sumXy, sampleCount());
        scratch.subtract(sumX, sumY);
        return scratch.toDouble();
    }
}
