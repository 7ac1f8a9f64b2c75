package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalHead;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with a feed, as real processes, and a file that is played to it. What is waited for is what they say. */
final class FeedRunTest {
    private static final int MESSAGES = 20_000;

    @TempDir
    Path temporary;

    private final Program program = new Program();
    private final ItchFile file = new ItchFile(42, MESSAGES);

    @Test
    void shouldKeepTheBooksThatTheFileSays() throws Exception {
        final String address = address();
        final Path itch = file.write(temporary.resolve("day.itch"));
        try (TiercelProcess engine = engine("feeds.ITCH.receive=" + address)) {
            engine.await("feed ITCH: listens at " + address);
            engine.await("     s");
            play(itch, address, "DAY1");
            engine.await("feed ITCH: session DAY1: the session has ended");
            // The lane says so once all was sent; the engine takes what it was sent before it stops.
            awaitSequence(engine);

            assertEquals(0, engine.stop(), engine::err);
            assertTrue(engine.err().contains(" " + file.messageCount() + " messages, "), engine::err);
        }
        compareBooks();
        assertEquals(0, program.execute("replay", journal().toString(), "--verify"), program::err);
    }

    @Test
    void shouldTakeFeedFromProcessOfItsOwn() throws Exception {
        final String address = address();
        final Path itch = file.write(temporary.resolve("day.itch"));
        final String[] assignments = {
            "feeds.ITCH.receive=" + address,
            "feeds.ITCH.type=external",
            "feeds.ITCH.channel=" + TiercelProcess.freeChannels(1)[0]
        };
        try (TiercelProcess feed = new TiercelProcess(
                        temporary,
                        "feed",
                        with(assignments, "feed", "serve", "--feed", "ITCH", "--config", example()));
                TiercelProcess engine = engine(assignments)) {
            feed.await("feed ITCH: listens at " + address);
            feed.await("feed ITCH: engine connected");
            play(itch, address, "DAY1");
            feed.await("feed ITCH: session DAY1: the session has ended");
            awaitSequence(engine);

            assertEquals(0, engine.stop(), engine::err);
            assertEquals(0, feed.stop(), feed::err);
        }
        compareBooks();
        assertEquals(0, program.execute("replay", journal().toString(), "--verify"), program::err);
    }

    /** Two lines that lose 30 % each, repeat 10 % and reorder over 50, and a server that has what is missing. */
    @Test
    void shouldKeepTheBooksOnTwoBadLines() throws Exception {
        final String lineA = address();
        final String lineB = address();
        final String requests = address();
        final Path itch = file.write(temporary.resolve("day.itch"));
        try (TiercelProcess engine = engine(
                "feeds.ITCH.receive=",
                "feeds.ITCH.lines=" + lineA + "," + lineB,
                "feeds.ITCH.requestServer=" + requests,
                "feeds.ITCH.reorderTime=20ms",
                "feeds.ITCH.recoveryTimeout=30s",
                "feeds.ITCH.requestAttempts=500")) {
            engine.await("feed ITCH: listens at " + lineB);
            engine.await("     s");
            assertEquals(
                    0,
                    program.execute(
                            "feed",
                            "play",
                            itch.toString(),
                            "--lines",
                            lineA + "," + lineB,
                            "--session",
                            "DAY1",
                            "--rate",
                            "10000",
                            "--loss",
                            "0.3",
                            "--duplicate",
                            "0.1",
                            "--reorder",
                            "50",
                            "--seed",
                            "7",
                            "--requests",
                            requests,
                            "--linger",
                            "10s"),
                    program::err);
            assertTrue(program.out().matches("(?s).*, lost [1-9].*, answered [1-9].*"), program::out);
            engine.await("feed ITCH: session DAY1: the session has ended");
            awaitSequence(engine);

            assertEquals(0, engine.stop(), engine::err);
            assertTrue(engine.err().contains(" " + file.messageCount() + " messages, "), engine::err);
            assertTrue(engine.err().matches("(?s).*[0-9]+ gaps, .*line A: .* first, .*line B: .*"), engine::err);
        }
        compareBooks();
        assertEquals(0, program.execute("replay", journal().toString(), "--verify"), program::err);
    }

    /** It comes when the session has begun, buffers what it hears, and goes on from a snapshot. */
    @Test
    void shouldJoinLateByASnapshot() throws Exception {
        final String address = address();
        final String snapshots = address();
        final Path itch = file.write(temporary.resolve("day.itch"));
        try (TiercelProcess feed = new TiercelProcess(
                temporary,
                "feed",
                "feed",
                "play",
                itch.toString(),
                "--to",
                address,
                "--session",
                "DAY1",
                "--rate",
                "1000",
                "--snapshots",
                snapshots,
                "--linger",
                "10s")) {
            feed.await("session DAY1: gives snapshots at ");
            try (TiercelProcess engine =
                    engine("feeds.ITCH.receive=" + address, "feeds.ITCH.snapshotServer=" + snapshots)) {
                engine.await("feed ITCH: session DAY1: live");
                engine.await("feed ITCH: session DAY1: the session has ended");
                awaitSequence(engine);

                assertEquals(0, engine.stop(), engine::err);
                assertTrue(engine.err().contains("1 snapshots asked for"), engine::err);
            }
            assertEquals(0, feed.exitCode(), feed::err);
            assertTrue(feed.out().contains("gave 1 snapshots, rejected 0"), feed.out());
        }
        compareBooks();
        assertEquals(0, program.execute("replay", journal().toString(), "--verify"), program::err);
    }

    @Test
    void shouldRefuseBadUse() {
        assertEquals(2, program.execute("feed", "serve", "--feed", "ITCH", "--config", example()));
        assertTrue(program.err().contains("feeds.ITCH.type = itch: the engine runs this lane itself"), program::err);
        assertEquals(2, program.execute("feed", "serve", "--feed", "X", "--config", example()));
        assertTrue(program.err().contains("--feed X is not in the configuration; it has ITCH"), program::err);
        assertEquals(2, program.execute("feed", "play", "none.itch", "--to", "127.0.0.1:40311"));
        assertTrue(program.err().contains("none.itch does not exist"), program::err);
        assertEquals(2, program.execute("feed", "play", "none.itch", "--to", "127.0.0.1:0"));
        assertTrue(program.err().contains("--to 127.0.0.1:0 is no address"), program::err);
        assertEquals(2, program.execute("feed", "play", "none.itch"));
        assertTrue(program.err().contains("--to is missing; write HOST:PORT"), program::err);
        assertEquals(2, program.execute("feed", "play", "none.itch", "--to", "127.0.0.1:40311", "--loss", "30"));
        assertTrue(program.err().contains("--loss 30.0 is not from 0 to 1"), program::err);
        assertEquals(2, program.execute("run", "--virtual", "--headless", "--config", example()));
        assertTrue(program.err().contains("run --virtual has no feeds"), program::err);
    }

    /** The journal is read as it grows: its last input of the feed says that the session is over. */
    private void awaitSequence(final TiercelProcess engine) throws Exception {
        while (JournalInputs.read(journal()).stream().noneMatch(FeedRunTest::endsFeed)) {
            // The engine says something each second.
            engine.await("");
        }
    }

    private static boolean endsFeed(final Input input) {
        if (input.kind() != FeedStatusDecoder.TEMPLATE_ID) {
            return false;
        }
        final var status = new FeedStatusDecoder().wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder());
        return status.state() == FeedState.STALE;
    }

    /** Level by level, all of them, and the best while it was live. */
    private void compareBooks() {
        final TradingCore core = CoreFactory.create(
                EngineConfiguration.fromResolved(JournalHead.read(journal()).configuration()));
        boolean ready = false;
        for (final Input input : JournalInputs.read(journal())) {
            input.give(core, (cause, ordinal, buffer, offset, length) -> {});
            ready |= input.kind() == SessionReadyDecoder.TEMPLATE_ID;
        }
        assertTrue(ready);
        for (int id = 1; id <= ItchFile.SYMBOLS.length; id++) {
            final Book book = core.books().book(id);
            assertEquals(FeedState.STALE, book.feedState());
            final List<String> found = new ArrayList<>();
            for (final Side side : new Side[] {Side.BUY, Side.SELL}) {
                for (int depth = 0; depth < book.levelCount(side); depth++) {
                    found.add(
                            side + " " + book.levelQuantity(side, depth) + " at " + book.levelPriceNanos(side, depth));
                }
            }
            assertEquals(file.levels(id), found, "instrument " + id);
            assertTrue(found.size() > 10, "instrument " + id + " has only " + found.size() + " levels");
            assertEquals(file.lastTradeNanos(id), book.lastTradePriceNanos(), "instrument " + id);
            assertEquals(
                    file.lastImbalance(id),
                    core.facts().of(id).imbalance().imbalanceQuantity(),
                    "auction of instrument " + id);
        }
    }

    private void play(final Path itch, final String address, final String session) {
        assertEquals(
                0,
                program.execute(
                        "feed", "play", itch.toString(), "--to", address, "--session", session, "--rate", "10000"),
                program::err);
        assertTrue(program.out().startsWith("session DAY1: sent " + file.messageCount() + " messages"), program::out);
    }

    private TiercelProcess engine(final String... assignments) {
        final List<String> all = new ArrayList<>(Arrays.asList(assignments));
        all.add("journal.blockBytes=1MiB");
        all.add("journal.folder=" + temporary.resolve("ledger"));
        all.add("engine.hangTimeout=5s");
        return new TiercelProcess(
                temporary,
                "engine",
                with(
                        all.toArray(new String[0]),
                        "run",
                        "--headless",
                        "--config",
                        example(),
                        "--journal",
                        journal().toString()));
    }

    private Path journal() {
        return temporary.resolve("journal");
    }

    private static String address() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static String example() {
        return Path.of("..", "config", "itch.conf").toAbsolutePath().toString();
    }

    private static String[] with(final String[] assignments, final String... arguments) {
        final List<String> all = new ArrayList<>(Arrays.asList(arguments));
        for (final String assignment : assignments) {
            all.add("--set");
            all.add(assignment);
        }
        return all.toArray(new String[0]);
    }
}
