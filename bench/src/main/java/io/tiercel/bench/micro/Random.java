package io.tiercel.bench.micro;

/** Bits of a fixed seed, a nanosecond each. */
final class Random {
    private long bits = 0x9E3779B97F4A7C15L;

    /** From 0, below {@code bound}. */
    int below(final int bound) {
        bits ^= bits << 13;
        bits ^= bits >>> 7;
        bits ^= bits << 17;
        return (int) ((bits >>> 32) * bound >>> 32);
    }
}
