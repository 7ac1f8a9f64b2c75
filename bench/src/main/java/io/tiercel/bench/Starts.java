package io.tiercel.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.journal.JournalVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The distribution, started again and again, with its warm-up and without in turn: how long until it is ready, and how
 * much slower the first 1,000 latencies from tick to order are than all later ones of the same session.
 */
@Command(name = "start", description = "Start to ready, and the first 1,000 orders beside the later ones.")
final class Starts extends Bench.Measurement {
    private static final String COLD = "0s";

    @Option(names = "--runs", defaultValue = "5", description = "Of each kind (${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--duration", defaultValue = "12s", description = "Of each run (${DEFAULT-VALUE}).")
    private String duration;

    @Option(names = "--config", description = "What is run; many orders a second (${DEFAULT-VALUE}).")
    private Path configuration = Path.of("bench", "start.conf");

    @Option(names = "--warm-up", defaultValue = "2s", description = "The engine.warmUp (${DEFAULT-VALUE}).")
    private String warmUp;

    @Option(names = "--deoptimisations", defaultValue = "off", description = "off, or count them (${DEFAULT-VALUE}).")
    private String countDeoptimisations;

    @Option(names = "--no-cold", description = "Only starts with a warm-up.")
    private boolean noCold;

    @Override
    int measure(final Report report) throws Exception {
        if (runs < 1) {
            throw new IllegalArgumentException("--runs " + runs + ": at least 1");
        }
        final List<Config> warm = new ArrayList<>();
        final List<Config> cold = new ArrayList<>();
        final Path folder = Files.createTempDirectory("tiercel-bench");
        try {
            for (int i = 0; i < runs; i++) {
                warm.add(run(folder.resolve("warm-" + i), warmUp));
                if (!noCold) {
                    cold.add(run(folder.resolve("cold-" + i), COLD));
                }
            }
        } finally {
            Folders.remove(folder);
        }
        report.put("benchmark", "start")
                .put("workload", configuration.toString())
                .put("runs", runs)
                .put("warm", figures(warm).put("warmUp", warmUp))
                .put("cold", figures(cold))
                .put("machine", Machine.describe());
        return Bench.OK;
    }

    /** The engine's own result, of which only the start is read. */
    private Config run(final Path journal, final String warmUpTime) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(
                        "scripts/tiercel",
                        "run",
                        "--headless",
                        "--json",
                        "--duration",
                        duration,
                        "--config",
                        configuration.toString(),
                        "--journal",
                        journal.toString(),
                        "--set",
                        "journal.folder=" + journal.getParent(),
                        "--set",
                        "engine.warmUp=" + warmUpTime,
                        "--set",
                        "engine.deoptimisations=" + countDeoptimisations)
                .redirectError(
                        journal.resolveSibling(journal.getFileName() + ".err").toFile())
                .start();
        final String result = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("a run ended with exit code " + process.exitValue() + ": "
                    + Files.readString(journal.resolveSibling(journal.getFileName() + ".err"))
                            .strip());
        }
        if (!new JournalVerifier(journal).verify().clean()) {
            throw new IllegalStateException(
                    "the journal of a run is not whole: scripts/tiercel journal verify " + journal);
        }
        Folders.remove(journal);
        final Config start = ConfigFactory.parseString(result).getConfig("start");
        progress(journal.getFileName() + ": ready after " + start.getLong("toReadyMs") + " ms, p99 of the first "
                + start.getLong("firstTicksToTrade.count") + " " + start.getLong("firstTicksToTrade.p99")
                + " ns, of the " + start.getLong("laterTicksToTrade.count") + " later "
                + start.getLong("laterTicksToTrade.p99") + " ns");
        return start;
    }

    private static Report figures(final List<Config> starts) {
        return new Report()
                .put("toReadyMs", of(starts, start -> start.getLong("toReadyMs")))
                .put("warmUpInputs", of(starts, start -> start.getLong("warmUpInputs")))
                .put("deoptimisations", of(starts, Starts::deoptimisations))
                .put("firstP50Ns", of(starts, start -> start.getLong("firstTicksToTrade.p50")))
                .put("firstP99Ns", of(starts, start -> start.getLong("firstTicksToTrade.p99")))
                .put("laterP50Ns", of(starts, start -> start.getLong("laterTicksToTrade.p50")))
                .put("laterP99Ns", of(starts, start -> start.getLong("laterTicksToTrade.p99")))
                .put("laterCount", of(starts, start -> start.getLong("laterTicksToTrade.count")))
                .put("ratioOfP50", of(starts, start -> ratio(start, "p50")))
                .put("ratioOfP99", of(starts, start -> ratio(start, "p99")));
    }

    private static double deoptimisations(final Config start) {
        return start.getIsNull("deoptimisations")
                ? 0
                : start.getObject("deoptimisations").unwrapped().values().stream()
                        .mapToInt(count -> ((Number) count).intValue())
                        .sum();
    }

    private static double ratio(final Config start, final String percentile) {
        return start.getDouble("firstTicksToTrade." + percentile) / start.getDouble("laterTicksToTrade." + percentile);
    }

    private static Percentiles of(final List<Config> starts, final ToDoubleFunction<Config> figure) {
        return Percentiles.of(starts.stream().mapToDouble(figure).toArray());
    }
}
