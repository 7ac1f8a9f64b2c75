package io.tiercel.engine.boot;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tiercel replay}. */
@Command(
        name = "replay",
        description = "Runs a journal through the core again.",
        sortOptions = false,
        footer = {"", "With --verify the exit code is 1 when an output differs from the recorded one."})
final class ReplayCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "DIR", description = "The journal's folder.")
    private Path journal;

    @Option(names = "--verify", description = "Compares every output with the recorded one.")
    private boolean verify;

    @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
    private boolean json;

    ReplayCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        return ReplayRunner.replay(options(), out, err);
    }

    ReplayOptions options() {
        return new ReplayOptions(journal, verify, json);
    }
}
