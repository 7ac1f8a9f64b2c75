package io.tiercel.bench.rig;

import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import java.util.Arrays;
import measured.BidTaker;

/**
 * Whether the rig sees what it should: the strategy spins for a known time at two of four ticks, and that much longer
 * the orders of these have to take. A strategy reads no clock, so it is told how many steps to spin; how long so many
 * take is measured on the rig's thread by the same code, in the same windows: with both processors as busy.
 */
public final class SpinCheck {
    private static final double TOLERANCE = 0.1;
    private static final int TRIES = 20_000;
    private static final int TRIED_SPINS = 1_000;

    private final long spins;
    private final Samples spinning = new Samples();
    private final Samples others = new Samples();
    private final Samples timed = new Samples();
    private long value = 1;

    private static final class Samples {
        private static final int FIRST_CAPACITY = 1 << 12;

        private long[] ns = new long[FIRST_CAPACITY];
        private int count;

        void add(final long sampleNs) {
            if (count == ns.length) {
                ns = Arrays.copyOf(ns, 2 * count);
            }
            ns[count++] = sampleNs;
        }

        double median() {
            return Percentiles.of(ns, count).median();
        }
    }

    /** @param aboutNs how long the strategy is to spin, as far as that is known before the engine runs */
    public SpinCheck(final long aboutNs) {
        final Samples tried = new Samples();
        for (int i = 0; i < TRIES; i++) {
            tried.add(timeNs(TRIED_SPINS));
        }
        spins = Math.max(1, Math.round(aboutNs * TRIED_SPINS / tried.median()));
    }

    /** Less what the clock itself takes. */
    private long timeNs(final long count) {
        final long beginNs = System.nanoTime();
        final long readyNs = System.nanoTime();
        value = BidTaker.spin(value, count);
        return System.nanoTime() - readyNs - (readyNs - beginNs);
    }

    /** What the engine is configured with. */
    public String assignment() {
        return "strategies.taker.parameters.spins=" + spins;
    }

    /** The time of the order for this quantity; one spin is timed beside it. */
    void sample(final long quantity, final long ns) {
        ((quantity & 2) == 0 ? spinning : others).add(ns);
        timed.add(timeNs(spins));
    }

    public boolean holds() {
        return Math.abs(movedNs() - timed.median()) <= TOLERANCE * timed.median();
    }

    /** How much later the median order came. */
    private double movedNs() {
        return spinning.median() - others.median();
    }

    public Report describe() {
        return new Report()
                .put("steps", spins)
                .put("expectedNs", Math.round(timed.median()))
                .put("movedNs", Math.round(movedNs()))
                .put("tolerance", TOLERANCE)
                .put("holds", holds());
    }

    /** Keeps the spins from being optimised away. */
    @Override
    public String toString() {
        return spins + " steps to " + value;
    }
}
