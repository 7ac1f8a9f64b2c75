package io.tiercel.bench;

import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.rig.OpenLoop;
import io.tiercel.bench.rig.RigSettings;
import io.tiercel.bench.rig.Workload;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tick to order of the distribution under loads that do not wait for it, up to the one that it cannot hold. */
@Command(name = "load", description = "Latency of the distribution from tick to order, rate by rate and in bursts.")
final class Load extends Bench.Measurement {
    /** Filling the books, waiting for the last answers. */
    private static final int MARGIN_S = 10;

    @Mixin
    private RigOptions rig;

    @Option(names = "--workload", description = "What is sent (${DEFAULT-VALUE}).")
    private Path workload = Path.of("bench", "workload.conf");

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "PER-SECOND",
            description = "Messages a second, one rate after the other, instead of the workload's.")
    private List<Integer> rates;

    @Option(names = "--seconds", description = "Of each rate and of the bursts, instead of the workload's.")
    private Integer seconds;

    @Option(
            names = "--allocation",
            description =
                    "Also counts what the engine's threads allocate in the last part of it, the first half or 30 s"
                            + " being their warm-up.")
    private boolean allocation;

    @Override
    int measure(final Report report) throws Exception {
        final RigOptions.Folder folder = rig.folder();
        try (folder) {
            final Workload read = Workload.read(workload);
            final Workload sent =
                    read.at(rates == null ? read.rates() : rates, seconds == null ? read.secondsPerRate() : seconds);
            final RigSettings settings = rig.settings(folder, null);
            final OpenLoop loop = new OpenLoop(
                    allocation ? settings.endingAfter(sent.seconds() * 4 / 3 + MARGIN_S + "s") : settings, sent);
            report.put("benchmark", "load").put("workload", workload.toString());
            loop.measure(Load::progress).forEach(report::put);
            rig.describe(report, loop.journaled());
            if (allocation) {
                report.put("allocation", loop.allocation().describe());
            }
            report.put("machine", Machine.describe());
            return loop.journaled().holds() && (!allocation || loop.allocation().holds()) ? Bench.OK : Bench.MISSED;
        }
    }
}
