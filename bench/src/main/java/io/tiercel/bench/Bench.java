package io.tiercel.bench;

import io.tiercel.bench.report.Failure;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Report;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Starts one of the measurements. */
@Command(
        name = "bench",
        description = "Measures the engine on this machine; docs/performance.md says how to read it.",
        subcommands = {
            CoreThroughput.class,
            Scaling.class,
            TickToTrade.class,
            Load.class,
            WorkloadCommand.class,
            Starts.class,
            EngineAllocation.class,
            Replay.class,
            Recoveries.class,
            JournalAppend.class,
            SuiteCommand.Quick.class,
            SuiteCommand.Full.class,
            SuiteCommand.Brief.class,
            Compare.class,
            Floors.class,
            Micro.class,
            BookComparison.class,
            MatcherComparison.class,
            FeedComparison.class,
            UdpToOrder.class
        })
public final class Bench {
    static final int OK = 0;
    static final int MISSED = 1;
    static final int BAD_USAGE = 2;
    static final int ENVIRONMENT_FAILED = 3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    private Bench() {}

    public static void main(final String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(final String... arguments) {
        return line().execute(arguments);
    }

    static CommandLine line() {
        final CommandLine line = new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Bench::asTheCallerSees);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            System.err.println("bench: " + Failure.text(failure));
            return failure instanceof IllegalArgumentException ? BAD_USAGE : ENVIRONMENT_FAILED;
        });
        return line;
    }

    /** Files and folders are named from where the command was given; it runs where the sources are. */
    private static Path asTheCallerSees(final String path) {
        return Path.of(System.getProperty("tiercel.caller", "")).resolve(path);
    }

    /** For many lines. */
    static PrintStream bufferedOut() {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                false,
                StandardCharsets.UTF_8);
    }

    /** What all measurements have in common: their figures, once they have them, and what was wrong. */
    abstract static class Measurement implements Callable<Integer> {
        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        /** Takes the figures; adds them to the report and returns the exit code. */
        abstract int measure(Report report) throws Exception;

        @Override
        public final Integer call() throws Exception {
            Machine.begin();
            final Report report = new Report();
            final int exitCode = measure(report);
            System.out.print(json ? report.toJson() + "\n" : report.toText());
            return exitCode;
        }

        static void progress(final String what) {
            System.err.println(what);
        }
    }
}
