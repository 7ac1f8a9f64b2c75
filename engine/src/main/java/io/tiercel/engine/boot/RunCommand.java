package io.tiercel.engine.boot;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tiercel run}. */
@Command(
        name = "run",
        description = "Runs the engine, by default on the built-in market, until Ctrl-C or for a given time.",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private ConfigurationOptions configuration;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Ends after this time, such as 30s, counted from the first event.")
    private Long durationNs;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Seed of the built-in market.")
    private Long seed;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Folder of this run's journal, new or empty; without it a new one in journal.folder.")
    private Path journal;

    @Option(
            names = "--virtual",
            description = "Runs engine and market on virtual time: same seed, same digest, on any machine.")
    private boolean virtual;

    @Option(names = "--headless", description = "Runs without a console.")
    private boolean headless;

    @Option(names = "--json", description = "Prints the result as one JSON object and nothing else.")
    private boolean json;

    RunCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        return EngineRunner.run(options(), out, err);
    }

    RunOptions options() {
        return new RunOptions(
                configuration.file(),
                durationNs == null ? OptionalLong.empty() : OptionalLong.of(durationNs),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                headless,
                json,
                Optional.ofNullable(journal),
                virtual,
                configuration.assignments());
    }
}
