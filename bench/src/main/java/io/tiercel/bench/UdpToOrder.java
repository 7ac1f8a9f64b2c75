package io.tiercel.bench;

import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.PairedWindows;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Pins;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.rig.EchoLine;
import io.tiercel.bench.rig.FeedLoop;
import io.tiercel.bench.rig.JournaledOrders;
import io.tiercel.bench.rig.RigSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From a datagram of an exchange's feed to an order's arrival: the distribution as a process of its own with a lane
 * that takes ITCH 5.0 from a socket, beside a bare echo of datagrams on the same processors.
 */
@Command(name = "udp-to-order", description = "Latency from an ITCH datagram to an order, beside an echo of datagrams.")
final class UdpToOrder extends Bench.Measurement {
    @Option(
            names = "--config",
            defaultValue = "bench/udp-to-order.conf",
            description = "What the engine is started with (${DEFAULT-VALUE}).")
    private Path configuration;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Instead of what is configured.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--pairs", defaultValue = "30", description = "Pairs of windows (${DEFAULT-VALUE}).")
    private int pairs;

    @Option(names = "--pings", defaultValue = "3000", description = "Of each window (${DEFAULT-VALUE}).")
    private int pings;

    @Option(names = "--warm-up", defaultValue = "20", description = "Pairs before those (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--rig-core", defaultValue = "0", description = "The rig's processor (${DEFAULT-VALUE}).")
    private int rigProcessor;

    @Option(names = "--engine-core", defaultValue = "1", description = "The engine's processor (${DEFAULT-VALUE}).")
    private int engineProcessor;

    @Option(
            names = "--lane-core",
            defaultValue = "1",
            description = "The lane's processor; with the engine's own the two take turns (${DEFAULT-VALUE}).")
    private int laneProcessor;

    @Option(
            names = "--allocation",
            description = "Goes on for 41 s in all, until the engine has counted what its threads allocate.")
    private boolean allocation;

    @Override
    int measure(final Report report) throws Exception {
        if (rigProcessor == engineProcessor || rigProcessor == laneProcessor) {
            throw new IllegalArgumentException("--rig-core " + rigProcessor
                    + " is that of engine or lane: the rig spins," + " and needs a processor of its own");
        }
        final List<String> all = new ArrayList<>(List.of("feeds.ITCH.processor=" + laneProcessor));
        all.addAll(assignments);
        final Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        final Path path = Files.createTempDirectory(parent, "tiercel-bench").toAbsolutePath();
        try (RigOptions.Folder folder = new RigOptions.Folder(path)) {
            final FeedLoop loop = new FeedLoop(
                    new RigSettings(
                            RigOptions.DISTRIBUTION,
                            configuration,
                            all,
                            EchoLine.Kind.IPC,
                            rigProcessor,
                            engineProcessor,
                            folder.path(),
                            ""),
                    pairs,
                    warmUp,
                    pings);
            if (allocation) {
                loop.countingAllocation();
            }
            fill(report, loop.measure(Bench.Measurement::progress), loop);
            if (allocation) {
                report.put("allocation", loop.allocation().describe(loop.countedOrders()));
            }
            report.put("machine", Machine.describe());
            return loop.journaled().holds() && (!allocation || loop.allocation().holds()) ? Bench.OK : Bench.MISSED;
        }
    }

    private void fill(final Report report, final PairedWindows windows, final FeedLoop loop) {
        final boolean engine = true;
        final boolean disturbed = true;
        final JournaledOrders journaled = loop.journaled();
        report.put("benchmark", "udp-to-order")
                .put("pairs", windows.count())
                .put("cleanPairs", windows.cleanCount())
                .put("runDelayKnown", loop.runDelayKnown())
                .put("pingsPerWindow", pings)
                .put("udpToOrderNs", latencies(windows, engine, !disturbed))
                .put("echoNs", latencies(windows, !engine, !disturbed))
                .put("ratioOfMedians", windows.p50Ratio(true))
                .put("ratioOfP99", windows.p99Ratio(true))
                .put(
                        "disturbed",
                        new Report()
                                .put("udpToOrderWindows", windows.disturbedCount(engine))
                                .put("echoWindows", windows.disturbedCount(!engine))
                                .put("udpToOrderNs", latencies(windows, engine, disturbed))
                                .put("echoNs", latencies(windows, !engine, disturbed))
                                .put("ratioOfMediansOfAllPairs", windows.p50Ratio(false))
                                .put("ratioOfP99OfAllPairs", windows.p99Ratio(false)))
                .put("udpToOrder", loop.distribution(engine))
                .put("echo", loop.distribution(!engine))
                .put("orders", journaled.received())
                .put("ordersMissingInJournal", journaled.missing())
                .put("journalClean", journaled.clean())
                .put("configuration", configuration.toString())
                .put("assignments", String.join(" ", assignments))
                .put("rigProcessor", rigProcessor)
                .put("engineProcessor", engineProcessor)
                .put("laneProcessor", laneProcessor)
                .put(
                        "pinning",
                        "rig " + Pins.of(rigProcessor) + ", engine and echo " + Pins.of(engineProcessor) + ", lane "
                                + Pins.of(laneProcessor));
    }

    private static Report latencies(final PairedWindows windows, final boolean ofEngine, final boolean disturbed) {
        final Percentiles p50 = windows.p50(ofEngine, disturbed);
        return new Report()
                .put("windows", p50.count())
                .put("p50", p50.median())
                .put("p99", windows.p99(ofEngine, disturbed).median());
    }
}
