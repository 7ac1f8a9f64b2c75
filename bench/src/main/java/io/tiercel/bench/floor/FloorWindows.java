package io.tiercel.bench.floor;

import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The windows of one floor, those in which a thread had to wait for its processor apart from the others. */
public final class FloorWindows {
    private static final double P50 = 50;
    private static final double P90 = 90;
    private static final double P99 = 99;

    /** What one window gave; {@code oneWayPerSecond} NaN: there is no such thing. */
    record Window(double p50, double p90, double p99, double perSecond, double oneWayPerSecond, boolean disturbed) {
        static Window of(
                final long[] samplesNs, final double perSecond, final double oneWayPerSecond, final boolean disturbed) {
            final Percentiles samples = Percentiles.of(samplesNs, samplesNs.length);
            return new Window(samples.at(P50), samples.at(P90), samples.at(P99), perSecond, oneWayPerSecond, disturbed);
        }
    }

    private final List<Window> windows = new ArrayList<>();

    void add(final Window window) {
        windows.add(window);
    }

    public int count() {
        return windows.size();
    }

    public int disturbedCount() {
        return (int) windows.stream().filter(Window::disturbed).count();
    }

    /** Of the clean windows, beside them of the disturbed ones. */
    public Report report() {
        return figures(false).put("disturbed", figures(true));
    }

    private Report figures(final boolean disturbed) {
        final Report figures = new Report()
                .put("windows", disturbed ? disturbedCount() : count() - disturbedCount())
                .put("p50Ns", of(disturbed, Window::p50))
                .put("p90Ns", of(disturbed, Window::p90))
                .put("p99Ns", of(disturbed, Window::p99))
                .put("perSecond", of(disturbed, Window::perSecond));
        if (windows.stream().anyMatch(window -> !Double.isNaN(window.oneWayPerSecond))) {
            figures.put("oneWayPerSecond", of(disturbed, Window::oneWayPerSecond));
        }
        return figures;
    }

    private Percentiles of(final boolean disturbed, final ToDoubleFunction<Window> figure) {
        return Percentiles.of(windows.stream()
                .filter(window -> window.disturbed == disturbed)
                .mapToDouble(figure)
                .toArray());
    }
}
