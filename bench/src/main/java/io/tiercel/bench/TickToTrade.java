package io.tiercel.bench;

import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.PairedWindows;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.rig.ClosedLoop;
import io.tiercel.bench.rig.ClosedLoopFigures;
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

    @Option(
            names = "--starts",
            defaultValue = "1",
            description = "Of engine and echo, one after the other; each takes its share of the pairs, and a warm-up"
                    + " (${DEFAULT-VALUE}).")
    private int starts;

    @Option(
            names = "--echo-round",
            defaultValue = "0",
            description =
                    "Nanoseconds from one look of the echo's thread for a message to the next, at least: with those"
                            + " of the engine's rounds, the echo waits as long as a tick does (${DEFAULT-VALUE}: at once).")
    private long echoRoundNs;

    @Override
    int measure(final Report report) throws Exception {
        if (starts < 1 || starts > pairs) {
            throw new IllegalArgumentException("--starts " + starts + ": from 1 to " + pairs + ", the number of pairs");
        }
        final SpinCheck spinCheck = spinNs > 0 ? new SpinCheck(spinNs) : null;
        final ClosedLoopFigures figures = new ClosedLoopFigures();
        for (int i = 0; i < starts; i++) {
            final RigOptions.Folder folder = rig.folder();
            try (folder) {
                new ClosedLoop(
                                rig.settings(folder, spinCheck == null ? null : spinCheck.assignment()),
                                new ClosedLoop.Plan(
                                        pairs / starts + (i < pairs % starts ? 1 : 0), warmUp, pings, echoRoundNs),
                                spinCheck,
                                figures)
                        .measure(TickToTrade::progress);
            }
        }
        fill(report, figures);
        if (spinCheck != null) {
            report.put("spin", spinCheck.describe());
        }
        report.put("machine", Machine.describe());
        return figures.journaled().holds() && (spinCheck == null || spinCheck.holds()) ? Bench.OK : Bench.MISSED;
    }

    private void fill(final Report report, final ClosedLoopFigures figures) {
        final boolean engine = true;
        final boolean disturbed = true;
        final PairedWindows windows = figures.windows();
        report.put("benchmark", "tick-to-trade")
                .put("pairs", windows.count())
                .put("cleanPairs", windows.cleanCount())
                .put("runDelayKnown", figures.runDelayKnown())
                .put("pingsPerWindow", pings)
                .put("echoRoundNs", echoRoundNs)
                .put("tickToTradeNs", latencies(windows, engine, !disturbed))
                .put("echoNs", latencies(windows, !engine, !disturbed))
                .put("ratioOfMedians", windows.p50Ratio(true))
                .put("ratioOfP99", windows.p99Ratio(true))
                .put("starts", figures.byStart())
                .put(
                        "disturbed",
                        new Report()
                                .put("tickToTradeWindows", windows.disturbedCount(engine))
                                .put("echoWindows", windows.disturbedCount(!engine))
                                .put("tickToTradeNs", latencies(windows, engine, disturbed))
                                .put("echoNs", latencies(windows, !engine, disturbed))
                                .put("ratioOfMediansOfAllPairs", windows.p50Ratio(false))
                                .put("ratioOfP99OfAllPairs", windows.p99Ratio(false)))
                .put("accountedFor", figures.accountedFor())
                .put("hops", figures.hops().describe())
                .put("tickToTrade", figures.distribution(engine))
                .put("echo", figures.distribution(!engine));
        rig.describe(report, figures.journaled());
    }

    private static Report latencies(final PairedWindows windows, final boolean ofEngine, final boolean disturbed) {
        final Percentiles p50 = windows.p50(ofEngine, disturbed);
        return new Report()
                .put("windows", p50.count())
                .put("p50", p50.median())
                .put("p99", windows.p99(ofEngine, disturbed).median());
    }
}
