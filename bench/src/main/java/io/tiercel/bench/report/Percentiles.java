package io.tiercel.bench.report;

import java.util.Arrays;

/** Percentiles of samples, exact: the smallest sample that at least so many percent do not exceed. */
public final class Percentiles {
    private static final double HUNDRED = 100;

    private final double[] sorted;
    private final boolean disturbed;

    private Percentiles(final double[] sorted, final boolean disturbed) {
        this.sorted = sorted;
        this.disturbed = disturbed;
    }

    /** Takes a copy. */
    public static Percentiles of(final long[] samples, final int count) {
        final double[] sorted = new double[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = samples[i];
        }
        Arrays.sort(sorted);
        return new Percentiles(sorted, false);
    }

    /** Takes a copy. */
    public static Percentiles of(final double... samples) {
        final double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted, false);
    }

    /** The same, marked: a measured thread waited for its processor while some of these were taken. */
    Percentiles ofDisturbedToo() {
        return new Percentiles(sorted, true);
    }

    public boolean disturbed() {
        return disturbed;
    }

    public int count() {
        return sorted.length;
    }

    /** NaN when there are no samples. */
    public double at(final double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        final int rank = (int) Math.ceil(percent / HUNDRED * sorted.length);
        return sorted[Math.max(1, Math.min(rank, sorted.length)) - 1];
    }

    /** The middle one, or the mean of the two in the middle. */
    public double median() {
        final int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double min() {
        return sorted.length == 0 ? Double.NaN : sorted[0];
    }

    public double max() {
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
    }
}
