package io.tiercel.bench.suite;

import com.typesafe.config.Config;
import io.tiercel.bench.report.Report;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows, their plots and the machine as one HTML file that needs nothing beside it. */
public final class HtmlReport {
    private static final String LATENCIES = "tick-to-trade";

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8886; --good: #2a9d5c; --bad: #d1495b; --one: #2f6fde;
                    --two: #e08b1f }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2.5rem }
            table { border-collapse: collapse; width: 100% }
            td, th { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
                     vertical-align: top }
            td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
            .yes { color: var(--good) } .no, .failed { color: var(--bad) }
            svg { width: 100%; height: auto; font: 12px system-ui, sans-serif }
            svg text { fill: currentColor } .axis { stroke: var(--line); fill: none }
            .one { stroke: var(--one) } .two { stroke: var(--two) }
            polyline { fill: none; stroke-width: 2 } circle.one { fill: var(--one) } circle.two { fill: var(--two) }
            .machine td:last-child { word-break: break-word; font-family: ui-monospace, monospace; font-size: .85em }
            """;

    private final StringBuilder text = new StringBuilder();

    private HtmlReport() {}

    /** @param results by the measurements' names in the suite */
    public static String of(
            final String title,
            final List<Row> rows,
            final Map<String, Config> results,
            final List<String> failures,
            final Report machine) {
        final HtmlReport report = new HtmlReport();
        report.head(title);
        report.table(rows);
        failures.forEach(failure -> report.add("<p class=\"failed\">Not measured: %s</p>\n", escaped(failure)));
        report.text.append("<h2>How far each goal is reached</h2>\n").append(Plots.goals(rows));
        final Config latencies = results.get(LATENCIES);
        if (latencies != null && latencies.hasPath("tickToTrade.ns")) {
            report.latencies(latencies);
        }
        report.machine(machine, results);
        report.text.append("</body></html>\n");
        return report.text.toString();
    }

    private void head(final String title) {
        add(
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width\"><title>Tiercel: %s</title>\n"
                        + "<style>\n%s</style></head><body>\n<h1>Tiercel: %s</h1>\n<p>%s. Ratios are those of one run on one"
                        + " machine; docs/performance.md says how each figure is taken.</p>\n",
                escaped(title),
                STYLE,
                escaped(title),
                LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")));
    }

    private void table(final List<Row> rows) {
        text.append("<table><tr><th>What</th><th class=\"n\">Figure</th><th>against</th><th class=\"n\">Ratio</th>"
                + "<th class=\"n\">Least to greatest</th><th class=\"n\">Goal</th><th>Met</th></tr>\n");
        for (final Row row : rows) {
            final boolean known = !Double.isNaN(row.figure());
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
                    (known ? row.met() ? "yes" : "no" : "not measured") + (row.disturbed() ? ", disturbed" : ""));
        }
        text.append("</table>\n");
    }

    private void latencies(final Config result) {
        text.append("<h2>From tick to order, and the bare echo beside it</h2>\n");
        final List<Double> percents = result.getDoubleList("tickToTrade.percents");
        text.append(Plots.percentiles(
                percents,
                List.of(
                        new Plots.Series("tick to trade", "one", result.getDoubleList("tickToTrade.ns")),
                        new Plots.Series("bare echo", "two", result.getDoubleList("echo.ns")))));
        text.append("<h2>The slowest of them over the time of the measurement</h2>\n");
        text.append(Plots.timeline(List.of(
                new Plots.Points(
                        "tick to trade",
                        "one",
                        result.getDoubleList("tickToTrade.slowestAtMs"),
                        result.getDoubleList("tickToTrade.slowestNs")),
                new Plots.Points(
                        "bare echo",
                        "two",
                        result.getDoubleList("echo.slowestAtMs"),
                        result.getDoubleList("echo.slowestNs")))));
        add(
                "<p>All windows, disturbed ones included: in %s of %s of the engine's and %s of the echo's a measured thread"
                        + " had to wait for its processor. Processors: rig %s, engine %s.</p>\n",
                result.getString("disturbed.tickToTradeWindows"),
                result.getString("pairs"),
                result.getString("disturbed.echoWindows"),
                result.getString("rigProcessor"),
                result.getString("engineProcessor"));
    }

    private void machine(final Report machine, final Map<String, Config> results) {
        text.append("<h2>Machine</h2>\n<table class=\"machine\">\n");
        machine.texts()
                .forEach((name, value) -> add("<tr><td>%s</td><td>%s</td></tr>\n", escaped(name), escaped(value)));
        results.forEach((name, result) -> add(
                "<tr><td>%s: load, steal</td><td>%s, %s ms</td></tr>\n",
                escaped(name), escaped(result.getString("machine.loadAverage")), result.getString("machine.stealMs")));
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
