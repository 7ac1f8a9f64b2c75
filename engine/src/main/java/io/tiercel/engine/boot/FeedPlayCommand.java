package io.tiercel.engine.boot;

import io.tiercel.engine.boot.session.EnvironmentException;
import io.tiercel.engine.boot.session.PlayedServers;
import io.tiercel.engine.boot.session.StopSignal;
import io.tiercel.engine.feed.PlayedLines;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel feed play}. */
@Command(
        name = "play",
        description =
                "Sends a file of ITCH 5.0 messages, each behind its length in two bytes, as one MoldUDP64 session.",
        sortOptions = false)
final class FeedPlayCommand implements Callable<Integer> {
    private static final double DEFAULT_RATE = 20_000;
    private static final long DEFAULT_LINGER_NS = 2_000_000_000L;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_REORDER = 1_000;

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file; not compressed.")
    private Path file;

    @Option(names = "--to", paramLabel = "HOST:PORT", description = "Where a lane listens.")
    private String target;

    @Option(
            names = "--lines",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "In place of --to: where a lane listens to each of its lines, with commas between them.")
    private List<String> targets = new ArrayList<>();

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

    @Option(
            names = "--loss",
            paramLabel = "SHARE",
            description = "Of the datagrams that each line loses, from 0 to 1, such as 0.3.")
    private double loss;

    @Option(
            names = "--duplicate",
            paramLabel = "SHARE",
            description = "Of the datagrams that each line brings twice, from 0 to 1.")
    private double duplicate;

    @Option(names = "--reorder", paramLabel = "N", description = "Datagrams that one may be late by; 0 if not said.")
    private int reorder;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed loses the same datagrams; 1 if not said.")
    private long seed = 1;

    @Option(
            names = "--requests",
            paramLabel = "HOST:PORT",
            description = "Answers there who asks for messages again, as a MoldUDP64 request server.")
    private String requests;

    @Option(
            names = "--snapshots",
            paramLabel = "HOST:PORT",
            description = "Gives the books there to who asks, as a GLIMPSE server does; anybody may log in.")
    private String snapshots;

    @Option(
            names = "--linger",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long the end of the session is said, and others are answered; 2s with --requests or"
                    + " --snapshots.")
    private Long lingerNs;

    FeedPlayCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        final List<InetSocketAddress> addresses = checked();
        final StopSignal signal = new StopSignal(err);
        final AtomicBoolean stopped = new AtomicBoolean();
        signal.connect(() -> stopped.set(true));
        int exitCode = ExitCode.ENVIRONMENT;
        try (InputStream input = new BufferedInputStream(Files.newInputStream(file), 1 << 20);
                DatagramChannel socket = DatagramChannel.open();
                PlayedServers servers = new PlayedServers(session, err)) {
            if (requests != null) {
                servers.answerRequests(address("--requests", requests));
            }
            if (snapshots != null) {
                servers.giveSnapshots(address("--snapshots", snapshots));
            }
            final PlayedLines lines =
                    new PlayedLines(socket, addresses, new PlayedLines.Badness(loss, duplicate, reorder, seed));
            final ItchPlayer player = new ItchPlayer(
                    lines, servers, session, rate == null ? DEFAULT_RATE : rate, speed == null ? 0 : speed, lingerNs());
            player.play(input, stopped::get);
            out.println("session " + session + ": sent " + player.messageCount() + " messages in " + lines.sentCount()
                    + " datagrams to " + (target == null ? String.join(", ", targets) : target)
                    + (lines.lostCount() > 0 ? ", lost " + lines.lostCount() : "") + servers.text());
            exitCode = ExitCode.DONE;
        } catch (final NoSuchFileException missing) {
            err.println("tiercel: " + file + " does not exist; name a file of ITCH messages");
            exitCode = ExitCode.BAD_INPUT;
        } catch (final IOException unreadable) {
            err.println("tiercel: " + file + ": " + unreadable.getMessage());
            exitCode = ExitCode.BAD_INPUT;
        } catch (final UncheckedIOException | EnvironmentException failed) {
            err.println("tiercel: " + failed.getMessage());
        } finally {
            signal.finish(exitCode);
        }
        return exitCode;
    }

    private long lingerNs() {
        if (lingerNs != null) {
            return lingerNs;
        }
        return requests == null && snapshots == null ? 0 : DEFAULT_LINGER_NS;
    }

    private List<InetSocketAddress> checked() {
        check(
                (target == null) != targets.isEmpty(),
                target == null
                        ? "--to is missing; write HOST:PORT, where a lane listens, or --lines for several"
                        : "--to and --lines exclude each other; leave one of them");
        check(session.matches("[!-~]{1,10}"), "--session " + session + " is not 1 to 10 characters without space");
        check(rate == null || speed == null, "--rate and --speed exclude each other; leave one of them");
        check(rate == null || rate > 0, "--rate " + rate + " is not above 0");
        check(speed == null || speed > 0, "--speed " + speed + " is not above 0");
        check(loss >= 0 && loss <= 1, "--loss " + loss + " is not from 0 to 1");
        check(duplicate >= 0 && duplicate <= 1, "--duplicate " + duplicate + " is not from 0 to 1");
        check(reorder >= 0 && reorder <= MAX_REORDER, "--reorder " + reorder + " is not from 0 to " + MAX_REORDER);
        return target == null
                ? targets.stream().map(each -> address("--lines", each)).toList()
                : List.of(address("--to", target));
    }

    private InetSocketAddress address(final String option, final String text) {
        final int colon = text.lastIndexOf(':');
        final String port = text.substring(colon + 1);
        check(
                colon > 0 && port.matches("[1-9][0-9]{0,4}") && Integer.parseInt(port) <= MAX_PORT,
                option + " " + text + " is no address; write HOST:PORT, the port from 1 to " + MAX_PORT);
        final InetSocketAddress address = new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
        check(!address.isUnresolved(), option + " " + text + " names no host that is known; correct it");
        return address;
    }

    private void check(final boolean good, final String text) {
        if (!good) {
            throw new ParameterException(spec.commandLine(), text);
        }
    }
}
