package io.tiercel.bench;

import io.tiercel.bench.rig.Workload;
import io.tiercel.bench.rig.WorkloadText;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what {@link Load} sends, so that another engine can be given the same. */
@Command(name = "workload", description = "Prints what load sends, one message a line.")
final class WorkloadCommand implements Callable<Integer> {
    @Option(names = "--workload", description = "Which one (${DEFAULT-VALUE}).")
    private Path workload = Path.of("bench", "workload.conf");

    @Option(
            names = "--messages",
            defaultValue = "1000000",
            description = "Behind those that fill the books (${DEFAULT-VALUE}).")
    private long messages;

    @Override
    public Integer call() {
        if (messages < 0) {
            throw new IllegalArgumentException("--messages " + messages + ": at least 0");
        }
        final Workload read = Workload.read(workload);
        try (PrintStream out = Bench.bufferedOut()) {
            new WorkloadText(read, out::println).write(messages);
            return out.checkError() ? Bench.ENVIRONMENT_FAILED : Bench.OK;
        }
    }
}
