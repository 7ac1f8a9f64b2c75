package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lanes on two bad lines that keep what they receive: the files give the books that the exchange has. */
final class FeedCaptureTest {
    @TempDir
    Path temporary;

    private final Program program = new Program();
    private final ItchFile file = new ItchFile(44, 20_000);

    @Test
    void shouldKeepWhatMakesTheSameBooksBesideTheJournal() throws Exception {
        final String[] addresses = {address(), address(), address()};
        final Path itch = file.write(temporary.resolve("day.itch"));
        try (TiercelProcess engine = engine(lines(addresses, "true", "itch", "aeron:ipc"))) {
            engine.await("feed ITCH: what it receives is captured in ");
            engine.await("     s");
            try (TiercelProcess player = player(itch, addresses)) {
                awaitEnd(engine, player);
            }
            final Config feed = status();
            assertEquals("ended", feed.getString("state"));
            assertTrue(feed.getLong("requests") > 0, feed::toString);
            assertEquals(0, feed.getLong("snapshots"));
            for (int i = 0; i < 2; i++) {
                final Config line = feed.getConfigList("lines").get(i);
                assertEquals(addresses[i], line.getString("address"));
                assertTrue(line.getLong("first") > 0 && line.getLong("lost") > 0, line::toString);
                assertTrue(line.getLong("receiveBuffer") > 0 && line.getLong("hostDropped") >= -1, line::toString);
                assertEquals(0, line.getLong("notCaptured"));
            }
            assertEquals(0, engine.stop(), engine::err);
            final Config result = program.json(engine.out());
            assertEquals(
                    file.messageCount(), result.getConfigList("feeds").get(0).getLong("messages"), engine::err);
            assertTrue(engine.err().contains(", not captured 0"), engine::err);
        }
        final List<Path> captures = captures(journal().resolve("captures"));
        assertTrue(captures.size() > 1, captures::toString);
        FeedBooks.compareCaptures(program, file, captures);
        assertEquals(0, program.execute("replay", journal().toString(), "--verify"), program::err);
        assertEquals(0, program.execute("journal", "verify", journal().toString()), program::err);
    }

    /** Nobody is asked for what is missing: books begin anew with snapshots, which are kept, too. */
    @Test
    void shouldKeepSnapshots() throws Exception {
        final String[] addresses = {address(), address(), address()};
        final Path itch = file.write(temporary.resolve("day.itch"));
        final List<String> assignments = new ArrayList<>(List.of(lines(addresses, "true", "itch", "aeron:ipc")));
        assignments.remove("feeds.ITCH.requestServer=" + addresses[2]);
        assignments.add("feeds.ITCH.snapshotServer=" + addresses[2]);
        assignments.add("feeds.ITCH.snapshotAttempts=500");
        try (TiercelProcess engine = engine(assignments.toArray(new String[0]))) {
            engine.await("     s");
            try (TiercelProcess player = player(itch, addresses, "0.1", "--snapshots")) {
                awaitEnd(engine, player);
            }
            assertEquals(0, engine.stop(), engine::err);
            final Config feed =
                    program.json(engine.out()).getConfigList("feeds").get(0);
            assertTrue(feed.getLong("snapshots") > 0, feed::toString);
            assertTrue(feed.getLong("messages") < file.messageCount(), feed::toString);
        }
        FeedBooks.compareCaptures(program, file, captures(journal().resolve("captures")));
    }

    /** It comes when the session has begun. */
    @Test
    void shouldKeepTheSnapshotOfALateLane() throws Exception {
        final String address = FeedBooks.address();
        joinLate("--to", address, "feeds.ITCH.receive=" + address);
    }

    @Test
    void shouldKeepTheSnapshotOfALateStream() throws Exception {
        final String server = FeedBooks.address();
        joinLate(
                "--soup",
                server,
                "feeds.ITCH.receive=",
                "feeds.ITCH.streamServers=" + server,
                "feeds.ITCH.requestMessages=1");
    }

    private void joinLate(final String way, final String address, final String... assignments) throws Exception {
        final String snapshots = FeedBooks.address();
        final Path itch = file.write(temporary.resolve("day.itch"));
        final List<String> all = new ArrayList<>(Arrays.asList(assignments));
        all.add("feeds.ITCH.snapshotServer=" + snapshots);
        all.add("feeds.ITCH.capture=true");
        all.add("feeds.ITCH.captureFile=1MiB");
        all.add("feeds.ITCH.captureReserve=0B");
        try (TiercelProcess player = TiercelProcess.player(
                temporary,
                "player",
                itch,
                way,
                address,
                "--session",
                "DAY1",
                "--rate",
                "1000",
                "--snapshots",
                snapshots)) {
            player.await("session DAY1: gives snapshots at ");
            if (way.equals("--soup")) {
                // It begins with the first login.
                try (TiercelProcess first = early(address)) {
                    assertEquals(0, first.exitCode(), first::err);
                }
            }
            try (TiercelProcess engine = engine(all.toArray(new String[0]))) {
                engine.await("feed ITCH: session DAY1: live");
                awaitEnd(engine, player);
                assertEquals(0, engine.stop(), engine::err);
                final Config feed =
                        program.json(engine.out()).getConfigList("feeds").get(0);
                assertEquals(1, feed.getLong("snapshots"), feed::toString);
                assertTrue(feed.getLong("messages") < file.messageCount(), feed::toString);
            }
        }
        FeedBooks.compareCaptures(program, file, captures(journal().resolve("captures")));
    }

    private TiercelProcess early(final String server) throws IOException {
        return new TiercelProcess(
                temporary,
                "first",
                "feed",
                "serve",
                "--feed",
                "ITCH",
                "--config",
                example(),
                "--set",
                "feeds.ITCH.type=external",
                "--set",
                "feeds.ITCH.receive=",
                "--set",
                "feeds.ITCH.streamServers=" + server,
                "--set",
                "feeds.ITCH.channel=" + TiercelProcess.freeChannels(1)[0],
                "--duration",
                "1s");
    }

    /** The same in a process of its own, which is killed. */
    @Test
    void shouldKeepItInAProcessOfItsOwnThatIsKilled() throws Exception {
        final String[] addresses = {address(), address(), address()};
        final Path itch = file.write(temporary.resolve("day.itch"));
        final Path folder = temporary.resolve("kept");
        final String[] assignments = lines(addresses, folder.toString(), "external", TiercelProcess.freeChannels(1)[0]);
        try (TiercelProcess feed = new TiercelProcess(
                        temporary,
                        "feed",
                        with(assignments, "feed", "serve", "--feed", "ITCH", "--config", example()));
                TiercelProcess engine = engine(assignments)) {
            feed.await("feed ITCH: what it receives is captured in " + folder);
            feed.await("feed ITCH: engine connected");
            try (TiercelProcess player = player(itch, addresses)) {
                awaitEnd(feed, player);
            }
            assertTrue(feed.err().matches("(?s).*[1-9][0-9]* requests.*"), feed::err);
            // The next line has its counts, seconds later.
            feed.await("feed ITCH: ");
            // Its driver is its own, and is found beside the engine's; without an engine, too.
            for (final String[] command : new String[][] {{"status", "--json"}, {"status", "--json", "--feeds"}}) {
                try (TiercelProcess status = new TiercelProcess(temporary, "status", command)) {
                    assertEquals(0, status.exitCode(), status::err);
                    final Config shown =
                            program.json(status.out()).getConfigList("feeds").get(0);
                    assertEquals("ITCH", shown.getString("feed"));
                    assertEquals(
                            addresses[1], shown.getConfigList("lines").get(1).getString("address"));
                    final Config answers = shown.getConfigList("sockets").get(0);
                    assertEquals("answers", answers.getString("socket"));
                    assertEquals(addresses[2], answers.getString("address"));
                    assertTrue(answers.getLong("receiveBuffer") > 0 && answers.getLong("receiveBufferAsked") > 0);
                    assertTrue(answers.getLong("hostDropped") >= -1 && answers.getLong("captured") > 0);
                }
            }
            feed.kill();
            try (TiercelProcess status = new TiercelProcess(temporary, "status", "status", "--feeds")) {
                assertEquals(3, status.exitCode(), status::err);
                assertTrue(status.err().contains("tiercel: no lane of a feed was found"), status::err);
            }

            assertEquals(0, engine.stop(), engine::err);
        }
        FeedBooks.compareCaptures(program, file, captures(folder));
    }

    /** No disk has the room that is to stay free. */
    @Test
    void shouldSayThatNothingIsKeptAndGoOn() throws Exception {
        final String[] addresses = {address(), address(), address()};
        final Path itch = file.write(temporary.resolve("day.itch"));
        final String[] assignments = lines(addresses, "true", "itch", "aeron:ipc");
        assignments[assignments.length - 1] = "feeds.ITCH.captureReserve=1000000GiB";
        try (TiercelProcess engine = engine(assignments)) {
            engine.await("     s");
            try (TiercelProcess player = player(itch, addresses)) {
                awaitEnd(engine, player);
            }
            assertTrue(
                    engine.err()
                            .contains("feed ITCH: what it receives is NOT captured: the disk has less than"
                                    + " 1073741824000000 bytes left, which are to stay free; the feed goes on."
                                    + " Free room"),
                    engine::err);
            final Config feed = status();
            assertEquals(1, feed.getLong("captureStopped"));
            final Config line = feed.getConfigList("lines").get(0);
            assertEquals(0, line.getLong("captured"));
            assertTrue(line.getLong("notCaptured") >= line.getLong("packets"), line::toString);

            assertEquals(0, engine.stop(), engine::err);
        }
        assertEquals(List.of(), captures(journal().resolve("captures")));
    }

    private Config status() throws Exception {
        while (true) {
            assertEquals(
                    0,
                    program.execute(
                            "status", "--json", "--aeron", driverFolder().toString()),
                    program::err);
            final Config feed = program.json().getConfigList("feeds").get(0);
            if (feed.getLong("messages") == file.messageCount()
                    && feed.getString("state").equals("ended")) {
                assertEquals(
                        0, program.execute("status", "--aeron", driverFolder().toString()), program::err);
                assertTrue(program.out().contains("FEED ITCH  ended"), program::out);
                return feed;
            }
        }
    }

    private Path driverFolder() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, "aeron*")) {
            for (final Path folder : folders) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "tiercel-status-*")) {
                    if (files.iterator().hasNext()) {
                        return folder;
                    }
                }
            }
        }
        throw new AssertionError("no engine shows its status");
    }

    private static List<Path> captures(final Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private TiercelProcess player(final Path itch, final String[] addresses) {
        return player(itch, addresses, "0.3", "--requests");
    }

    private TiercelProcess player(final Path itch, final String[] addresses, final String loss, final String server) {
        return TiercelProcess.player(
                temporary,
                "player",
                itch,
                "--lines",
                addresses[0] + "," + addresses[1],
                "--session",
                "DAY1",
                "--rate",
                "10000",
                "--loss",
                loss,
                "--duplicate",
                "0.1",
                "--reorder",
                "50",
                "--seed",
                "8",
                server,
                addresses[2]);
    }

    /** All was sent and, as far as somebody asked, sent again. */
    private static void awaitEnd(final TiercelProcess lane, final TiercelProcess player) throws InterruptedException {
        lane.await("feed ITCH: session DAY1: the session has ended");
        assertEquals(0, player.stop(), player::err);
    }

    private static String[] lines(
            final String[] addresses, final String capture, final String type, final String channel) {
        return new String[] {
            "feeds.ITCH.type=" + type,
            "feeds.ITCH.channel=" + channel,
            "feeds.ITCH.receive=",
            "feeds.ITCH.lines=" + addresses[0] + "," + addresses[1],
            "feeds.ITCH.requestServer=" + addresses[2],
            "feeds.ITCH.reorderTime=20ms",
            "feeds.ITCH.recoveryTimeout=30s",
            "feeds.ITCH.requestAttempts=500",
            "feeds.ITCH.capture=" + capture,
            "feeds.ITCH.captureFile=1MiB",
            "feeds.ITCH.captureReserve=0B"
        };
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
                        "--json",
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
