package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.MarketSample;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tiercel market}. */
@Command(
        name = "market",
        description = "Lets the built-in market run alone on virtual time, and prints what makes it market-like.",
        subcommands = ServeCommand.class,
        sortOptions = false)
final class MarketCommand implements Callable<Integer> {
    private static final long DEFAULT_DURATION_NS = 60_000_000_000L;

    private final PrintStream out;

    @Mixin
    private ConfigurationOptions configuration;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How much of the market, in its own time; 60s if not said.")
    private Long durationNs;

    MarketCommand(final PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        final LoadedConfiguration loaded = configuration.load();
        final long length = durationNs == null ? DEFAULT_DURATION_NS : durationNs;
        out.print(MarketSample.table(loaded.configuration(), ReferenceData.load(loaded), length));
        out.flush();
        return ExitCode.DONE;
    }
}
