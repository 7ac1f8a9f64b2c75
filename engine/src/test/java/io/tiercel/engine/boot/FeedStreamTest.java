package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.FeedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with a feed that comes by SoupBinTCP, as real processes. What is waited for is what they say. */
final class FeedStreamTest {
    @TempDir
    Path temporary;

    private final Program program = new Program();
    private final ItchFile file = new ItchFile(42, 20_000);
    private FeedBooks books;

    /** Its connections break in the middle of packets, each after 3,000 messages or so. */
    @Test
    void shouldKeepTheBooksOverConnectionsThatBreak() throws Exception {
        final String server = FeedBooks.address();
        try (TiercelProcess engine = engine(server, "feeds.ITCH.capture=true", "feeds.ITCH.captureReserve=0B")) {
            engine.await("feed ITCH: follows " + server + " by SoupBinTCP, decodes ITCH 5.0");
            engine.await("     s");
            try (TiercelProcess player = player(server, "10000", "--cut", "3000", "--seed", "7")) {
                engine.await("feed ITCH: session DAY1: the session has ended");
                assertEquals(0, player.stop(), player::err);
                assertTrue(
                        player.out()
                                .matches("(?s)session DAY1: sent " + file.messageCount()
                                        + " messages.*, took [1-9][0-9]* logins, refused 0, cut [1-9].*"),
                        player.out());
            }
            books.awaitEnd(engine);

            assertEquals(0, engine.stop(), engine::err);
            assertTrue(engine.err().contains(" " + file.messageCount() + " messages, "), engine::err);
            assertTrue(engine.err().matches("(?s).* [1-9][0-9]* connections lost.*"), engine::err);
        }
        books.compare(file);
        final List<FeedState> states = books.states();
        assertTrue(states.stream().filter(FeedState.STALE::equals).count() > 1, states::toString);
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
        try (var captures = Files.list(books.journal().resolve("captures"))) {
            FeedBooks.compareCaptures(program, file, captures.sorted().toList());
        }
    }

    @Test
    void shouldTakeTheOtherServersWordWhenOneIsGone() throws Exception {
        final String[] servers = {FeedBooks.address(), FeedBooks.address()};
        try (TiercelProcess engine = engine(servers[0] + "," + servers[1]);
                TiercelProcess one = player(servers[0], "5000");
                TiercelProcess other = player(servers[1], "5000")) {
            engine.await("feed ITCH: session DAY1: live");
            one.kill();
            engine.await("feed ITCH: session DAY1: the session has ended");
            assertEquals(0, other.stop(), other::err);
            books.awaitEnd(engine);

            assertEquals(0, engine.stop(), engine::err);
        }
        books.compare(file);
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }

    @Test
    void shouldJoinLateFromTheSessionsFirstMessageOn() throws Exception {
        final String server = FeedBooks.address();
        try (TiercelProcess feed = player(server, "2000")) {
            feed.await("session DAY1: takes logins at ");
            try (TiercelProcess first = new TiercelProcess(
                    temporary,
                    "first",
                    "feed",
                    "serve",
                    "--feed",
                    "ITCH",
                    "--config",
                    FeedBooks.example(),
                    "--set",
                    "feeds.ITCH.type=external",
                    "--set",
                    "feeds.ITCH.receive=",
                    "--set",
                    "feeds.ITCH.streamServers=" + server,
                    "--set",
                    "feeds.ITCH.channel=" + TiercelProcess.freeChannels(1)[0],
                    "--duration",
                    "1s")) {
                assertEquals(0, first.exitCode(), first::err);
            }
            try (TiercelProcess engine = engine(server)) {
                engine.await("feed ITCH: session DAY1: live");
                engine.await("feed ITCH: session DAY1: the session has ended");
                books.awaitEnd(engine);
                assertEquals(0, engine.stop(), engine::err);
                assertTrue(engine.err().contains(", 1 requests, "), engine::err);
                assertTrue(engine.err().contains(", 2 connections, "), engine::err);
            }
            assertEquals(0, feed.stop(), feed::err);
        }
        books.compare(file);
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }

    @Test
    void shouldSayThatALoginIsRefusedAndKeepBooksClosed() throws Exception {
        final String server = FeedBooks.address();
        final Path itch = file.write(temporary.resolve("day.itch"));
        try (TiercelProcess feed = new TiercelProcess(
                        temporary,
                        "feed",
                        "feed",
                        "play",
                        itch.toString(),
                        "--soup",
                        server,
                        "--login",
                        "ME:secret",
                        "--wait",
                        "20s");
                TiercelProcess engine = engine(server, "feeds.ITCH.streamUser=ME", "feeds.ITCH.streamPassword=wrong")) {
            engine.await("feed ITCH: line A at " + server + ": the server refused the login: not authorised (A): it"
                    + " does not know this user and password, or has somebody by that name; it is asked again every"
                    + " 10000 ms");
            assertEquals(0, engine.stop(), engine::err);
            assertFalse(engine.err().contains("wrong"), "the password is said");
            feed.stop();
        }
        assertEquals(List.of(), books.states());
        books.assertNoPassword("wrong");
    }

    /** It dies for good in the middle of the session. */
    @Test
    void shouldCloseBooksWhenTheServerDies() throws Exception {
        final String server = FeedBooks.address();
        try (TiercelProcess engine = engine(server);
                TiercelProcess feed = player(server, "5000")) {
            engine.await("feed ITCH: session DAY1: live");
            feed.kill();
            engine.await("feed ITCH: session DAY1: stale: no server is connected; its books are closed; ");
            engine.await("feed ITCH: line A at " + server + ": the connection broke: Connection refused");
            assertEquals(0, engine.stop(), engine::err);
        }
        final List<FeedState> states = books.states();
        assertEquals(FeedState.STALE, states.get(states.size() - 1));
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }

    @Test
    void shouldRefuseBadUse() {
        assertBad("--login is for --soup", "--to", "127.0.0.1:1", "--login", "A:b");
        assertBad("--cut is for --soup", "--to", "127.0.0.1:1", "--cut", "5");
        assertBad("--cut -1 is below 0", "--soup", "127.0.0.1:1", "--cut", "-1");
        assertBad("--login is not USER:PASSWORD", "--soup", "127.0.0.1:1", "--login", "toolonguser:b");
        assertBad("--soup 127.0.0.1 is no address", "--soup", "127.0.0.1");
    }

    @Test
    void shouldNotWaitForALoginForEver() throws IOException {
        final Path itch = file.write(temporary.resolve("day.itch"));
        final String server = FeedBooks.address();
        assertEquals(
                3, program.execute("feed", "play", itch.toString(), "--soup", server, "--wait", "50ms"), program::out);
        assertTrue(
                program.err()
                        .contains("nobody has logged in within 50 ms; start the engine first, or give more --wait"),
                program::err);
    }

    private void assertBad(final String text, final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("feed", "play", "none.itch"));
        all.addAll(List.of(arguments));
        assertEquals(2, program.execute(all.toArray(new String[0])), program::err);
        assertTrue(program.err().contains(text), program::err);
    }

    private TiercelProcess player(final String server, final String rate, final String... options) throws IOException {
        final List<String> all = new ArrayList<>(List.of("--soup", server, "--session", "DAY1", "--rate", rate));
        all.addAll(List.of(options));
        return TiercelProcess.player(
                temporary,
                "player-" + server.substring(server.indexOf(':') + 1),
                file.write(temporary.resolve("day.itch")),
                all.toArray(new String[0]));
    }

    private TiercelProcess engine(final String servers, final String... assignments) {
        final List<String> all = new ArrayList<>(List.of("feeds.ITCH.receive=", "feeds.ITCH.streamServers=" + servers));
        all.addAll(List.of(assignments));
        books = new FeedBooks(temporary);
        return books.engine(all.toArray(new String[0]));
    }
}
