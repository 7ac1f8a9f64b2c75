package io.tiercel.bench.compared;

import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What the rounds of one subject gave. */
public final class Figures {
    static final double P99 = 99;
    private static final double P50 = 50;
    private static final double P999 = 99.9;

    private final String name;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> processorRates = new ArrayList<>();
    private final List<Long> endings = new ArrayList<>();
    private final List<Double> p50 = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();
    private final List<Double> p999 = new ArrayList<>();
    private int disturbed;
    private int disturbedTimed;

    Figures(final String name) {
        this.name = name;
    }

    void add(final double rate, final double processorRate, final boolean roundDisturbed, final long ending) {
        rates.add(rate);
        processorRates.add(processorRate);
        endings.add(ending);
        disturbed += roundDisturbed ? 1 : 0;
    }

    void addTimed(final Histogram histogram, final boolean roundDisturbed, final long ending) {
        p50.add((double) histogram.getValueAtPercentile(P50));
        p99.add((double) histogram.getValueAtPercentile(P99));
        p999.add((double) histogram.getValueAtPercentile(P999));
        endings.add(ending);
        disturbedTimed += roundDisturbed ? 1 : 0;
    }

    List<Long> endings() {
        return endings;
    }

    public String name() {
        return name;
    }

    public Percentiles rates() {
        return of(rates);
    }

    /** This one's rate by the other's, round by round. */
    public Percentiles rateRatio(final Figures other) {
        return ratio(rates, other.rates);
    }

    /**
     * The same by the thread's own processor time: without what it had to wait, and without what the collector took on
     * another thread.
     */
    public Percentiles processorRateRatio(final Figures other) {
        return ratio(processorRates, other.processorRates);
    }

    /** The same of the 99th percentiles: below 1 is quicker. */
    public Percentiles p99Ratio(final Figures other) {
        return ratio(p99, other.p99);
    }

    /** With times of single operations only when they were taken, and with rates likewise. */
    public Report report() {
        final Report report = new Report();
        if (!rates.isEmpty()) {
            report.put("perSecond", rates())
                    .put("perProcessorSecond", of(processorRates))
                    .put("disturbedRounds", disturbed);
        }
        if (!p99.isEmpty()) {
            report.put("p50Ns", of(p50)).put("p99Ns", of(p99)).put("p999Ns", of(p999));
            report.put("disturbedTimedRounds", disturbedTimed);
        }
        return report;
    }

    private static Percentiles ratio(final List<Double> these, final List<Double> others) {
        final double[] ratios = new double[these.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = these.get(i) / others.get(i);
        }
        return Percentiles.of(ratios);
    }

    private static Percentiles of(final List<Double> values) {
        return Percentiles.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
