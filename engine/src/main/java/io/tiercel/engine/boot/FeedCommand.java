package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.EnvironmentException;
import io.tiercel.engine.boot.session.FeedServer;
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

/** {@code tiercel feed}. */
@Command(
        name = "feed",
        description = "Feeds in an exchange's own form, live or in files.",
        subcommands = {
            FeedInspectCommand.class,
            FeedDumpCommand.class,
            FeedBookCommand.class,
            FeedImportCommand.class,
            FeedBarsCommand.class,
            FeedCommand.Serve.class,
            FeedPlayCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class FeedCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    FeedCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: inspect, dump, book, import, bars, serve or play");
    }

    /** {@code tiercel feed serve}. */
    @Command(
            name = "serve",
            description =
                    "Decodes an external feed in a process of its own and publishes it to an engine, until Ctrl-C.",
            sortOptions = false)
    static final class Serve implements Callable<Integer> {
        private final PrintStream err;

        @Spec
        private CommandSpec spec;

        @Mixin
        private ConfigurationOptions configuration;

        @Option(
                names = "--feed",
                paramLabel = "NAME",
                required = true,
                description = "Which of the configuration's feeds; its type is external.")
        private String name;

        @Option(
                names = "--aeron",
                paramLabel = "DIR",
                description =
                        "The folder of an external media driver; without it aeron.driver and aeron.directory say.")
        private Path directory;

        @Option(
                names = "--duration",
                paramLabel = "TIME",
                converter = DurationConverter.class,
                description = "Ends after this time, such as 30s.")
        private Long durationNs;

        Serve(final PrintStream err) {
            this.err = err;
        }

        @Override
        public Integer call() {
            final LoadedConfiguration loaded = configuration.load();
            final Feed feed = feed(loaded.configuration());
            final ReferenceData reference = ReferenceData.load(loaded);
            final EngineConfiguration.Aeron aeron = aeron(loaded.configuration(), directory);
            final StopSignal signal = new StopSignal(err);
            int exitCode = ExitCode.ENVIRONMENT;
            try (FeedServer server = new FeedServer(
                    feed,
                    aeron,
                    reference,
                    Path.of(loaded.configuration().journal().folder()),
                    err)) {
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

        private Feed feed(final EngineConfiguration all) {
            final Feed feed = external(all, name, spec);
            if (feed.lines().isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "feeds." + name + ".receive is empty; write HOST:PORT, where its datagrams come, or feeds."
                                + name + ".lines for several, or .streamServers for SoupBinTCP");
            }
            return feed;
        }
    }

    /** The feed that {@code --feed} names, which another process publishes. */
    static Feed external(final EngineConfiguration all, final String name, final CommandSpec spec) {
        final Feed feed = all.feeds().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--feed " + name + " is not in the configuration; it has "
                                + (all.feeds().isEmpty()
                                        ? "none"
                                        : all.feeds().stream().map(Feed::name).collect(Collectors.joining(", ")))));
        if (!feed.external()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "feeds." + name + ".type = " + (feed.mdp3() == null ? "itch" : "mdp3")
                            + ": the engine runs this lane itself; write external");
        }
        return feed;
    }

    /** Where a process that publishes a feed has its media driver. */
    static EngineConfiguration.Aeron aeron(final EngineConfiguration all, final Path directory) {
        return directory == null
                ? all.aeron()
                : new EngineConfiguration.Aeron(
                        EngineConfiguration.Driver.EXTERNAL,
                        directory.toAbsolutePath().toString());
    }
}
