package io.tiercel.bench.compared;

import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.Rounds;
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
    private final List<Boolean> disturbed = new ArrayList<>();
    private final List<Boolean> disturbedTimed = new ArrayList<>();

    Figures(final String name) {
        this.name = name;
    }

    void add(final double rate, final double processorRate, final boolean roundDisturbed, final long ending) {
        rates.add(rate);
        processorRates.add(processorRate);
        endings.add(ending);
        disturbed.add(roundDisturbed);
    }

    void addTimed(final Histogram histogram, final boolean roundDisturbed, final long ending) {
        p50.add((double) histogram.getValueAtPercentile(P50));
        p99.add((double) histogram.getValueAtPercentile(P99));
        p999.add((double) histogram.getValueAtPercentile(P999));
        endings.add(ending);
        disturbedTimed.add(roundDisturbed);
    }

    List<Long> endings() {
        return endings;
    }

    public String name() {
        return name;
    }

    public Percentiles rates() {
        return rounds(rates, disturbed);
    }

    /** This one's rate by the other's, round by round. */
    public Percentiles rateRatio(final Figures other) {
        return ratios(rates, disturbed, other.rates, other.disturbed);
    }

    /**
     * The same by the thread's own processor time: without what it had to wait, and without what the collector took on
     * another thread.
     */
    public Percentiles processorRateRatio(final Figures other) {
        final double[] ratios = new double[processorRates.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = processorRates.get(i) / other.processorRates.get(i);
        }
        return Percentiles.of(ratios);
    }

    /** The same of the 99th percentiles: below 1 is quicker. */
    public Percentiles p99Ratio(final Figures other) {
        return ratios(p99, disturbedTimed, other.p99, other.disturbedTimed);
    }

    /** With times of single operations only when they were taken, and with rates likewise. */
    public Report report() {
        final Report report = new Report();
        if (!rates.isEmpty()) {
            report.put("perSecond", rates())
                    .put(
                            "perProcessorSecond",
                            Percentiles.of(processorRates.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray()))
                    .put("disturbedRounds", count(disturbed));
        }
        if (!p99.isEmpty()) {
            report.put("p50Ns", rounds(p50, disturbedTimed))
                    .put("p99Ns", rounds(p99, disturbedTimed))
                    .put("p999Ns", rounds(p999, disturbedTimed))
                    .put("disturbedTimedRounds", count(disturbedTimed));
        }
        return report;
    }

    private static Percentiles rounds(final List<Double> figures, final List<Boolean> disturbed) {
        final Rounds rounds = new Rounds();
        for (int i = 0; i < figures.size(); i++) {
            rounds.add(figures.get(i), disturbed.get(i));
        }
        return rounds.best();
    }

    /** Clean where both are. */
    private static Percentiles ratios(
            final List<Double> these,
            final List<Boolean> disturbed,
            final List<Double> others,
            final List<Boolean> othersDisturbed) {
        final Rounds ratios = new Rounds();
        for (int i = 0; i < these.size(); i++) {
            ratios.add(these.get(i) / others.get(i), disturbed.get(i) || othersDisturbed.get(i));
        }
        return ratios.best();
    }

    private static long count(final List<Boolean> truths) {
        return truths.stream().filter(truth -> truth).count();
    }
}
