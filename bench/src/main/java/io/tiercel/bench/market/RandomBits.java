package io.tiercel.bench.market;

/** A small seeded generator (splitmix64): the same numbers on every platform, and no allocation. */
public final class RandomBits {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    public RandomBits(final long seed) {
        state = seed;
    }

    long next() {
        state += STEP;
        long bits = state;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }

    /** From 0 to bound − 1. */
    public int below(final int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** How often a fair coin shows heads before tails: half of the time 0, a quarter of the time 1 … */
    public int geometric() {
        return Long.numberOfTrailingZeros(next() | Long.MIN_VALUE);
    }
}
