package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;

/** From the fixed-point units of the books to those of the signals. */
@HotPath
final class Units {
    /** Price units in a unit of currency. */
    static final double NANOS = 1e9;
    /** Nanoseconds in a second. */
    static final double NANOS_PER_SECOND = 1e9;

    static final double BASIS_POINTS = 1e4;

    /** A quantity scale is one unsigned byte. */
    private static final double[] POWERS_OF_TEN = new double[256];

    static {
        for (int scale = 0; scale < POWERS_OF_TEN.length; scale++) {
            POWERS_OF_TEN[scale] = Double.parseDouble("1e" + scale);
        }
    }

    private Units() {}

    /** How many of the least quantities make one unit of an instrument. */
    static double quantityUnit(final int quantityScale) {
        return POWERS_OF_TEN[quantityScale];
    }

    /** The price in the middle, rounded down to 1e-9; no sum of prices that could overflow. */
    static long midNanos(final long bidPriceNanos, final long askPriceNanos) {
        return bidPriceNanos + ((askPriceNanos - bidPriceNanos) >> 1);
    }
}
