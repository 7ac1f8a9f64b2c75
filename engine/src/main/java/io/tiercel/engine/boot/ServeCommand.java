package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.EnvironmentException;
import io.tiercel.engine.boot.session.MarketServer;
import io.tiercel.engine.boot.session.StopSignal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tiercel market serve}. */
@Command(
        name = "serve",
        description = "Serves the built-in market of an external venue from a process of its own, until Ctrl-C.",
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    private final PrintStream err;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationOptions configuration;

    @Option(
            names = "--venue",
            paramLabel = "NAME",
            required = true,
            description = "Which of the configuration's venues; its type is external.")
    private String name;

    @Option(
            names = "--aeron",
            paramLabel = "DIR",
            description = "The folder of an external media driver; without it aeron.driver and aeron.directory say.")
    private Path directory;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Ends after this time, such as 30s.")
    private Long durationNs;

    ServeCommand(final PrintStream err) {
        this.err = err;
    }

    @Override
    public Integer call() {
        final LoadedConfiguration loaded = configuration.load();
        final Venue venue = venue(loaded.configuration());
        final ReferenceData reference = ReferenceData.load(loaded);
        final EngineConfiguration.Aeron aeron = directory == null
                ? loaded.configuration().aeron()
                : new EngineConfiguration.Aeron(
                        EngineConfiguration.Driver.EXTERNAL,
                        directory.toAbsolutePath().toString());
        final StopSignal signal = new StopSignal(err);
        int exitCode = ExitCode.ENVIRONMENT;
        try (MarketServer server =
                new MarketServer(venue, aeron, reference, Path.of(venue.lines().log()), err)) {
            signal.connect(server::requestStop);
            server.run(durationNs == null ? Long.MAX_VALUE : durationNs);
            exitCode = ExitCode.DONE;
        } catch (final EnvironmentException failed) {
            // Before the signal's thread may end the process.
            err.println("tiercel: " + failed.getMessage());
        } finally {
            signal.finish(exitCode);
        }
        return exitCode;
    }

    private Venue venue(final EngineConfiguration all) {
        final Venue venue = all.venues().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> bad("--venue " + name + " is not in the configuration; it has "
                        + all.venues().stream().map(Venue::name).collect(Collectors.joining(", "))));
        if (!venue.external()) {
            throw bad("venues." + name + ".type = builtIn: the engine runs this market itself; write external");
        }
        if (venue.lines().log().isEmpty()) {
            throw bad("venues." + name + ".log is empty; name the file that its fills are kept in");
        }
        return venue;
    }

    private ParameterException bad(final String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
