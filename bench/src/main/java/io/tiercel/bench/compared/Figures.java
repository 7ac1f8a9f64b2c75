package io.tiercel.bench.compared;

import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import java.util.ArrayList;
import java.util.List;

/** What the rounds of one subject gave. */
public final class Figures {
    private final String name;
    private final List<Double> rates = new ArrayList<>();
    private final List<Long> endings = new ArrayList<>();
    private int disturbed;

    Figures(final String name) {
        this.name = name;
    }

    void add(final double rate, final boolean roundDisturbed, final long ending) {
        rates.add(rate);
        endings.add(ending);
        disturbed += roundDisturbed ? 1 : 0;
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
        final double[] ratios = new double[rates.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = rates.get(i) / other.rates.get(i);
        }
        return Percentiles.of(ratios);
    }

    public Report report() {
        return new Report().put("perSecond", rates()).put("disturbedRounds", disturbed);
    }

    private static Percentiles of(final List<Double> values) {
        return Percentiles.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
