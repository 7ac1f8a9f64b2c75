package io.tiercel.engine.boot;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel replay}. */
@Command(
        name = "replay",
        description = "Runs a journal through the core again.",
        sortOptions = false,
        footer = {
            "",
            "With --verify the exit code is 1 when an output differs from the recorded one.",
            "With --set two re-simulations under one fill model are compared, without the change and with it."
        })
final class ReplayCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The journal's folder.")
    private Path journal;

    @Option(names = "--verify", description = "Compares every output with the recorded one.")
    private boolean verify;

    @Mixin
    private WhatIfChange change;

    @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
    private boolean json;

    ReplayCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        if (change.isAsked() && verify) {
            throw new ParameterException(
                    spec.commandLine(), "--set asks what would have been, --verify what was; give one of them");
        }
        if (change.isLatencyAlone()) {
            throw new ParameterException(spec.commandLine(), "--latency is of the fill model; give --set, too");
        }
        return change.isAsked()
                ? WhatIfRunner.run(change.options(journal, json), out, err)
                : ReplayRunner.replay(options(), out, err);
    }

    ReplayOptions options() {
        return new ReplayOptions(journal, verify, json);
    }
}
