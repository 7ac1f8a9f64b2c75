package io.tiercel.bench.suite;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import io.tiercel.bench.report.Pins;
import io.tiercel.bench.report.Report;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows, their plots and the machine as one HTML file that needs nothing beside it. */
public final class HtmlReport {
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8886; --good: #2a9d5c; --bad: #d1495b; --c0: #2f6fde;
                    --c1: #e08b1f; --c2: #2a9d8f; --c3: #b5179e; --c4: #6a994e; --c5: #d1495b; --c6: #7b6cf6;
                    --c7: #a0703c; --c8: #5c6b73 }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2.5rem }
            .scroll { overflow-x: auto } .scroll svg { min-width: 56rem } .scroll table { min-width: 46rem }
            table { border-collapse: collapse; width: 100% }
            td, th { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
                     vertical-align: top }
            td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
            .yes { color: var(--good) } .no, .failed { color: var(--bad) }
            svg { width: 100%; height: auto; font: 12px system-ui, sans-serif }
            svg text { fill: currentColor } .axis { stroke: var(--line); fill: none }
            .goal { stroke: currentColor; fill: none; stroke-width: 1.5 }
            .spread { stroke: currentColor; fill: none }
            polyline { fill: none; stroke-width: 2 }
            .machine td:last-child { word-break: break-word; font-family: ui-monospace, monospace; font-size: .85em }
            """;

    private final StringBuilder text = new StringBuilder();

    private HtmlReport() {}

    /** @param results by the measurements' names in the suite */
    public static String of(
            final String title,
            final Suite suite,
            final List<Row> rows,
            final Map<String, Config> results,
            final List<String> failures,
            final Report machine) {
        final HtmlReport report = new HtmlReport();
        report.head(title);
        report.table(rows);
        failures.forEach(failure -> report.add("<p class=\"failed\">Not measured: %s</p>\n", escaped(failure)));
        report.text
                .append("<h2>How far each goal is reached</h2>\n<p>Bars begin at the goal: to the right a figure is"
                        + " better, to the left worse, on a logarithmic scale. The thin line is from least to"
                        + " greatest.</p>\n")
                .append(Plots.goals(rows));
        results.forEach(report::latencies);
        results.forEach(report::load);
        results.forEach(report::floors);
        results.forEach(report::micro);
        report.measurements(suite, results);
        report.machine(machine);
        report.text.append("</body></html>\n");
        return report.text.toString();
    }

    private void head(final String title) {
        add(
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width\"><title>Tiercel: %s</title>\n"
                        + "<style>\n%s%s</style></head><body>\n<h1>Tiercel: %s</h1>\n<p>%s. Ratios are those of one run"
                        + " on one machine; docs/performance.md says how each figure is taken.</p>\n",
                escaped(title),
                STYLE,
                colours(),
                escaped(title),
                LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")));
    }

    private static String colours() {
        final StringBuilder classes = new StringBuilder();
        for (int i = 0; i < Plots.COLOURS; i++) {
            classes.append(String.format(
                    Locale.ROOT, "polyline.c%d { stroke: var(--c%d) } circle.c%d { fill: var(--c%d) }%n", i, i, i, i));
        }
        return classes.toString();
    }

    private void table(final List<Row> rows) {
        text.append(
                "<div class=\"scroll\"><table><tr><th>What</th><th class=\"n\">Figure</th><th>against</th><th class=\"n\">Ratio</th>"
                        + "<th class=\"n\">Least to greatest</th><th class=\"n\">Goal</th><th>Met</th></tr>\n");
        for (final Row row : rows) {
            add(
                    "<tr><td>%s</td><td class=\"n\">%s %s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
                            + "<td class=\"n\">%s</td><td class=\"%s\">%s</td></tr>\n",
                    escaped(row.name()),
                    RowTable.number(row.value()),
                    escaped(row.unit()),
                    escaped(row.against()),
                    row.hasRatio() ? RowTable.number(row.ratio()) : "",
                    Double.isNaN(row.min()) ? "" : RowTable.number(row.min()) + " – " + RowTable.number(row.max()),
                    escaped(row.goal()),
                    row.met() ? "yes" : "no",
                    met(row));
        }
        text.append("</table></div>\n");
    }

    private static String met(final Row row) {
        final String met = Double.isNaN(row.figure()) ? "not measured" : row.metText();
        return met + (!row.disturbed() ? "" : met.isEmpty() ? "disturbed" : ", disturbed");
    }

    private void latencies(final String name, final Config result) {
        if (!result.hasPath("tickToTrade.ns")) {
            return;
        }
        add("<h2>%s: from tick to order, and the bare echo beside it</h2>\n", escaped(name));
        text.append(Plots.percentiles(
                result.getDoubleList("tickToTrade.percents"),
                List.of(series("tick to trade", result, "tickToTrade"), series("bare echo", result, "echo"))));
        add("<h2>%s: the slowest of them over the time of the measurement</h2>\n", escaped(name));
        text.append(Plots.timeline(
                List.of(points("tick to trade", result, "tickToTrade"), points("bare echo", result, "echo"))));
        add(
                "<p>All windows, disturbed ones included: in %s of %s of the engine's and %s of the echo's a measured thread"
                        + " had to wait for its processor.</p>\n",
                result.getString("disturbed.tickToTradeWindows"),
                result.getString("pairs"),
                result.getString("disturbed.echoWindows"));
    }

    private static Plots.Series series(final String name, final Config result, final String place) {
        return new Plots.Series(name, result.getDoubleList(place + ".ns"));
    }

    private static Plots.Points points(final String name, final Config result, final String place) {
        return new Plots.Points(
                name, result.getDoubleList(place + ".slowestAtMs"), result.getDoubleList(place + ".slowestNs"));
    }

    /** Latency by a timetable, rate by rate. */
    private void load(final String name, final Config result) {
        if (!is(result, "load")) {
            return;
        }
        final List<Plots.Series> series = new ArrayList<>();
        final List<Plots.Points> points = new ArrayList<>();
        List<Double> percents = List.of();
        add("<h2>%s: from when a tick was due to its order, by messages a second</h2>\n", escaped(name));
        text.append("<div class=\"scroll\"><table><tr><th class=\"n\">Messages/s</th><th>Held</th>"
                + "<th class=\"n\">p50</th><th class=\"n\">p90</th><th class=\"n\">p99</th><th class=\"n\">p99.9</th>"
                + "<th class=\"n\">Slowest</th><th class=\"n\">Without order</th>"
                + "<th class=\"n\">Waited for processors</th></tr>\n");
        final List<String> keys = new ArrayList<>(groups(result, "distribution"));
        keys.sort(Comparator.comparing("bursts"::equals).thenComparing(key -> result.getLong(key + ".rate")));
        for (final String key : keys) {
            final Config rate = result.getConfig(key);
            final boolean held = rate.getBoolean("held");
            final String shown = String.format(Locale.ROOT, "%,d/s", rate.getLong("rate"))
                    + (key.equals("bursts") ? " in bursts" : "");
            percents = rate.getDoubleList("distribution.percents");
            series.add(series(shown + (held ? "" : ", not held"), rate, "distribution"));
            points.add(points(shown, rate, "distribution"));
            add(
                    "<tr><td class=\"n\">%s</td><td class=\"%s\">%s</td>%s%s%s%s%s<td class=\"n\">%,d</td>%s</tr>\n",
                    shown,
                    held ? "yes" : "no",
                    held ? "yes" : "no",
                    ns(rate, "p50Ns"),
                    ns(rate, "p90Ns"),
                    ns(rate, "p99Ns"),
                    ns(rate, "p999Ns"),
                    ns(rate, "maxNs"),
                    rate.getLong("unanswered"),
                    ns(rate, "waitedForProcessorNs"));
        }
        text.append("</table></div>\n").append(Plots.percentiles(percents, series));
        add("<h2>%s: the slowest of each rate over the time of the measurement</h2>\n", escaped(name));
        text.append(Plots.timeline(points));
    }

    private static boolean is(final Config result, final String benchmark) {
        return result.hasPath("benchmark") && result.getString("benchmark").equals(benchmark);
    }

    /** The places of a result's groups that have this in them, by name. */
    private static List<String> groups(final Config result, final String with) {
        return result.root().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof ConfigObject group
                        && group.toConfig().hasPathOrNull(with))
                .map(Map.Entry::getKey)
                .sorted()
                .map(ConfigUtil::joinPath)
                .toList();
    }

    private static String ns(final Config figures, final String place) {
        return "<td class=\"n\">" + Plots.shortDuration(figures.getDouble(place)) + "</td>";
    }

    private void floors(final String name, final Config result) {
        if (!is(result, "floors")) {
            return;
        }
        add("<h2>%s: what machine and bare libraries take</h2>\n", escaped(name));
        text.append("<div class=\"scroll\"><table><tr><th>Floor</th><th class=\"n\">p50</th><th class=\"n\">p99</th>"
                + "<th class=\"n\">a second</th><th class=\"n\">Windows</th><th class=\"n\">disturbed</th></tr>\n");
        for (final String key : groups(result, "p50Ns")) {
            final Config floor = result.getConfig(key);
            final Config figures = floor.getInt("windows") > 0 ? floor : floor.getConfig("disturbed");
            add(
                    "<tr><td>%s</td>%s%s<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>\n",
                    escaped(key),
                    ns(figures, "p50Ns.median"),
                    ns(figures, "p99Ns.median"),
                    RowTable.number(figures.getDouble("perSecond.median")),
                    floor.getString("windows"),
                    floor.hasPath("disturbed.windows") ? floor.getString("disturbed.windows") : "0");
        }
        text.append("</table></div>\n");
    }

    private void micro(final String name, final Config result) {
        if (!is(result, "micro")) {
            return;
        }
        add("<h2>%s: single operations</h2>\n", escaped(name));
        text.append("<div class=\"scroll\"><table><tr><th>Operation</th><th class=\"n\">ns</th><th class=\"n\">±</th>"
                + "<th class=\"n\">Bytes</th><th class=\"n\">Instructions</th></tr>\n");
        for (final String key : groups(result, "nsPerOperation")) {
            final Config figure = result.getConfig(key);
            add("<tr><td>%s</td>", escaped(ConfigUtil.splitPath(key).get(0)));
            for (final String place :
                    List.of("nsPerOperation", "errorNs", "bytesPerOperation", "instructionsPerOperation")) {
                add(
                        "<td class=\"n\">%s</td>",
                        figure.hasPath(place) ? RowTable.number(figure.getDouble(place)) : "not known");
            }
            text.append("</tr>\n");
        }
        add("</table></div>\n<p>Instruction counts: %s.</p>\n", escaped(result.getString("machine.instructionCounts")));
    }

    /** Where the measured threads of each row ran, and what else went on. */
    private void measurements(final Suite suite, final Map<String, Config> results) {
        text.append("<h2>Measurements</h2>\n<div class=\"scroll\"><table><tr><th>Measurement</th><th>Rows</th>"
                + "<th>Threads</th><th class=\"n\">Load</th><th class=\"n\">Steal</th></tr>\n");
        for (final Suite.Run run : suite.runs()) {
            final Config result = results.get(run.name());
            if (result != null) {
                add(
                        "<tr><td>%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s ms</td></tr>\n",
                        escaped(String.join(" ", run.arguments())),
                        escaped(suite.lines().stream()
                                .filter(line -> line.run().equals(run.name()))
                                .map(Line::name)
                                .collect(Collectors.joining("; "))),
                        escaped(Pins.of(result)),
                        escaped(result.getString("machine.loadAverage")),
                        result.getString("machine.stealMs"));
            }
        }
        text.append("</table></div>\n");
    }

    private void machine(final Report machine) {
        text.append("<h2>Machine</h2>\n<table class=\"machine\">\n");
        machine.texts()
                .forEach((name, value) -> add("<tr><td>%s</td><td>%s</td></tr>\n", escaped(name), escaped(value)));
        text.append("</table>\n");
    }

    private void add(final String format, final Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }

    static String escaped(final String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
