package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.boot.JournalInputs.Input;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.feed.mdp3.PlayedMarket;
import io.tiercel.engine.replay.JournalHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of other formats than ITCH, played by Aeron to an engine in a process of its own, one after the other: after
 * each one the books are those of that file.
 */
@Timeout(180)
final class FeedAeronFormatsTest {
    @TempDir
    Path temporary;

    private final Program program = new Program();
    private Path journal;
    private String channel;

    @BeforeEach
    void begin() throws IOException {
        journal = temporary.resolve("journal");
        channel = TiercelProcess.freeChannels(1)[0];
    }

    @Test
    void shouldPlayOrdersOfDbn() throws Exception {
        final List<List<List<String>>> expected = new ArrayList<>();
        try (TiercelProcess engine = engine("TRCL,by-order")) {
            engine.await("     s");
            for (int version = 1; version <= 3; version++) {
                final HandMadeDbn dbn = new HandMadeDbn(version, 0, version).orders(3_000);
                assertTrue(dbn.levels().size() > 10, "hardly a book");
                play(dbn.bytes(), "v" + version + ".dbn");
                expected.add(List.of(dbn.levels()));
                awaitEnds(engine, version);
            }
            // What cannot be read, or is about nothing of ours, leaves books as they are.
            assertEquals(2, tried(new byte[100], "zeros"));
            assertTrue(program.err().contains("zeros is of no format that is known"), program::err);
            final HandMadeDbn prices = new HandMadeDbn(3, 1, 1).levels('A', 1, 1, new long[6]);
            assertEquals(2, tried(prices.bytes(), "prices.dbn"));
            assertTrue(
                    program.err()
                            .contains("nothing in the file is about an instrument of feeds.F.venue: they name TRCL (by"
                                    + " level in the files); correct venueSymbol or depth in instruments.csv"),
                    program::err);
            assertEquals(0, engine.stop(), engine::err);
        }
        assertEquals(expected, ends(1));
        assertEquals(expected.get(2), booksAtTheEnd(1));
        assertEquals(0, program.execute("replay", journal.toString(), "--verify"), program::err);
    }

    @Test
    void shouldPlayLevelsOfDbn() throws Exception {
        final long[] first = {49_000_000_000L, 51_000_000_000L, 5, 6, 1, 2};
        final long[] second = {48_000_000_000L, 52_000_000_000L, 50, 60, 1, 2};
        final long[] last = {49_250_000_000L, 50_750_000_000L, 7, 8, 3, 1};
        final long[] none = {HandMadeDbn.NO_PRICE, HandMadeDbn.NO_PRICE, 0, 0, 0, 0};
        try (TiercelProcess engine = engine("TRCL,by-level")) {
            engine.await("     s");
            final HandMadeDbn one = new HandMadeDbn(2, 1, 1).levels('A', 1, 1, first);
            play(one.levels('M', 1, 1, last).bytes(), "mbp-1.dbn");
            awaitEnds(engine, 1);
            final long[][] ten = {last, first, second, none, none, none, none, none, none, none};
            play(new HandMadeDbn(3, 2, 1).levels('A', 1, 1, ten).bytes(), "mbp-10.dbn");
            awaitEnds(engine, 2);
            assertEquals(0, engine.stop(), engine::err);
        }
        assertEquals(
                List.of(
                        List.of(List.of("BUY 7 at 49250000000", "SELL 8 at 50750000000")),
                        List.of(List.of(
                                "BUY 7 at 49250000000",
                                "BUY 5 at 49000000000",
                                "BUY 50 at 48000000000",
                                "SELL 8 at 50750000000",
                                "SELL 6 at 51000000000",
                                "SELL 60 at 52000000000"))),
                ends(1));
        assertEquals(0, program.execute("replay", journal.toString(), "--verify"), program::err);
    }

    /** A capture of a channel: changes, recovery and definitions. */
    @Test
    void shouldPlayACaptureOfMdp3() throws Exception {
        final PlayedMarket market = new PlayedMarket(45, 150_050_000_000L, 5_000);
        final Path capture = market.write(temporary.resolve("day.pcap"));
        try (TiercelProcess engine = engine("CLF7,by-level", "CLG7,by-level", "CLH7,by-order")) {
            engine.await("     s");
            play(Files.readAllBytes(capture), "channel.pcap");
            awaitEnds(engine, 1);
            play(Files.readAllBytes(capture), "again.pcap");
            awaitEnds(engine, 2);
            assertEquals(0, tried(Files.readAllBytes(capture), "small.pcap", "--max-orders", "2"), program::err);
            assertTrue(program.err().contains(" orders found no room in their books"), program::err);
            awaitEnds(engine, 3);
            assertEquals(0, engine.stop(), engine::err);
        }
        final List<List<String>> expected = List.of(market.levels(0), market.levels(1), market.levels(2));
        assertEquals(List.of(expected, expected), ends(3).subList(0, 2));
        assertEquals(0, program.execute("replay", journal.toString(), "--verify"), program::err);
    }

    private int tried(final byte[] content, final String name, final String... arguments) throws IOException {
        final Path file = Files.write(temporary.resolve(name), content);
        final Path configuration = temporary.resolve("engine.conf");
        final List<String> all = new ArrayList<>(
                List.of("feed", "play", file.toString(), "--feed", "F", "--config", configuration.toString()));
        all.addAll(List.of(arguments));
        return program.execute(all.toArray(new String[0]));
    }

    private void play(final byte[] content, final String name) throws IOException {
        assertEquals(0, tried(content, name), program::err);
        assertTrue(program.out().matches("feed F: sent [1-9][0-9]* messages in [1-9][0-9]* packets\\R"), program::out);
        assertEquals(
                List.of(),
                program.err()
                        .lines()
                        .filter(line -> !line.startsWith("feed F: "))
                        .toList());
    }

    /** The journal is read as it grows. */
    private void awaitEnds(final TiercelProcess engine, final int count) throws Exception {
        while (ends(0).size() < count) {
            // The engine says something each second.
            engine.await("");
        }
    }

    /** All levels of the first instruments, each time when the feed was said to be stale after it was not. */
    private List<List<List<String>>> ends(final int instruments) {
        final TradingCore core = CoreFactory.create(
                EngineConfiguration.fromResolved(JournalHead.read(journal).configuration()));
        final List<List<List<String>>> ends = new ArrayList<>();
        boolean open = false;
        for (final Input input : JournalInputs.read(journal)) {
            input.give(core, (cause, ordinal, buffer, offset, length) -> {});
            if (input.kind() == FeedStatusDecoder.TEMPLATE_ID) {
                final var status =
                        new FeedStatusDecoder().wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder());
                final boolean all = status.instrumentId() == 0;
                if (all && open && status.state() == FeedState.STALE) {
                    ends.add(levels(core, instruments));
                }
                open = all ? status.state() != FeedState.STALE : open;
            }
        }
        return ends;
    }

    private List<List<String>> booksAtTheEnd(final int instruments) {
        final TradingCore core = CoreFactory.create(
                EngineConfiguration.fromResolved(JournalHead.read(journal).configuration()));
        for (final Input input : JournalInputs.read(journal)) {
            input.give(core, (cause, ordinal, buffer, offset, length) -> {});
        }
        return levels(core, instruments);
    }

    private static List<List<String>> levels(final TradingCore core, final int instruments) {
        final List<List<String>> all = new ArrayList<>();
        for (int id = 1; id <= instruments; id++) {
            final Book book = core.books().book(id);
            final List<String> levels = new ArrayList<>();
            for (final Side side : new Side[] {Side.BUY, Side.SELL}) {
                for (int depth = 0; depth < book.levelCount(side); depth++) {
                    levels.add(
                            side + " " + book.levelQuantity(side, depth) + " at " + book.levelPriceNanos(side, depth));
                }
            }
            all.add(levels);
        }
        return all;
    }

    /** @param instruments venue symbol and depth of each */
    private TiercelProcess engine(final String... instruments) throws IOException {
        final List<String> rows = new ArrayList<>(List.of("id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,"
                + "multiplier,currency,expiry,calendar,depth,security"));
        for (int i = 0; i < instruments.length; i++) {
            final String[] words = instruments[i].split(",");
            rows.add(i + 1 + "," + words[0] + "-" + words[1] + ",V," + words[0] + ",fine,1,0,1,USD,,always," + words[1]
                    + ",");
        }
        Files.write(temporary.resolve("instruments.csv"), rows);
        Files.write(temporary.resolve("ticks.csv"), List.of("tickTable,fromPrice,tick", "fine,0,0.01"));
        final Path calendar =
                Path.of("..", "config", "reference", "calendar.csv").toAbsolutePath();
        Files.writeString(
                temporary.resolve("engine.conf"), """
                engine { id = 1, hangTimeout = 5s, feedStaleAfter = 30s }
                journal { blockBytes = 1MiB, folder = "%s" }
                venues.V { id = 1, type = dataOnly }
                feeds.F { type = external, venue = V, channel = "%s" }
                reference { instruments = instruments.csv, ticks = ticks.csv, calendar = "%s" }
                """.formatted(temporary.resolve("ledger"), channel, calendar));
        return new TiercelProcess(
                temporary,
                "engine",
                "run",
                "--headless",
                "--config",
                temporary.resolve("engine.conf").toString(),
                "--journal",
                journal.toString());
    }
}
