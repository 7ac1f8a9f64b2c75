package io.tiercel.bench;

import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.PairedWindows;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.rig.Rig;
import io.tiercel.bench.rig.RigSettings;
import io.tiercel.engine.boot.configuration.Durability;
import io.tiercel.engine.pipeline.WaitMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From a tick's offer to its order's arrival over Aeron IPC, beside a bare echo between the same two threads. */
@Command(name = "tick-to-trade", description = "Latency from tick to order over Aeron IPC, beside a bare echo.")
final class TickToTrade extends Bench.Measurement {
    private static final long BLOCK_BYTES = 256L << 20;

    @Option(names = "--pairs", defaultValue = "30", description = "Pairs of windows (${DEFAULT-VALUE}).")
    private int pairs;

    @Option(names = "--pings", defaultValue = "10000", description = "Of each window (${DEFAULT-VALUE}).")
    private int pings;

    @Option(names = "--warm-up", defaultValue = "20", description = "Pairs before those (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--no-journal", description = "Measures without a journal.")
    private boolean noJournal;

    @Option(
            names = "--durability",
            defaultValue = "process",
            description =
                    "async (with --layout fused), process or fsync, on the disk of --folder. With fsync a ping takes"
                            + " as long as a sync: take fewer (${DEFAULT-VALUE}).")
    private Durability.Level durability;

    @Option(names = "--folder", description = "Where the journal is made and removed (the system's temporary folder).")
    private Path folder;

    @Option(names = "--rig-core", defaultValue = "0", description = "The venue's processor (${DEFAULT-VALUE}).")
    private int rigProcessor;

    @Option(names = "--engine-core", defaultValue = "1", description = "The engine's processor (${DEFAULT-VALUE}).")
    private int engineProcessor;

    @Option(
            names = "--layout",
            defaultValue = "inline",
            description = "inline, or fused with a thread each for journal, core and gate (${DEFAULT-VALUE}).")
    private Layout layout;

    @Option(
            names = "--wait",
            defaultValue = "spin",
            description = "How the fused layout's threads wait: spin, yield or park. Spin needs a processor for each,"
                    + " five with the rig's (${DEFAULT-VALUE}).")
    private WaitMode wait;

    /** As engine.layout. */
    private enum Layout {
        INLINE,
        FUSED
    }

    @Option(
            names = "--upkeep-rounds",
            defaultValue = "64",
            description = "The engine's thread invokes the media driver after so many rounds; a live run: 64.")
    private int upkeepRounds;

    @Override
    int measure(final Report report) throws Exception {
        final Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        final Path journal = noJournal ? null : Files.createTempDirectory(parent, "tiercel-bench");
        try {
            final RigSettings settings = new RigSettings(
                    pairs,
                    pings,
                    warmUp,
                    rigProcessor,
                    engineProcessor,
                    layout == Layout.FUSED ? wait : null,
                    upkeepRounds,
                    journal,
                    BLOCK_BYTES,
                    durability);
            try (Rig rig = new Rig(settings)) {
                final PairedWindows windows = rig.measure(TickToTrade::progress);
                fill(report, windows, rig);
            }
        } finally {
            if (journal != null) {
                Folders.remove(journal);
            }
        }
        return Bench.OK;
    }

    private void fill(final Report report, final PairedWindows windows, final Rig rig) {
        final boolean engine = true;
        final boolean disturbed = true;
        report.put("benchmark", "tick-to-trade")
                .put("layout", layout.name().toLowerCase(Locale.ROOT))
                .put("journal", noJournal ? "off" : "on")
                .put("durability", noJournal ? "none" : durability.name().toLowerCase(Locale.ROOT))
                .put("pairs", windows.count())
                .put("cleanPairs", windows.cleanCount())
                .put("runDelayKnown", rig.runDelayKnown())
                .put("pingsPerWindow", pings)
                .put("tickToTradeNs", latencies(windows, engine, !disturbed))
                .put("echoNs", latencies(windows, !engine, !disturbed))
                .put("ratioOfMedians", windows.p50Ratio(true))
                .put("ratioOfP99", windows.p99Ratio(true))
                .put(
                        "disturbed",
                        new Report()
                                .put("tickToTradeWindows", windows.disturbedCount(engine))
                                .put("echoWindows", windows.disturbedCount(!engine))
                                .put("tickToTradeNs", latencies(windows, engine, disturbed))
                                .put("echoNs", latencies(windows, !engine, disturbed))
                                .put("ratioOfMediansOfAllPairs", windows.p50Ratio(false))
                                .put("ratioOfP99OfAllPairs", windows.p99Ratio(false)))
                .put("tickToTrade", rig.distribution(engine))
                .put("echo", rig.distribution(!engine))
                .put("orders", rig.orderCount())
                .put("rigProcessor", rigProcessor)
                .put("engineProcessor", engineProcessor)
                .put("idle", "both threads spin; the media driver is invoked on the engine's thread")
                .put("wait", layout == Layout.FUSED ? wait.name().toLowerCase(Locale.ROOT) : "none")
                .put("upkeepRounds", upkeepRounds)
                .put("machine", Machine.describe());
    }

    private static Report latencies(final PairedWindows windows, final boolean ofEngine, final boolean disturbed) {
        final Percentiles p50 = windows.p50(ofEngine, disturbed);
        return new Report()
                .put("windows", p50.count())
                .put("p50", p50.median())
                .put("p99", windows.p99(ofEngine, disturbed).median());
    }
}
