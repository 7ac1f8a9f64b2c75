package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.EnvironmentException;
import io.tiercel.engine.boot.session.FeedServer;
import io.tiercel.engine.boot.session.StopSignal;
import io.tiercel.engine.feed.itch.ItchPlayer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel feed}. */
@Command(
        name = "feed",
        description = "Feeds in an exchange's own form, live or in files.",
        subcommands = {
            FeedInspectCommand.class,
            FeedDumpCommand.class,
            FeedBookCommand.class,
            FeedCommand.Serve.class,
            FeedCommand.Play.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class FeedCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    FeedCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: inspect, dump, book, serve or play");
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
            final EngineConfiguration.Aeron aeron = directory == null
                    ? loaded.configuration().aeron()
                    : new EngineConfiguration.Aeron(
                            EngineConfiguration.Driver.EXTERNAL,
                            directory.toAbsolutePath().toString());
            final StopSignal signal = new StopSignal(err);
            int exitCode = ExitCode.ENVIRONMENT;
            try (FeedServer server = new FeedServer(feed, aeron, reference, err)) {
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
            final Feed feed = all.feeds().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> bad("--feed " + name + " is not in the configuration; it has "
                            + (all.feeds().isEmpty()
                                    ? "none"
                                    : all.feeds().stream().map(Feed::name).collect(Collectors.joining(", ")))));
            if (!feed.external()) {
                throw bad("feeds." + name + ".type = itch: the engine runs this lane itself; write external");
            }
            if (feed.receive().isEmpty()) {
                throw bad("feeds." + name + ".receive is empty; write HOST:PORT, where its datagrams come");
            }
            return feed;
        }

        private ParameterException bad(final String text) {
            return new ParameterException(spec.commandLine(), text);
        }
    }

    /** {@code tiercel feed play}. */
    @Command(
            name = "play",
            description =
                    "Sends a file of ITCH 5.0 messages, each behind its length in two bytes, as one MoldUDP64 session.",
            sortOptions = false)
    static final class Play implements Callable<Integer> {
        private static final double DEFAULT_RATE = 20_000;
        private static final int MAX_PORT = 65_535;

        private final PrintStream out;
        private final PrintStream err;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The file; not compressed.")
        private Path file;

        @Option(names = "--to", paramLabel = "HOST:PORT", required = true, description = "Where a lane listens.")
        private String target;

        @Option(
                names = "--session",
                paramLabel = "NAME",
                defaultValue = "PLAYED",
                description = "The session's name, at most 10 characters; PLAYED if not said. Another one each time:"
                        + " a lane takes each session once.")
        private String session;

        @Option(
                names = "--rate",
                paramLabel = "N",
                description = "Messages per second; 20000 if not said. UDP loses what its receiver is too slow for.")
        private Double rate;

        @Option(
                names = "--speed",
                paramLabel = "N",
                description = "In place of a rate: by the messages' own times, N times as fast.")
        private Double speed;

        Play(final PrintStream out, final PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() {
            final InetSocketAddress address = address();
            check(session.matches("[!-~]{1,10}"), "--session " + session + " is not 1 to 10 characters without space");
            check(rate == null || speed == null, "--rate and --speed exclude each other; leave one of them");
            check(rate == null || rate > 0, "--rate " + rate + " is not above 0");
            check(speed == null || speed > 0, "--speed " + speed + " is not above 0");
            final StopSignal signal = new StopSignal(err);
            final AtomicBoolean stopped = new AtomicBoolean();
            signal.connect(() -> stopped.set(true));
            int exitCode = ExitCode.ENVIRONMENT;
            try (InputStream input = new BufferedInputStream(Files.newInputStream(file), 1 << 20);
                    DatagramChannel socket = DatagramChannel.open()) {
                final ItchPlayer player = new ItchPlayer(
                        socket, address, session, rate == null ? DEFAULT_RATE : rate, speed == null ? 0 : speed);
                player.play(input, stopped::get);
                out.println("session " + session + ": sent " + player.messageCount() + " messages in "
                        + player.datagramCount() + " datagrams to " + target);
                exitCode = ExitCode.DONE;
            } catch (final NoSuchFileException missing) {
                err.println("tiercel: " + file + " does not exist; name a file of ITCH messages");
                exitCode = ExitCode.BAD_INPUT;
            } catch (final IOException unreadable) {
                err.println("tiercel: " + file + ": " + unreadable.getMessage());
                exitCode = ExitCode.BAD_INPUT;
            } catch (final UncheckedIOException unsent) {
                err.println("tiercel: " + unsent.getMessage());
            } finally {
                signal.finish(exitCode);
            }
            return exitCode;
        }

        private InetSocketAddress address() {
            final int colon = target.lastIndexOf(':');
            final String port = target.substring(colon + 1);
            check(
                    colon > 0 && port.matches("[1-9][0-9]{0,4}") && Integer.parseInt(port) <= MAX_PORT,
                    "--to " + target + " is no address; write HOST:PORT, the port from 1 to " + MAX_PORT);
            final InetSocketAddress address = new InetSocketAddress(target.substring(0, colon), Integer.parseInt(port));
            check(!address.isUnresolved(), "--to " + target + " names no host that is known; correct it");
            return address;
        }

        private void check(final boolean good, final String text) {
            if (!good) {
                throw new ParameterException(spec.commandLine(), text);
            }
        }
    }
}
