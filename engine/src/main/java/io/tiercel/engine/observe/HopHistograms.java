package io.tiercel.engine.observe;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A histogram for each hop, all on the gate's thread. Others read it once that thread has ended. */
@HotPath
final class HopHistograms {
    private static final long GREATEST_NS = 60_000_000_000L;
    private static final int DIGITS = 2;
    private static final Hop[] HOPS = Hop.values();

    private final Histogram[] totals = new Histogram[HOPS.length];
    /** Null: nobody wants them by interval. */
    private IntervalHistograms intervals;

    HopHistograms() {
        for (int i = 0; i < HOPS.length; i++) {
            totals[i] = newHistogram();
        }
    }

    static Histogram newHistogram() {
        return new Histogram(GREATEST_NS, DIGITS);
    }

    void intervalsTo(final IntervalHistograms newIntervals) {
        intervals = newIntervals;
    }

    void record(final Hop hop, final long ns) {
        final long boundedNs = bounded(ns);
        totals[hop.ordinal()].recordValue(boundedNs);
        if (intervals != null) {
            intervals.record(hop, boundedNs);
        }
    }

    /** What a histogram takes. */
    static long bounded(final long ns) {
        return Math.max(0, Math.min(ns, GREATEST_NS));
    }

    Histogram of(final Hop hop) {
        return totals[hop.ordinal()];
    }

    /** All of them, in the order of the hops. */
    @ColdPath
    Map<Hop, Histogram> all() {
        final Map<Hop, Histogram> all = new EnumMap<>(Hop.class);
        for (final Hop hop : HOPS) {
            all.put(hop, of(hop));
        }
        return all;
    }
}
