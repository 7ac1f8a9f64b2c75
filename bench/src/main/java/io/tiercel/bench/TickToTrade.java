package io.tiercel.bench;

import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.PairedWindows;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.rig.ClosedLoop;
import io.tiercel.bench.rig.SpinCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * From a tick's offer to its order's arrival over Aeron IPC: the distribution as a process of its own with its journal
 * and its risk controls, beside a bare echo on the same processors.
 */
@Command(name = "tick-to-trade", description = "Latency of the distribution from tick to order, beside a bare echo.")
final class TickToTrade extends Bench.Measurement {
    @Mixin
    private RigOptions rig;

    @Option(names = "--pairs", defaultValue = "30", description = "Pairs of windows (${DEFAULT-VALUE}).")
    private int pairs;

    @Option(names = "--pings", defaultValue = "10000", description = "Of each window (${DEFAULT-VALUE}).")
    private int pings;

    @Option(names = "--warm-up", defaultValue = "20", description = "Pairs before those (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--spin",
            description = "Nanoseconds that the strategy spins at half of the ticks: those orders have to come that"
                    + " much later, within 10 %%, or the rig measures something else.")
    private long spinNs;

    @Override
    int measure(final Report report) throws Exception {
        final SpinCheck spinCheck = spinNs > 0 ? new SpinCheck(spinNs) : null;
        final RigOptions.Folder folder = rig.folder();
        try (folder) {
            final ClosedLoop loop = new ClosedLoop(
                    rig.settings(folder, spinCheck == null ? null : spinCheck.assignment()),
                    pairs,
                    warmUp,
                    pings,
                    spinCheck);
            fill(report, loop.measure(TickToTrade::progress), loop);
            if (spinCheck != null) {
                report.put("spin", spinCheck.describe());
            }
            report.put("machine", Machine.describe());
            return loop.journaled().holds() && (spinCheck == null || spinCheck.holds()) ? Bench.OK : Bench.MISSED;
        }
    }

    private void fill(final Report report, final PairedWindows windows, final ClosedLoop loop) {
        final boolean engine = true;
        final boolean disturbed = true;
        report.put("benchmark", "tick-to-trade")
                .put("pairs", windows.count())
                .put("cleanPairs", windows.cleanCount())
                .put("runDelayKnown", loop.runDelayKnown())
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
                .put("accountedFor", loop.accountedFor())
                .put("hops", loop.hops().describe())
                .put("tickToTrade", loop.distribution(engine))
                .put("echo", loop.distribution(!engine));
        rig.describe(report, loop.journaled());
    }

    private static Report latencies(final PairedWindows windows, final boolean ofEngine, final boolean disturbed) {
        final Percentiles p50 = windows.p50(ofEngine, disturbed);
        return new Report()
                .put("windows", p50.count())
                .put("p50", p50.median())
                .put("p99", windows.p99(ofEngine, disturbed).median());
    }
}
