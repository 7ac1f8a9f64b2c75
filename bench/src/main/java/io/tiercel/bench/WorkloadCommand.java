package io.tiercel.bench;

import io.tiercel.bench.market.MarketAccess;
import io.tiercel.bench.rig.Workload;
import io.tiercel.bench.rig.WorkloadText;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what {@link Load} sends, or what the core gets from memory, so that another engine can be given the same. */
@Command(
        name = "workload",
        description = "Prints what load sends, or what core-throughput, replay and scaling are made of, one message a"
                + " line.")
final class WorkloadCommand implements Callable<Integer> {
    @Option(names = "--workload", description = "Which one (${DEFAULT-VALUE}).")
    private Path workload = Path.of("bench", "workload.conf");

    @Option(
            names = "--messages",
            defaultValue = "1000000",
            description = "Behind those that fill the books (${DEFAULT-VALUE}).")
    private long messages;

    @Option(
            names = "--core",
            description = "Instead: the market that core-throughput, replay and scaling make, by the options below.")
    private boolean core;

    @Option(names = "--instruments", defaultValue = "100", description = "Of --core (${DEFAULT-VALUE}).")
    private int instruments;

    @Option(names = "--live-orders", defaultValue = "50000", description = "Of --core (${DEFAULT-VALUE}).")
    private int liveOrders;

    @Option(
            names = "--access",
            defaultValue = "uniform",
            description = "How --core draws instruments: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private MarketAccess access;

    @Option(names = "--seed", defaultValue = "7", description = "Of --core (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        if (messages < 0) {
            throw new IllegalArgumentException("--messages " + messages + ": at least 0");
        }
        try (PrintStream out = Bench.bufferedOut()) {
            final WorkloadText text = new WorkloadText(out::println);
            if (core) {
                text.write(access.flow(seed, instruments, liveOrders), messages);
            } else {
                text.write(Workload.read(workload), messages);
            }
            return out.checkError() ? Bench.ENVIRONMENT_FAILED : Bench.OK;
        }
    }
}
