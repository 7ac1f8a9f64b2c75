package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.HotPath;

/** What has traded of an instrument on its day: how much, and at what prices. */
@HotPath
final class DayStatistics {
    /** What {@link #trade} finds new. */
    static final int OPEN = 1;

    static final int HIGH = 2;
    static final int LOW = 4;

    private boolean traded;
    private long open;
    private long high;
    private long low;
    private long volume;

    void clear() {
        traded = false;
        volume = 0;
    }

    /** Returns which of the prices are others now, as bits. */
    int trade(final long priceNanos, final long contracts) {
        volume += contracts;
        if (!traded) {
            traded = true;
            open = priceNanos;
            high = priceNanos;
            low = priceNanos;
            return OPEN | HIGH | LOW;
        }
        int changed = 0;
        if (priceNanos > high) {
            high = priceNanos;
            changed |= HIGH;
        }
        if (priceNanos < low) {
            low = priceNanos;
            changed |= LOW;
        }
        return changed;
    }

    /** Without any trade there are no prices, and no volume. */
    boolean traded() {
        return traded;
    }

    long open() {
        return open;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** In contracts. */
    long volume() {
        return volume;
    }
}
