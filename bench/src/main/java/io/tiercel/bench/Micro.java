package io.tiercel.bench;

import io.tiercel.bench.micro.MicroRun;
import io.tiercel.bench.micro.MicroRun.Figure;
import io.tiercel.bench.micro.MicroRun.Length;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One structure at a time: what an operation takes, and that it allocates nothing. */
@Command(name = "micro", description = "Time and allocated bytes of single operations, each in a JVM of its own.")
final class Micro extends Bench.Measurement {
    @Parameters(
            paramLabel = "NAME",
            description = "A structure (book, signal, risk, order, codec, journal, timer, digest) or one of its"
                    + " operations, such as book.execute; none: all.")
    private List<String> names = List.of();

    @Option(names = "--full", description = "Three JVMs and 15 s in each: half an hour for all.")
    private boolean full;

    @Option(names = "--folder", description = "Where journals are made and removed (the system's temporary folder).")
    private Path folder;

    @Override
    int measure(final Report report) throws RunnerException {
        return measure(report, full ? Length.FULL : Length.SHORT);
    }

    int measure(final Report report, final Length length) throws RunnerException {
        final List<Figure> figures = new MicroRun(length, folder).run(names, Micro::progress);
        report.put("benchmark", "micro");
        for (final Figure figure : figures) {
            report.put(
                    figure.name(),
                    new Report()
                            .put("nsPerOperation", figure.nsPerOperation())
                            .put("errorNs", figure.errorNs())
                            .put("bytesPerOperation", figure.bytesPerOperation())
                            .put("instructionsPerOperation", figure.instructionsPerOperation()));
        }
        final String allocating =
                figures.stream().filter(Figure::allocates).map(Figure::name).collect(Collectors.joining(", "));
        report.put("operations", figures.size())
                .put("allocating", allocating.isEmpty() ? "none" : allocating)
                .put("forks", length.forks())
                .put("iterations", length.iterations())
                .put("iterationMs", length.iterationMs())
                .put("machine", Machine.describe());
        return allocating.isEmpty() ? Bench.OK : Bench.MISSED;
    }
}
