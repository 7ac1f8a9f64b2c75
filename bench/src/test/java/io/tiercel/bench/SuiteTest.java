package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.report.Distribution;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.suite.HtmlReport;
import io.tiercel.bench.suite.Row;
import io.tiercel.bench.suite.RowTable;
import io.tiercel.bench.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run in one go is there, and shown. */
class SuiteTest {
    @TempDir
    private Path temporary;

    @Test
    void shouldAskMeasurementsForWhatTheyKnow() {
        for (final Suite suite : List.of(Suite.quick(), Suite.full(), Suite.brief())) {
            final List<String> names =
                    suite.runs().stream().map(Suite.Run::name).toList();
            for (final Suite.Run run : suite.runs()) {
                final List<String> arguments = new ArrayList<>(run.arguments());
                arguments.add("--json");
                assertDoesNotThrow(() -> Bench.line().parseArgs(arguments.toArray(String[]::new)), run.name());
            }
            assertTrue(names.containsAll(suite.runNames()), () -> suite.runNames() + " of " + names);
        }
    }

    @Test
    void shouldTakeAPartOfASuite() {
        final Suite part = Suite.quick().only(List.of("load", "start"));

        assertEquals(
                List.of("load", "start"),
                part.runs().stream().map(Suite.Run::name).toList());
        assertEquals(List.of("load", "start"), part.runNames());
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Suite.brief().only(List.of("lod")));
        assertEquals(
                "--only lod: there is no such measurement, but tick-to-trade, append-64, replay, matcher",
                refused.getMessage());
    }

    @Test
    void shouldShowEachRowWithinAHundredAndTwentyColumns() {
        final String text = RowTable.of(rows());

        assertTrue(text.lines().allMatch(line -> line.length() <= 120), text);
        assertTrue(text.contains("tick-to-trade p50"), text);
        assertTrue(text.contains("no disturbed"), text);
        assertTrue(
                text.lines()
                        .filter(line -> line.contains("allocation, journal off"))
                        .allMatch(line -> line.endsWith("yes")),
                text);
    }

    @Test
    void shouldWriteAReportThatNeedsNothingElse() throws IOException {
        final Distribution latencies = new Distribution();
        latencies.add(new long[] {900, 1_000, 40_000}, new long[] {0, 1_000_000, 2_000_000});
        final String result = new Report()
                .put("tickToTrade", latencies.describe(0))
                .put("echo", latencies.describe(0))
                .put("disturbed", new Report().put("tickToTradeWindows", 1).put("echoWindows", 2))
                .put("pairs", 3)
                .put("processor", 0)
                .put("machine", new Report().put("loadAverage", "1.0").put("stealMs", 0))
                .toJson();

        final String html = HtmlReport.of(
                "a <b>",
                new Suite(List.of(new Suite.Run("tick-to-trade", List.of("tick-to-trade", "--pairs", "3"))), List.of()),
                rows(),
                Map.of("tick-to-trade", ConfigFactory.parseString(result), "load", load(), "micro", micro()),
                List.of("core: ended with exit code 3"),
                new Report().put("java", "17 & more"));

        assertTrue(html.contains("a &lt;b&gt;") && html.contains("17 &amp; more"), html);
        assertTrue(html.contains("core: ended with exit code 3"), html);
        assertTrue(html.contains(">no, disturbed<"), html);
        assertTrue(html.contains("measured thread on processor 0"), html);
        assertTrue(html.contains("Instruction counts: not available: no perf"), html);
        assertTrue(html.contains("200,000/s, not held") && html.contains("1,000/s in bursts"), html);
        assertEquals(5, html.split("<svg", -1).length - 1);
        assertEquals(4, html.split("<polyline", -1).length - 1);
        assertEquals(10, html.split("r=\"2\"", -1).length - 1);
        assertTrue(!html.contains("http") && !html.contains("NaN"), html);
    }

    @Test
    void shouldCompareFilesAndSayWhatIsWrongWithThem() throws IOException {
        final Path rows = Files.writeString(temporary.resolve("rows.json"), Row.toJson(rows()));
        final Path wrong = Files.writeString(temporary.resolve("wrong.json"), "{}");

        assertEquals(Bench.OK, Bench.run("compare", rows.toString(), "--baseline", rows.toString()));
        assertEquals(Bench.BAD_USAGE, Bench.run("compare", wrong.toString(), "--baseline", rows.toString()));
        assertEquals(Bench.BAD_USAGE, Bench.run("compare", rows.toString(), "--baseline", "absent.json"));
        assertEquals(
                Bench.BAD_USAGE,
                Bench.run("quick", "--json", temporary.resolve("no/rows.json").toString()));
    }

    private static Config load() {
        return ConfigFactory.parseString(new Report()
                .put("benchmark", "load")
                .put("bursts", rate(1_000, true))
                .put("rate200000", rate(200_000, false))
                .toJson());
    }

    private static Report rate(final int perSecond, final boolean held) {
        final Distribution latencies = new Distribution();
        latencies.add(new long[] {900, 1_000}, new long[] {0, 1_000_000});
        final Report report = new Report().put("rate", perSecond).put("held", held);
        for (final String figure : List.of("p50Ns", "p90Ns", "p99Ns", "p999Ns", "maxNs", "waitedForProcessorNs")) {
            report.put(figure, 1_000);
        }
        return report.put("unanswered", 0).put("distribution", latencies.describe(0));
    }

    private static Config micro() {
        return ConfigFactory.parseString(new Report()
                .put("benchmark", "micro")
                .put(
                        "book.execute(1x5000)",
                        new Report()
                                .put("nsPerOperation", 21.5)
                                .put("errorNs", 0.5)
                                .put("bytesPerOperation", 0.0)
                                .put("instructionsPerOperation", Double.NaN))
                .put("machine", new Report().put("instructionCounts", "not available: no perf"))
                .toJson());
    }

    private static List<Row> rows() {
        return List.of(
                new Row("tick-to-trade p50", 900, "ns", "bare echo", 2.8, "<= 1.5 times", 0.54, false, 2.7, 3.3, true),
                new Row(
                        "core from memory",
                        4_300_000,
                        "events/s",
                        "",
                        Double.NaN,
                        ">= 8,000,000",
                        0.54,
                        false,
                        1,
                        2,
                        false),
                new Row(
                        "allocation, journal off",
                        0,
                        "bytes",
                        "",
                        Double.NaN,
                        "<= 0",
                        1,
                        true,
                        Double.NaN,
                        Double.NaN,
                        false),
                new Row(
                        "lost",
                        Double.NaN,
                        "ns",
                        "",
                        Double.NaN,
                        "<= 1",
                        Double.NaN,
                        false,
                        Double.NaN,
                        Double.NaN,
                        false));
    }
}
