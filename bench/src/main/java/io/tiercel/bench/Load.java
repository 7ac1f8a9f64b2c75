package io.tiercel.bench;

import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.rig.OpenLoop;
import io.tiercel.bench.rig.Workload;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tick to order of the distribution under loads that do not wait for it, up to the one that it cannot hold. */
@Command(name = "load", description = "Latency of the distribution from tick to order, rate by rate and in bursts.")
final class Load extends Bench.Measurement {
    @Mixin
    private RigOptions rig;

    @Option(names = "--workload", description = "What is sent (${DEFAULT-VALUE}).")
    private Path workload = Path.of("bench", "workload.conf");

    @Override
    int measure(final Report report) throws Exception {
        final RigOptions.Folder folder = rig.folder();
        try (folder) {
            final OpenLoop loop = new OpenLoop(rig.settings(folder, null), Workload.read(workload));
            report.put("benchmark", "load").put("workload", workload.toString());
            loop.measure(Load::progress).forEach(report::put);
            rig.describe(report, loop.journaled());
            report.put("machine", Machine.describe());
            return loop.journaled().holds() ? Bench.OK : Bench.MISSED;
        }
    }
}
