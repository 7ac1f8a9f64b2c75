package io.tiercel.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Plots as SVG, drawn from figures alone. */
final class Plots {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int BOTTOM = 40;
    private static final int TOP = 20;
    private static final int ROW = 26;
    private static final int NAMES = 260;
    /** Percentiles above it are drawn there. */
    private static final double LAST_PERCENT = 99.999;

    private static final double HUNDRED = 100;
    private static final double[] PERCENT_TICKS = {0, 50, 90, 99, 99.9, 99.99, 99.999};
    /** Of a goal, to the left and right of where it is reached. */
    private static final double LEAST_REACHED = 0.05;

    private static final double MOST_REACHED = 20;

    private final StringBuilder svg = new StringBuilder();

    /** @param style a class of the report's style sheet */
    record Series(String name, String style, List<Double> values) {}

    /** @param style as above */
    record Points(String name, String style, List<Double> x, List<Double> y) {}

    private Plots() {}

    /** A bar for each row on one logarithmic scale: those that come to the line in the middle reach their goal. */
    static String goals(final List<Row> rows) {
        final Plots plot = new Plots();
        final int height = rows.size() * ROW + BOTTOM;
        plot.begin(height);
        final double middle = x(1);
        for (int i = 0; i < rows.size(); i++) {
            final Row row = rows.get(i);
            final int y = i * ROW;
            plot.text(NAMES - 10, y + 17, "end", row.name());
            final double reached = row.reached();
            if (Double.isNaN(reached)) {
                plot.text(middle + 6, y + 17, "start", "not measured");
            } else {
                final double end = x(reached);
                plot.add(
                        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"var(--%s)\"/>\n",
                        NAMES * 1.0, y + 4, Math.max(1, end - NAMES), ROW - 8, row.met() ? "good" : "bad");
                plot.text(end + 6, y + 17, "start", RowTable.number(row.figure()) + ", goal " + row.goal());
            }
        }
        plot.add("<path class=\"axis\" d=\"M%.1f 0V%d\"/>\n", middle, height - BOTTOM + 6);
        plot.text(middle, height - BOTTOM + 22, "middle", "goal");
        return plot.end();
    }

    /** Where a share of a goal lies, twice the room for each power of ten. */
    private static double x(final double reached) {
        final double within = Math.max(LEAST_REACHED, Math.min(MOST_REACHED, reached));
        final double room = WIDTH - NAMES - 190.0;
        return NAMES + room * Math.log(within / LEAST_REACHED) / Math.log(MOST_REACHED / LEAST_REACHED);
    }

    /** Latency over percentile, both logarithmic: each nine has as much room as the one before. */
    static String percentiles(final List<Double> percents, final List<Series> series) {
        final Plots plot = new Plots();
        plot.begin(HEIGHT);
        final List<Double> all = new ArrayList<>();
        series.forEach(one -> all.addAll(one.values()));
        final DoubleUnaryOperator y = plot.yAxis(all);
        for (final double percent : PERCENT_TICKS) {
            plot.text(percentX(percent), HEIGHT - BOTTOM + 18, "middle", trimmed(percent) + " %");
        }
        for (int i = 0; i < series.size(); i++) {
            final Series one = series.get(i);
            plot.add("<polyline class=\"%s\" points=\"", one.style());
            for (int j = 0; j < percents.size(); j++) {
                plot.add(
                        "%.1f,%.1f ",
                        percentX(percents.get(j)), y.applyAsDouble(one.values().get(j)));
            }
            plot.svg.append("\"/>\n");
            plot.legend(i, one.name(), one.style());
        }
        return plot.end();
    }

    private static double percentX(final double percent) {
        final double nines = -Math.log10(1 - Math.min(percent, LAST_PERCENT) / HUNDRED);
        return LEFT + (WIDTH - LEFT - 30) * nines / -Math.log10(1 - LAST_PERCENT / HUNDRED);
    }

    /** Single latencies over time. */
    static String timeline(final List<Points> series) {
        final Plots plot = new Plots();
        plot.begin(HEIGHT);
        final List<Double> all = new ArrayList<>();
        double last = 1;
        for (final Points points : series) {
            all.addAll(points.y());
            for (final double at : points.x()) {
                last = Math.max(last, at);
            }
        }
        final double scale = (WIDTH - LEFT - 30) / last;
        final DoubleUnaryOperator y = plot.yAxis(all);
        for (int i = 0; i <= 4; i++) {
            final double at = last * i / 4;
            plot.text(
                    LEFT + at * scale, HEIGHT - BOTTOM + 18, "middle", String.format(Locale.ROOT, "%.1f s", at / 1000));
        }
        for (int i = 0; i < series.size(); i++) {
            final Points points = series.get(i);
            for (int j = 0; j < points.x().size(); j++) {
                plot.add(
                        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2\"/>\n",
                        points.style(),
                        LEFT + points.x().get(j) * scale,
                        y.applyAsDouble(points.y().get(j)));
            }
            plot.legend(i, points.name(), points.style());
        }
        return plot.end();
    }

    /** A logarithmic one in ns, with a line at each power of ten. */
    private DoubleUnaryOperator yAxis(final List<Double> valuesNs) {
        final double least =
                valuesNs.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        final double most =
                valuesNs.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        final double low = Math.floor(Math.log10(Math.max(1, least)));
        final double high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(1, most))));
        final DoubleUnaryOperator y = ns -> {
            final double share = (Math.log10(Math.max(1, ns)) - low) / (high - low);
            return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
        };
        for (double power = low; power <= high; power++) {
            final double ns = Math.pow(10, power);
            add("<path class=\"axis\" d=\"M%d %.1fH%d\"/>\n", LEFT, y.applyAsDouble(ns), WIDTH - 30);
            text(LEFT - 8, y.applyAsDouble(ns) + 4, "end", duration(ns));
        }
        return y;
    }

    private static String duration(final double ns) {
        return ns >= 1e9
                ? trimmed(ns / 1e9) + " s"
                : ns >= 1e6 ? trimmed(ns / 1e6) + " ms" : ns >= 1e3 ? trimmed(ns / 1e3) + " µs" : trimmed(ns) + " ns";
    }

    private static String trimmed(final double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private void legend(final int index, final String name, final String style) {
        final int y = TOP + 16 * index;
        add("<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"4\"/>\n", style, LEFT + 16, y);
        text(LEFT + 26, y + 4, "start", name);
    }

    private void begin(final int height) {
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\">\n", WIDTH, height);
    }

    private String end() {
        return svg.append("</svg>\n").toString();
    }

    private void text(final double x, final double y, final String anchor, final String words) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, HtmlReport.escaped(words));
    }

    private void add(final String format, final Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
