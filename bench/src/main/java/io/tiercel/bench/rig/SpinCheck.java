package io.tiercel.bench.rig;

import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.Rounds;
import java.util.Arrays;
import measured.BidTaker;

/**
 * Whether the rig sees what it should: the strategy spins for a known time at two of four ticks, and that much longer
 * the orders of these have to take. A strategy reads no clock, so it is told how many steps to spin; how long so many
 * take is measured on the rig's thread by the same code, in the same windows: with both processors as busy. Each window
 * says how much of that time its median order moved; what counts is the median of the undisturbed windows, if there
 * are enough: a window's own median does not see a disturbance of less than half of it.
 */
public final class SpinCheck {
    private static final double TOLERANCE = 0.1;
    /** Fewer undisturbed windows say nothing. */
    private static final int LEAST_WINDOWS = 10;
    /** How well the median has to be known, so that being 10 % off is no accident: half of its interval. */
    private static final double PRECISION = TOLERANCE / 3;
    /** With 95 % the median of n values lies between those that are so many per cent by √n to either side of it. */
    private static final double INTERVAL_PERCENT = 98;

    private static final double HALF_PERCENT = 50;
    private static final int TRIES = 20_000;
    private static final int TRIED_SPINS = 1_000;

    private final long spins;
    // Of the window that is on
    private final Samples spinning = new Samples();
    private final Samples others = new Samples();
    private final Samples timed = new Samples();
    private final Rounds moved = new Rounds();
    private final Rounds expectedNs = new Rounds();
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

        void clear() {
            count = 0;
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
        sample(quantity, ns, timeNs(spins));
    }

    void sample(final long quantity, final long ns, final long spinNs) {
        ((quantity & 2) == 0 ? spinning : others).add(ns);
        timed.add(spinNs);
    }

    /** @param disturbed a measured thread waited for its processor */
    void endWindow(final boolean disturbed) {
        moved.add((spinning.median() - others.median()) / timed.median(), disturbed);
        expectedNs.add(timed.median(), disturbed);
        spinning.clear();
        others.clear();
        timed.clear();
    }

    /** Whether so many windows were undisturbed that these alone count; before that all do. */
    public boolean undisturbed() {
        return moved.clean().count() >= LEAST_WINDOWS;
    }

    /** Whether the windows that count say it so well that more of them would not change it, whatever it is. */
    public boolean precise() {
        return counted(moved).count() >= LEAST_WINDOWS && precision() <= PRECISION;
    }

    public boolean holds() {
        return Math.abs(counted(moved).median() - 1) <= TOLERANCE;
    }

    private Percentiles counted(final Rounds rounds) {
        return undisturbed() ? rounds.clean() : rounds.all();
    }

    private double precision() {
        final Percentiles ratios = counted(moved);
        final double aside = INTERVAL_PERCENT / Math.sqrt(ratios.count());
        return (ratios.at(HALF_PERCENT + aside) - ratios.at(HALF_PERCENT - aside)) / 2;
    }

    public Report describe() {
        return new Report()
                .put("steps", spins)
                .put("expectedNs", Math.round(counted(expectedNs).median()))
                .put(
                        "movedNs",
                        Math.round(counted(moved).median() * counted(expectedNs).median()))
                .put("movedByExpected", counted(moved))
                .put("precision", precision())
                .put("windows", moved.all().count())
                .put("disturbedWindows", moved.disturbedCount())
                .put("ofDisturbedWindowsToo", !undisturbed())
                .put("tolerance", TOLERANCE)
                .put("holds", holds());
    }

    /** Keeps the spins from being optimised away. */
    @Override
    public String toString() {
        return spins + " steps to " + value;
    }
}
