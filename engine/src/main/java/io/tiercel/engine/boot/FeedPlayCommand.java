package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.session.EnvironmentException;
import io.tiercel.engine.boot.session.PlayedServers;
import io.tiercel.engine.boot.session.StopSignal;
import io.tiercel.engine.feed.PlayedLines;
import io.tiercel.engine.feed.PlayedPace;
import io.tiercel.engine.feed.capture.FileBytes;
import io.tiercel.engine.feed.capture.PacketReader;
import io.tiercel.engine.feed.history.HistoryException;
import io.tiercel.engine.feed.history.HistoryFiles;
import io.tiercel.engine.feed.itch.ItchPlayer;
import io.tiercel.journal.DiskFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel feed play}. */
@Command(
        name = "play",
        description = {
            "Sends a file of ITCH 5.0 messages, each behind its length in two bytes, as one MoldUDP64 session;",
            "or the datagrams of a capture (pcap, pcapng), such as a channel of MDP 3.0, as they are; or by Aeron what",
            "any file of market data decodes to, to an engine that takes it as an external feed (--feed)."
        },
        sortOptions = false)
final class FeedPlayCommand implements Callable<Integer> {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long DEFAULT_LINGER_NS = 2_000_000_000L;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_REORDER = 1_000;
    private static final long DEFAULT_WAIT_NS = 30_000_000_000L;

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file; also compressed by gzip or zstd.")
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
            description =
                    "Of ITCH: the session's name, at most 10 characters; PLAYED if not said. Another one each time:"
                            + " a lane takes each session once.")
    private String session;

    @Mixin
    private PlayedPaceOptions pace;

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
            description = "Of ITCH: answers there who asks for messages again, as a MoldUDP64 request server.")
    private String requests;

    @Option(
            names = "--snapshots",
            paramLabel = "HOST:PORT",
            description = "Of ITCH: gives the books there to who asks, as a GLIMPSE server does; anybody may log in.")
    private String snapshots;

    @Mixin
    private PlayedStreamOptions stream;

    @Option(
            names = "--route",
            paramLabel = "FROM=HOST:PORT",
            description =
                    "Of a capture: where datagrams go that went to the address FROM, such as 224.0.31.1:14310; the"
                            + " same address again for another line. All others go to --to or --lines, if there is one.")
    private List<String> routes = new ArrayList<>();

    @Option(
            names = "--replay",
            paramLabel = "HOST:PORT",
            description = "Of a capture of MDP 3.0: gives packets of --to or --lines again to who asks there, as the"
                    + " exchange's TCP replay does; anybody may log on.")
    private String replay;

    @Option(
            names = "--linger",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long the end of the session is said, and others are answered; 2s with --requests,"
                    + " --snapshots, --soup or --replay.")
    private Long lingerNs;

    @Option(
            names = "--feed",
            paramLabel = "NAME",
            description = "By Aeron: as which of the configuration's feeds, of type external, the file is played; for"
                    + " the instruments of its venue, by their venueSymbol.")
    private String feed;

    @Mixin
    private ConfigurationOptions configuration;

    @Option(
            names = "--aeron",
            paramLabel = "DIR",
            description = "By Aeron: the folder of the media driver, such as the engine's; without it aeron.driver and"
                    + " aeron.directory say.")
    private Path directory;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long the first login, or by Aeron the engine, is waited for, and how long an engine may"
                    + " take nothing; 30s if not said.")
    private long waitNs = DEFAULT_WAIT_NS;

    @Mixin
    private PlayedFormatOptions format;

    @Mixin
    private FeedDayOptions day;

    @Mixin
    private BookOrdersOptions orders;

    FeedPlayCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        format.refuseSchema();
        if (feed != null) {
            checkDecoded();
            final DecodedPlay play = decoded();
            return played(
                    stopped -> play.play(format.bookFiles(List.of(file), false), format.faults(), dayNs(), stopped));
        }
        orders.refuse("is for --feed, where books are made; leave it out");
        day.refuse("is for --feed, where messages are decoded; leave it out");
        final boolean capture = isCapture();
        final List<InetSocketAddress> addresses = checked(capture);
        final CapturePlay.Targets targets = capture ? targets(addresses) : null;
        return played(stopped -> capture ? playCapture(targets, stopped) : playMessages(addresses, stopped));
    }

    /** Plays until the end, or until it is stopped. */
    private interface Play {
        int run(BooleanSupplier stopped) throws IOException;
    }

    private int played(final Play play) {
        final StopSignal signal = new StopSignal(err);
        final AtomicBoolean stopped = new AtomicBoolean();
        signal.connect(() -> stopped.set(true));
        int exitCode = ExitCode.ENVIRONMENT;
        try {
            exitCode = play.run(stopped::get);
        } catch (final NoSuchFileException missing) {
            err.println("tiercel: " + file + " does not exist; name a file of ITCH messages, or a capture");
            exitCode = ExitCode.BAD_INPUT;
        } catch (final IOException unreadable) {
            err.println("tiercel: " + file + " cannot be played: " + DiskFailure.text(unreadable));
            exitCode = ExitCode.BAD_INPUT;
        } catch (final HistoryException bad) {
            err.println("tiercel: " + bad.getMessage());
            exitCode = ExitCode.BAD_INPUT;
        } catch (final UncheckedIOException | EnvironmentException failed) {
            err.println("tiercel: " + failed.getMessage());
        } finally {
            signal.finish(exitCode);
        }
        return exitCode;
    }

    private DecodedPlay decoded() {
        final LoadedConfiguration loaded = configuration.load();
        return new DecodedPlay(
                FeedCommand.external(loaded.configuration(), feed, spec),
                loaded,
                directory,
                pace.pace(),
                waitNs,
                orders.maxOrders(),
                out,
                err);
    }

    /** Of today, where nobody says what day it is. */
    private long dayNs() {
        return day.dayNs() == 0
                ? LocalDate.now(day.zone()).atStartOfDay(day.zone()).toEpochSecond() * SECOND_NS
                : day.dayNs();
    }

    private boolean isCapture() {
        try (FileBytes bytes = FileBytes.open(file)) {
            return PacketReader.isCapture(bytes);
        } catch (final IOException unreadable) {
            // Who reads it says so.
            return !routes.isEmpty() || replay != null;
        }
    }

    private int playCapture(final CapturePlay.Targets targets, final BooleanSupplier stopped) throws IOException {
        return new CapturePlay(file, targets, badness(), pace.pace(), lingerNs(), out, err).play(stopped);
    }

    private PlayedLines.Badness badness() {
        return new PlayedLines.Badness(loss, duplicate, reorder, seed);
    }

    private int playMessages(final List<InetSocketAddress> addresses, final BooleanSupplier stopped)
            throws IOException {
        try (FileBytes bytes = FileBytes.open(file);
                DatagramChannel socket = DatagramChannel.open();
                PlayedServers servers = new PlayedServers(session, err)) {
            if (!bytes.has(1) && bytes.damage() == null) {
                throw new HistoryException(file + " is empty; name a file of ITCH messages, or a capture");
            }
            if (bytes.damage() == null && !HistoryFiles.isItchFile(bytes)) {
                throw new HistoryException(file + " is no capture and no file of ITCH messages, which is what goes by"
                        + " --to, --lines and --soup; play it by --feed, or correct the name");
            }
            if (requests != null) {
                servers.answerRequests(address("--requests", requests));
            }
            if (snapshots != null) {
                servers.giveSnapshots(address("--snapshots", snapshots));
            }
            if (stream.address() != null) {
                stream.serve(servers, address("--soup", stream.address()), seed);
                servers.awaitLogin(waitNs, stopped);
            }
            final PlayedLines lines = new PlayedLines(socket, addresses, badness());
            final PlayedPace played = pace.pace();
            final ItchPlayer player = new ItchPlayer(lines, servers, session, played, lingerNs());
            try {
                player.play(bytes, stopped);
            } catch (final IOException torn) {
                err.println("session " + session + ": " + player.messageCount() + " messages were sent before the file"
                        + " failed, and not its end: books that follow it are not complete, and become stale");
                throw torn;
            }
            out.println("session " + session + ": sent " + player.messageCount() + " messages"
                    + (addresses.isEmpty() ? "" : " in " + lines.sentCount() + " datagrams to " + places())
                    + (lines.lostCount() > 0 ? ", lost " + lines.lostCount() : "")
                    + (lines.refusedCount() > 0 ? ", the host did not take " + lines.refusedCount() : "")
                    + played.text() + servers.text());
            return ExitCode.DONE;
        }
    }

    private String places() {
        return target == null ? String.join(", ", targets) : target;
    }

    private long lingerNs() {
        if (lingerNs != null) {
            return lingerNs;
        }
        final boolean alone = requests == null && snapshots == null && replay == null && stream.address() == null;
        return alone ? 0 : DEFAULT_LINGER_NS;
    }

    private CapturePlay.Targets targets(final List<InetSocketAddress> others) {
        final Map<String, List<InetSocketAddress>> byAddress = new TreeMap<>();
        for (final String route : routes) {
            final int equals = route.indexOf('=');
            check(equals > 0, "--route " + route + " is no route; write ADDRESS:PORT=HOST:PORT");
            byAddress
                    .computeIfAbsent(route.substring(0, equals), from -> new ArrayList<>())
                    .add(address("--route", route.substring(equals + 1)));
        }
        return new CapturePlay.Targets(byAddress, others, replay == null ? null : address("--replay", replay));
    }

    private void checkKind(final boolean capture) {
        if (capture) {
            check(requests == null, "--requests is for files of ITCH messages; write --replay, or leave it out");
            check(snapshots == null, "--snapshots is for files of ITCH messages; leave it out");
            check(stream.address() == null, "--soup is for files of ITCH messages; leave it out");
            check(
                    replay == null || target != null || !targets.isEmpty(),
                    "--replay has no packets to give again; name --to or --lines for those of the incremental feed");
        } else {
            check(routes.isEmpty(), "--route is for captures, and " + file + " is none; leave it out");
            check(replay == null, "--replay is for captures, and " + file + " is none; leave it out");
        }
    }

    private void checkDecoded() {
        check(pace.problem().isEmpty(), pace.problem());
        final boolean elsewhere = target != null || !targets.isEmpty() || !routes.isEmpty() || stream.address() != null;
        check(!elsewhere, "--feed plays by Aeron; leave it, or --to, --lines, --route and --soup out");
        check(
                requests == null && snapshots == null && replay == null,
                "--feed plays by Aeron; leave it, or --requests, --snapshots and --replay out");
        check(
                loss == 0 && duplicate == 0 && reorder == 0,
                "--feed plays by Aeron, which loses nothing; leave --loss, --duplicate and --reorder out");
    }

    private List<InetSocketAddress> checked(final boolean capture) {
        checkKind(capture);
        check(target == null || targets.isEmpty(), "--to and --lines exclude each other; leave one of them");
        check(
                target != null || !targets.isEmpty() || !routes.isEmpty() || stream.address() != null,
                "--to is missing; write HOST:PORT, where a lane listens, or --lines for several, --soup for who logs in,"
                        + " or --feed for an engine that takes it by Aeron");
        check(stream.problem().isEmpty(), stream.problem());
        if (stream.address() != null) {
            address("--soup", stream.address());
        }
        check(session.matches("[!-~]{1,10}"), "--session " + session + " is not 1 to 10 characters without space");
        check(pace.problem().isEmpty(), pace.problem());
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
