package io.tiercel.bench.report;

import java.util.Arrays;

/** All samples of one subject, over all windows, for a plot: their percentiles, and the slowest with their time. */
public final class Distribution {
    /** So many of the slowest are kept; a plot shows no more. */
    private static final int SLOWEST = 400;

    private static final double[] LEVELS = {
        0, 10, 25, 50, 60, 70, 80, 90, 95, 98, 99, 99.5, 99.8, 99.9, 99.95, 99.98, 99.99, 99.995, 99.998, 99.999, 100
    };
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] samplesNs = new long[0];
    private long[] atNs = new long[0];

    /** @param beginNs when each of them began */
    public void add(final long[] samples, final long[] beginNs) {
        final int count = samplesNs.length;
        samplesNs = Arrays.copyOf(samplesNs, count + samples.length);
        atNs = Arrays.copyOf(atNs, count + samples.length);
        System.arraycopy(samples, 0, samplesNs, count, samples.length);
        System.arraycopy(beginNs, 0, atNs, count, samples.length);
    }

    public double medianNs() {
        return Percentiles.of(samplesNs, samplesNs.length).median();
    }

    /** @param originNs from which time is counted */
    public Report describe(final long originNs) {
        final Percentiles all = Percentiles.of(samplesNs, samplesNs.length);
        final double bound = samplesNs.length > SLOWEST
                ? all.at(100.0 * (samplesNs.length - SLOWEST) / samplesNs.length)
                : Double.NEGATIVE_INFINITY;
        final double[] at = new double[SLOWEST];
        final double[] ns = new double[SLOWEST];
        int count = 0;
        for (int i = 0; i < samplesNs.length && count < SLOWEST; i++) {
            if (samplesNs[i] > bound) {
                at[count] = (atNs[i] - originNs) / NANOS_PER_MILLI;
                ns[count++] = samplesNs[i];
            }
        }
        return new Report()
                .put("samples", samplesNs.length)
                .put("percents", LEVELS)
                .put("ns", Arrays.stream(LEVELS).map(all::at).toArray())
                .put("slowestAtMs", Arrays.copyOf(at, count))
                .put("slowestNs", Arrays.copyOf(ns, count));
    }
}
