package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.HotPath;

/**
 * Seeded random numbers, the same on every machine: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
 * generators, 2014). Its whole state is one long.
 */
@HotPath
final class Randomness {
    private static final double UNIT = 0x1.0p-53;

    private long state;

    Randomness(final long seed) {
        state = seed;
    }

    /** A seed for one of several streams of the same run. */
    static long derive(final long seed, final long stream) {
        return mix(mix(seed ^ 0x6A09E667F3BCC909L) + stream * 0xD1342543DE82EF95L);
    }

    long state() {
        return state;
    }

    void state(final long newState) {
        state = newState;
    }

    long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        return mix(state);
    }

    /** Within [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** Within (0, 1]. */
    double nextPositive() {
        return ((nextLong() >>> 11) + 1) * UNIT;
    }

    /** Within [0, bound); the bias is below bound / 2^63. */
    long nextBelow(final long bound) {
        return Math.multiplyHigh(nextLong() >>> 1, bound << 1);
    }

    boolean nextBoolean() {
        return nextLong() < 0;
    }

    /** With mean 1. */
    double nextExponential() {
        return -StrictMath.log(nextPositive());
    }

    /** Near enough to normal for a price path, and cheap: the count of 64 coin tosses, smoothed, with variance 1. */
    double nextNormal() {
        // Variance 16 of the tosses and 1/12 of the smoothing.
        return (Long.bitCount(nextLong()) - 32 + nextDouble() - 0.5) * 0.24935149047701456;
    }

    /**
     * A whole number from 0 on whose tail falls with the square of its size.
     *
     * @param scale where the tail begins
     */
    int nextHeavyTailed(final double scale, final int most) {
        return (int) Math.min(most, scale * (1 / Math.sqrt(nextPositive()) - 1));
    }

    private static long mix(final long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
