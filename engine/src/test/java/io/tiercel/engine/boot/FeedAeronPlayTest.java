package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.feed.PlayedPace;
import io.tiercel.engine.feed.history.BookTarget;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.HistoryException;
import io.tiercel.engine.feed.history.HistoryFiles;
import io.tiercel.engine.feed.history.Protocols;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files decode to, played by Aeron to an engine in a process of its own. */
final class FeedAeronPlayTest {
    @TempDir
    Path temporary;

    private final Program program = new Program();
    private final ItchFile file = new ItchFile(45, 20_000);
    private FeedBooks books;

    @BeforeEach
    void begin() {
        books = new FeedBooks(temporary);
    }

    @Test
    void shouldKeepTheBooksThatTheFileSays() throws Exception {
        final String[] assignments = external(TiercelProcess.freeChannels(1)[0]);
        try (TiercelProcess engine = books.engine(assignments)) {
            engine.await("     s");
            assertEquals(0, play(assignments, "--rate", "20000"), program::err);
            assertTrue(program.out().matches("(?s)feed ITCH: sent [1-9][0-9]+ messages in [1-9][0-9]+ packets.*"));
            assertTrue(program.err().contains("messages about instruments that the configuration does not have: ZZZT"));
            books.awaitEnd(engine);
            assertEquals(0, engine.stop(), engine::err);
        }
        books.compare(file);
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }

    /** By the engine's own media driver, twice: the second time begins with empty books. */
    @Test
    void shouldPlayOnSharedMemoryAsOftenAsWanted() throws Exception {
        final String[] assignments = external("aeron:ipc");
        try (TiercelProcess engine = books.engine(assignments)) {
            engine.await("     s");
            final String driver = driverFolder().toString();
            final Path other = new ItchFile(46, 2_000).write(temporary.resolve("other.itch"));
            assertEquals(
                    0,
                    play(other, assignments, "--aeron", driver, "--speed", "100", "--longest-pause", "1s"),
                    program::err);
            assertEquals(0, play(assignments, "--aeron", driver, "--rate", "1000000"), program::err);
            books.awaitEnds(engine, 2);
            assertEquals(0, engine.stop(), engine::err);
        }
        books.compare(file);
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }

    /** A book by level of a table, with its own times. */
    @Test
    void shouldPlayATable() throws Exception {
        final Path csv = Files.writeString(temporary.resolve("levels.csv"), """
                time,symbol,side,price,quantity,snapshot
                2024-01-02T09:30:00Z,AAPL,buy,150.00,100,true
                2024-01-02T09:30:00Z,AAPL,sell,150.05,70,true
                2024-01-02T09:30:00.1Z,AAPL,buy,150.01,30,false
                """);
        final Path instruments = Files.writeString(temporary.resolve("instruments.csv"), """
                id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,multiplier,currency,expiry,calendar,\
                depth,security
                1,AAPL,NASDAQ,AAPL,stock,1,8,1,USD,,nasdaq,by-level,
                """);
        final List<String> all = new ArrayList<>(List.of(external(TiercelProcess.freeChannels(1)[0])));
        all.add("reference.instruments=" + instruments);
        final String[] assignments = all.toArray(new String[0]);
        try (TiercelProcess engine = books.engine(assignments)) {
            engine.await("     s");
            assertEquals(0, play(csv, assignments), program::err);
            while (!books.states().contains(FeedState.STALE)) {
                engine.await("");
            }
            assertEquals(0, engine.stop(), engine::err);
        }
        assertEquals(
                List.of(
                        "BUY 3000000000 at 150010000000",
                        "BUY 10000000000 at 150000000000",
                        "SELL 7000000000 at 150050000000"),
                books.levels(1));
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }

    /** What came until then is not all: nobody trades on it. */
    @Test
    void shouldCloseTheBooksWhenTheRestOfTheFileCannotBeRead() throws Exception {
        final String[] assignments = external(TiercelProcess.freeChannels(1)[0]);
        try (TiercelProcess engine = books.engine(assignments);
                FileSystem zip = FileSystems.newFileSystem(damagedZip())) {
            engine.await("     s");
            final DecodedPlay play = decodedPlay(assignments);
            final HistoryFiles files =
                    new HistoryFiles(List.of(zip.getPath("day.itch")), null, Protocols.of(null, null));
            final HistoryException told = assertThrows(
                    HistoryException.class,
                    () -> play.play(files, new Faults(false), 1_577_716_200_000_000_000L, () -> false));
            assertTrue(told.getMessage().startsWith("day.itch cannot be read: "), told::getMessage);
            List<FeedState> states = books.states();
            while (!states.contains(FeedState.STALE)) {
                engine.await("");
                states = books.states();
            }
            assertTrue(states.contains(FeedState.LIVE), states::toString);
            assertEquals(FeedState.STALE, states.get(states.size() - 1));
            assertEquals(0, engine.stop(), engine::err);
        }
        assertFalse(books.levels(1).isEmpty());
        assertEquals(0, program.execute("replay", books.journal().toString(), "--verify"), program::err);
    }

    /** Whose reading fails where the second of its blocks begins. */
    private Path damagedZip() throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry("day.itch"));
            zip.write(Files.readAllBytes(file.write(temporary.resolve("day.itch"))));
        }
        final byte[] content = bytes.toByteArray();
        final ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        final int first = 30 + fields.getShort(26) + fields.getShort(28);
        // Behind its type, its length twice and its bytes; 3 is a type that no block has.
        final int second = first + 5 + (fields.getShort(first + 1) & 0xFFFF);
        content[second] = 3 << 1;
        return Files.write(temporary.resolve("day.zip"), content);
    }

    private static DecodedPlay decodedPlay(final String[] assignments) {
        final LoadedConfiguration loaded = ConfigurationLoader.load(
                Path.of(FeedBooks.example()), System.getenv(), List.of(assignments), OptionalLong.empty());
        final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new DecodedPlay(
                loaded.configuration().feeds().get(0),
                loaded,
                null,
                PlayedPace.ofRate(20_000),
                20_000_000_000L,
                BookTarget.BOOK_ORDERS,
                nowhere,
                nowhere);
    }

    @Test
    void shouldSayThatNoEngineIsThere() throws IOException {
        final String[] assignments = external(TiercelProcess.freeChannels(1)[0]);
        assertEquals(3, play(assignments, "--wait", "100ms"), program::out);
        assertTrue(
                program.err().contains("within 100 ms; start it first, with the same feeds.ITCH.channel"),
                program::err);
    }

    @Test
    void shouldSayThatTheEngineIsGone() throws Exception {
        final String[] assignments = external(TiercelProcess.freeChannels(1)[0]);
        final Path itch = file.write(temporary.resolve("day.itch"));
        try (TiercelProcess engine = books.engine(assignments);
                TiercelProcess feed = new TiercelProcess(
                        temporary, "feed", arguments(itch, assignments, "--rate", "1000", "--wait", "20s"))) {
            engine.await("feed ITCH: heard");
            engine.kill();
            assertEquals(3, feed.exitCode(), feed::err);
            assertTrue(feed.err().contains("feed ITCH: the engine is gone after "), feed::err);
        }
    }

    @Test
    void shouldRefuseBadUse() throws IOException {
        final Path itch = file.write(temporary.resolve("day.itch"));
        assertBad(itch, "feeds.ITCH.type = itch: the engine runs this lane itself; write external");
        final String[] assignments = external("aeron:udp?endpoint=127.0.0.1:40399");
        assertEquals(2, play(itch, assignments, "--to", "127.0.0.1:1"));
        assertTrue(program.err().contains("--feed plays by Aeron; leave it, or --to"), program::err);
        assertEquals(2, play(itch, assignments, "--loss", "0.5"));
        assertTrue(program.err().contains("Aeron, which loses nothing"), program::err);
        assertEquals(2, play(temporary.resolve("none"), assignments, "--wait", "1ms"));
        assertTrue(program.err().contains("none does not exist"), program::err);
    }

    private void assertBad(final Path itch, final String text) {
        assertEquals(2, play(itch, new String[0]), program::err);
        assertTrue(program.err().contains(text), program::err);
    }

    private static String[] external(final String channel) {
        return new String[] {"feeds.ITCH.type=external", "feeds.ITCH.receive=", "feeds.ITCH.channel=" + channel};
    }

    private int play(final String[] assignments, final String... options) throws IOException {
        return play(file.write(temporary.resolve("day.itch")), assignments, options);
    }

    private int play(final Path itch, final String[] assignments, final String... options) {
        return program.execute(arguments(itch, assignments, options));
    }

    private static String[] arguments(final Path itch, final String[] assignments, final String... options) {
        final List<String> all = new ArrayList<>(
                List.of("feed", "play", itch.toString(), "--feed", "ITCH", "--config", FeedBooks.example()));
        all.addAll(List.of(options));
        return FeedBooks.with(assignments, all.toArray(new String[0]));
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
}
