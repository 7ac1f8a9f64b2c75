package io.tiercel.engine.boot;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
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
            "Exit codes: 0 done; 1 the journal is damaged, the core fails where it did not, or with --verify an output"
                    + " differs from the recorded one; 2 bad usage, no journal, other code, or a range outside of the journal.",
            "With --set two re-simulations under one fill model are compared, without the change and with it.",
            "POINT is the sequence of an input (12345), a UTC time (2026-11-20T14:30:00Z), or ns since 1970"
                    + " (1795185000000000000ns). One beyond the journal stands for its end."
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

    @Option(
            names = "--from",
            paramLabel = "POINT",
            converter = ReplayPoint.Converter.class,
            description = "First input that counts; those before it are run, since what follows needs them.")
    private ReplayPoint from;

    @Option(
            names = "--to",
            paramLabel = "POINT",
            converter = ReplayPoint.Converter.class,
            description = "Last input that is run.")
    private ReplayPoint to;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            defaultValue = "max",
            converter = SpeedConverter.class,
            description = "By the recorded times: 1x, or another number of times; max (the default) does not wait.")
    private double speed;

    @Option(names = "--allow-code", description = "Runs with other code than the journal's; what differs is reported.")
    private boolean allowCode;

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
        if (change.isAsked() && (options().ranged() || speed != ReplayConductor.MAX_SPEED)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--set runs the whole journal as fast as it goes; leave out --from, --to and --speed");
        }
        if (change.isLatencyAlone()) {
            throw new ParameterException(spec.commandLine(), "--latency is of the fill model; give --set, too");
        }
        return change.isAsked()
                ? WhatIfRunner.run(change.options(journal, json, allowCode), out, err)
                : ReplayRunner.replay(options(), out, err);
    }

    ReplayOptions options() {
        return new ReplayOptions(
                journal, verify, json, Optional.ofNullable(from), Optional.ofNullable(to), speed, allowCode);
    }
}
