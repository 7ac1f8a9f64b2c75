package io.tiercel.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Plots as SVG, drawn from figures alone. */
final class Plots {
    private static final int WIDTH = 1100;
    private static final int HEIGHT = 340;
    private static final int LEFT = 70;
    private static final int BOTTOM = 40;
    private static final int TOP = 20;
    private static final int ROW = 26;
    private static final int NAMES = 270;
    private static final int FIGURES = 390;
    private static final int LEGEND_ROWS = 5;
    private static final int LEGEND_COLUMN = 200;
    /** Of the colours in the style sheet. */
    static final int COLOURS = 9;
    /** Percentiles above it are drawn there. */
    private static final double LAST_PERCENT = 99.999;

    private static final double HUNDRED = 100;
    private static final double[] PERCENT_TICKS = {0, 50, 90, 99, 99.9, 99.99, 99.999};
    /** Further than so many times twofold to either side of a goal nothing is drawn but an arrow. */
    private static final int MOST_DOUBLINGS = 6;

    private final StringBuilder svg = new StringBuilder();

    /** @param values at the percents of the plot */
    record Series(String name, List<Double> values) {}

    /** @param x in ms */
    record Points(String name, List<Double> x, List<Double> y) {}

    private Plots() {}

    /**
     * A bar for each row that has a goal, from the goal's line to the figure, to the right as far as it is better, to
     * the left as far as it is worse, with least and greatest; a logarithmic scale, equal for all.
     */
    static String goals(final List<Row> rows) {
        final List<Row> drawn = rows.stream().filter(Row::hasGoal).toList();
        final Plots plot = new Plots();
        final int height = drawn.size() * ROW + BOTTOM;
        plot.begin(height);
        final int doublings = doublings(drawn);
        for (int power = -doublings; power <= doublings; power++) {
            plot.add(
                    "<path class=\"%s\" d=\"M%.1f 0V%d\"/>\n",
                    power == 0 ? "goal" : "axis", x(Math.pow(2, power), doublings), height - BOTTOM + 6);
            plot.text(
                    x(Math.pow(2, power), doublings),
                    height - BOTTOM + 22,
                    "middle",
                    power == 0 ? "goal" : power > 0 ? "× " + (1 << power) : "÷ " + (1 << -power));
        }
        for (int i = 0; i < drawn.size(); i++) {
            plot.goal(drawn.get(i), i * ROW, doublings);
        }
        return plot.end();
    }

    private void goal(final Row row, final int y, final int doublings) {
        text(NAMES - 10, y + 17, "end", row.name());
        final double reached = row.reached();
        if (Double.isNaN(reached)) {
            text(WIDTH - FIGURES + 14, y + 17, "start", "not measured");
            return;
        }
        final double end = x(reached, doublings);
        final double middle = x(1, doublings);
        add(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"var(--%s)\"/>\n",
                Math.min(middle, end),
                y + 6,
                Math.max(2, Math.abs(end - middle)),
                ROW - 12,
                row.met() ? "good" : "bad");
        if (!Double.isNaN(row.min())) {
            final double one = x(row.reachedBy(row.min()), doublings);
            final double other = x(row.reachedBy(row.max()), doublings);
            add(
                    "<path class=\"spread\" d=\"M%.1f %dv8M%.1f %dv8M%.1f %dH%.1f\"/>\n",
                    one, y + 9, other, y + 9, Math.min(one, other), y + 13, Math.max(one, other));
        }
        if (Math.abs(log2(reached)) > doublings) {
            text(end, y + 17, reached < 1 ? "start" : "end", reached < 1 ? "◀" : "▶");
        }
        text(
                WIDTH - FIGURES + 14,
                y + 17,
                "start",
                RowTable.number(row.figure()) + spread(row) + ", goal " + row.goal()
                        + (row.disturbed() ? ", disturbed" : ""));
    }

    private static String spread(final Row row) {
        return Double.isNaN(row.min())
                ? ""
                : " (" + RowTable.number(row.min()) + " – " + RowTable.number(row.max()) + ")";
    }

    /** So many to each side hold all that is known. */
    private static int doublings(final List<Row> rows) {
        double most = 1;
        for (final Row row : rows) {
            for (final double reached :
                    new double[] {row.reached(), row.reachedBy(row.min()), row.reachedBy(row.max())}) {
                if (!Double.isNaN(reached)) {
                    most = Math.max(most, Math.abs(log2(reached)));
                }
            }
        }
        return (int) Math.min(MOST_DOUBLINGS, Math.ceil(most));
    }

    private static double log2(final double number) {
        return Math.log(number) / Math.log(2);
    }

    /** Where a share of a goal lies. */
    private static double x(final double reached, final int doublings) {
        final double within = Math.max(-doublings, Math.min(doublings, log2(reached)));
        return NAMES + (WIDTH - NAMES - FIGURES) * (within + doublings) / (2 * doublings);
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
            plot.add("<polyline class=\"c%d\" points=\"", i % COLOURS);
            for (int j = 0; j < percents.size(); j++) {
                plot.add(
                        "%.1f,%.1f ",
                        percentX(percents.get(j)), y.applyAsDouble(one.values().get(j)));
            }
            plot.svg.append("\"/>\n");
            plot.legend(i, one.name());
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
                    LEFT + at * scale,
                    HEIGHT - BOTTOM + 18,
                    "middle",
                    String.format(Locale.ROOT, last < 10_000 ? "%.2f s" : "%.1f s", at / 1000));
        }
        for (int i = 0; i < series.size(); i++) {
            final Points points = series.get(i);
            for (int j = 0; j < points.x().size(); j++) {
                plot.add(
                        "<circle class=\"c%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"2\"/>\n",
                        i % COLOURS,
                        LEFT + points.x().get(j) * scale,
                        y.applyAsDouble(points.y().get(j)));
            }
            plot.legend(i, points.name());
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

    /** With three digits that mean something. */
    static String shortDuration(final double ns) {
        return Double.isNaN(ns)
                ? "?"
                : ns >= 1e9
                        ? RowTable.number(ns / 1e9) + " s"
                        : ns >= 1e6
                                ? RowTable.number(ns / 1e6) + " ms"
                                : ns >= 1e3 ? RowTable.number(ns / 1e3) + " µs" : RowTable.number(ns) + " ns";
    }

    private static String duration(final double ns) {
        return ns >= 1e9
                ? trimmed(ns / 1e9) + " s"
                : ns >= 1e6 ? trimmed(ns / 1e6) + " ms" : ns >= 1e3 ? trimmed(ns / 1e3) + " µs" : trimmed(ns) + " ns";
    }

    private static String trimmed(final double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private void legend(final int index, final String name) {
        final int x = LEFT + 16 + index / LEGEND_ROWS * LEGEND_COLUMN;
        final int y = TOP + 16 * (index % LEGEND_ROWS);
        add("<circle class=\"c%d\" cx=\"%d\" cy=\"%d\" r=\"4\"/>\n", index % COLOURS, x, y);
        text(x + 10, y + 4, "start", name);
    }

    private void begin(final int height) {
        add("<div class=\"scroll\"><svg viewBox=\"0 0 %d %d\" role=\"img\">\n", WIDTH, height);
    }

    private String end() {
        return svg.append("</svg></div>\n").toString();
    }

    private void text(final double x, final double y, final String anchor, final String words) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, HtmlReport.escaped(words));
    }

    private void add(final String format, final Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
