package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with a feed, as real processes, and a file that is played to it. What is waited for is what they say. */
final class FeedRunTest {
    private static final int MESSAGES = 20_000;

    @TempDir
    Path temporary;

    private final Program program = new Program();
    private final ItchFile file = new ItchFile(42, MESSAGES);
    private FeedBooks books;

    @BeforeEach
    void begin() {
        books = new FeedBooks(temporary);
    }

    @Test
    void shouldKeepTheBooksThatTheFileSays() throws Exception {
        final String address = FeedBooks.address();
        final Path itch = file.write(temporary.resolve("day.itch"));
        try (TiercelProcess engine = books.engine("feeds.ITCH.receive=" + address)) {
            engine.await("feed ITCH: listens at " + address);
            engine.await("     s");
            play(itch, address, "DAY1");
            engine.await("feed ITCH: session DAY1: the session has ended");
            // The lane says so once all was sent; the engine takes what it was sent before it stops.
            books.awaitEnd(engine);

            assertEquals(0, engine.stop(), engine::err);
            assertTrue(engine.err().contains(" " + file.messageCount() + " messages, "), engine::err);
        }
        books.compare(file);
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }

    @Test
    void shouldTakeFeedFromProcessOfItsOwn() throws Exception {
        final String address = FeedBooks.address();
        final Path itch = file.write(temporary.resolve("day.itch"));
        final String[] assignments = {
            "feeds.ITCH.receive=" + address,
            "feeds.ITCH.type=external",
            "feeds.ITCH.channel=" + TiercelProcess.freeChannels(1)[0]
        };
        try (TiercelProcess feed = new TiercelProcess(
                        temporary,
                        "feed",
                        FeedBooks.with(
                                assignments, "feed", "serve", "--feed", "ITCH", "--config", FeedBooks.example()));
                TiercelProcess engine = books.engine(assignments)) {
            feed.await("feed ITCH: listens at " + address);
            feed.await("feed ITCH: engine connected");
            play(itch, address, "DAY1");
            feed.await("feed ITCH: session DAY1: the session has ended");
            books.awaitEnd(engine);

            assertEquals(0, engine.stop(), engine::err);
            assertEquals(0, feed.stop(), feed::err);
        }
        books.compare(file);
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }

    /** Two lines that lose 30 % each, repeat 10 % and reorder over 50, and a server that has what is missing. */
    @Test
    void shouldKeepTheBooksOnTwoBadLines() throws Exception {
        final String lineA = FeedBooks.address();
        final String lineB = FeedBooks.address();
        final String requests = FeedBooks.address();
        final Path itch = file.write(temporary.resolve("day.itch"));
        try (TiercelProcess engine = books.engine(
                "feeds.ITCH.receive=",
                "feeds.ITCH.lines=" + lineA + "," + lineB,
                "feeds.ITCH.requestServer=" + requests,
                "feeds.ITCH.reorderTime=20ms",
                "feeds.ITCH.recoveryTimeout=30s",
                "feeds.ITCH.requestAttempts=500")) {
            engine.await("feed ITCH: listens at " + lineB);
            engine.await("     s");
            try (TiercelProcess player = TiercelProcess.player(
                    temporary,
                    "player",
                    itch,
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
                    requests)) {
                engine.await("feed ITCH: session DAY1: the session has ended");
                assertEquals(0, player.stop(), player::err);
                assertTrue(player.out().matches("(?s).*, lost [1-9].*, answered [1-9].*"), player.out());
            }
            books.awaitEnd(engine);

            assertEquals(0, engine.stop(), engine::err);
            assertTrue(engine.err().contains(" " + file.messageCount() + " messages, "), engine::err);
            assertTrue(engine.err().matches("(?s).*[0-9]+ gaps, .*line A: .* first, .*line B: .*"), engine::err);
        }
        books.compare(file);
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }

    /** It comes when the session has begun, buffers what it hears, and goes on from a snapshot. */
    @Test
    void shouldJoinLateByASnapshot() throws Exception {
        final String address = FeedBooks.address();
        final String snapshots = FeedBooks.address();
        final Path itch = file.write(temporary.resolve("day.itch"));
        try (TiercelProcess feed = TiercelProcess.player(
                temporary,
                "feed",
                itch,
                "--to",
                address,
                "--session",
                "DAY1",
                "--rate",
                "1000",
                "--snapshots",
                snapshots)) {
            feed.await("session DAY1: gives snapshots at ");
            try (TiercelProcess engine =
                    books.engine("feeds.ITCH.receive=" + address, "feeds.ITCH.snapshotServer=" + snapshots)) {
                engine.await("feed ITCH: session DAY1: live");
                engine.await("feed ITCH: session DAY1: the session has ended");
                books.awaitEnd(engine);

                assertEquals(0, engine.stop(), engine::err);
                assertTrue(engine.err().contains("1 snapshots asked for"), engine::err);
            }
            assertEquals(0, feed.stop(), feed::err);
            assertTrue(feed.out().contains("gave 1 snapshots, rejected 0"), feed.out());
        }
        books.compare(file);
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }

    @Test
    void shouldRefuseBadUse() {
        assertEquals(2, program.execute("feed", "serve", "--feed", "ITCH", "--config", FeedBooks.example()));
        assertTrue(program.err().contains("feeds.ITCH.type = itch: the engine runs this lane itself"), program::err);
        assertEquals(2, program.execute("feed", "serve", "--feed", "X", "--config", FeedBooks.example()));
        assertTrue(program.err().contains("--feed X is not in the configuration; it has ITCH"), program::err);
        assertEquals(2, program.execute("feed", "play", "none.itch", "--to", "127.0.0.1:40311"));
        assertTrue(program.err().contains("none.itch does not exist"), program::err);
        assertEquals(2, program.execute("feed", "play", "none.itch", "--to", "127.0.0.1:0"));
        assertTrue(program.err().contains("--to 127.0.0.1:0 is no address"), program::err);
        assertEquals(2, program.execute("feed", "play", "none.itch"));
        assertTrue(program.err().contains("--to is missing; write HOST:PORT"), program::err);
        assertEquals(2, program.execute("feed", "play", "none.itch", "--to", "127.0.0.1:40311", "--loss", "30"));
        assertTrue(program.err().contains("--loss 30.0 is not from 0 to 1"), program::err);
        assertEquals(2, program.execute("run", "--virtual", "--headless", "--config", FeedBooks.example()));
        assertTrue(program.err().contains("run --virtual has no feeds"), program::err);
    }

    private void play(final Path itch, final String address, final String session) {
        assertEquals(
                0,
                program.execute(
                        "feed", "play", itch.toString(), "--to", address, "--session", session, "--rate", "10000"),
                program::err);
        assertTrue(program.out().startsWith("session DAY1: sent " + file.messageCount() + " messages"), program::out);
    }
}
