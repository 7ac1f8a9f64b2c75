package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.strategies.UserJar;
import io.tiercel.engine.feed.FactText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files say besides books and trades is in the journal that is made of them, and reaches strategies. */
final class FeedFactsTest {
    private static final String DATE = "2019-12-30";
    private static final long NO_PRICE = HandMadeDbn.NO_PRICE;
    private static final long NO_TIME = -1;

    /** Bids when it hears of an imbalance, and again when a trade that it saw is taken back. */
    private static final String BIDDER = """
            package acme;
            import io.tiercel.codecs.types.*;
            import io.tiercel.engine.book.*;
            import io.tiercel.engine.strategy.*;
            public class Listener implements Strategy {
                private final StrategyContext context;
                private final int id;
                private long seen;
                public Listener(final StrategySetup setup) {
                    context = setup.context();
                    id = setup.instrument("instrument").id();
                }
                @Override public void onTrade(
                        final Book book, final Side side, final long price, final long quantity, final long match) {
                    seen = match;
                }
                @Override public void onFacts(final MarketFacts facts) {
                    if (facts.instrument() != null && facts.imbalance().changed()) {
                        bid((int) facts.imbalance().imbalanceQuantity());
                    }
                    if (facts.changed(StatisticKind.CIRCUIT_BREAKER_1)) {
                        bid(3);
                    }
                }
                @Override public void onTradeCorrection(final Book book, final TradeCorrection correction) {
                    if (correction.broken() && correction.matchId() == seen) {
                        bid((int) correction.matchId());
                    }
                }
                private void bid(final int quantity) {
                    context.orders().limit(id, Side.BUY, context.book(id).bidPriceNanos(), quantity);
                }
            }
            """;

    @TempDir
    Path folder;

    private final Program program = new Program();
    private final ByteArrayOutputStream itch = new ByteArrayOutputStream();
    private long timeNs = 34_200_000_000_000L;

    /** Fields behind type, locate, tracking and time, big endian: numbers of their width, texts as they are. */
    private FeedFactsTest put(final char type, final int locate, final Object... fields) {
        timeNs += 1_000_000;
        final ByteBuffer bytes = ByteBuffer.allocate(64);
        bytes.put((byte) type).putShort((short) locate).putShort((short) 0);
        bytes.putShort((short) (timeNs >>> 32)).putInt((int) timeNs);
        for (final Object field : fields) {
            if (field instanceof String text) {
                bytes.put(text.getBytes(StandardCharsets.US_ASCII));
            } else if (field instanceof Long number) {
                bytes.putLong(number);
            } else {
                bytes.putInt((Integer) field);
            }
        }
        itch.write(0);
        itch.write(bytes.position());
        itch.write(bytes.array(), 0, bytes.position());
        return this;
    }

    private String day() throws IOException {
        put('S', 0, "O");
        put('V', 0, 400_000_000_000L, 300_000_000_000L, 200_000_000_000L);
        put('R', 1, "AAPL    ", " ".repeat(20))
                .put('H', 1, "AAPL    ", "T     ")
                .put('S', 0, "Q");
        put('Y', 1, "AAPL    ", "1");
        put('A', 1, 11L, "B", 500, "AAPL    ", 1_000_000).put('A', 1, 12L, "S", 500, "AAPL    ", 1_001_000);
        put('I', 1, 700L, 40L, "B", "AAPL    ", 1_000_000, 1_000_500, 1_000_200, "O1");
        put('E', 1, 12L, 60, 7L);
        put('J', 1, "AAPL    ", 1_000_000, 1_050_000, 950_000, 1);
        put('B', 1, 7L);
        put('V', 0, 400_000_000_000L, 300_000_000_000L, 200_000_000_000L);
        put('S', 0, "M");
        return Files.write(folder.resolve("day.itch"), itch.toByteArray()).toString();
    }

    private static final List<String> OF_DAY = List.of(
            "statistic 0 CIRCUIT_BREAKER_1 4000000000000 x - code - of -",
            "statistic 0 CIRCUIT_BREAKER_2 3000000000000 x - code - of -",
            "statistic 0 CIRCUIT_BREAKER_3 2000000000000 x - code - of -",
            "statistic 1 SHORT_SALE_RESTRICTION - x - code 1 of -",
            "auction 1 OPENING BUY 40 of 700 reference 100020000000 near 100050000000 far 100000000000",
            "limits 1 AUCTION 95000000000 to 105000000000 reference 100000000000 variation - extension 1",
            "BROKEN 1 NULL_VAL - at - match 7",
            "statistic 0 CIRCUIT_BREAKER_1 4000000000000 x - code - of -",
            "statistic 0 CIRCUIT_BREAKER_2 3000000000000 x - code - of -",
            "statistic 0 CIRCUIT_BREAKER_3 2000000000000 x - code - of -");

    @Test
    void shouldImportWhatItchSays() throws IOException {
        imported("day", day(), "--date", DATE);

        assertEquals(OF_DAY, facts("day"));
        assertEquals(0, program.execute("replay", "--verify", path("day")), program::err);
        assertEquals(0, program.execute("journal", "verify", path("day")), program::err);
        assertEquals(0, program.execute("journal", "dump", path("day"), "--kind", "AuctionImbalance"), program::err);
        assertTrue(program.out().contains("\"auction\":\"OPENING\""), program.out());
        assertTrue(program.out().contains("\"nearPriceNanos\":100050000000"), program.out());
        final Path out = folder.resolve("tables");
        assertEquals(
                0,
                program.execute("journal", "export", path("day"), "--format", "csv", "--out", out.toString()),
                program::err);
        assertEquals(2, Files.readAllLines(out.resolve("TradeCorrection.csv")).size());
        assertEquals(8, Files.readAllLines(out.resolve("Statistic.csv")).size());
        assertTrue(Files.readAllLines(out.resolve("PriceLimits.csv")).get(1).contains("AUCTION"));
    }

    /** What was said on a day holds no more when the next one begins: in the journal, and so in each replay of it. */
    @Test
    void shouldWithdrawThemWhereADayBegins() throws IOException {
        day();
        imported("days", day(), "--date", DATE);

        final List<String> expected = new ArrayList<>(OF_DAY);
        expected.add("facts cleared 0");
        expected.add("facts cleared 1");
        expected.addAll(OF_DAY);
        assertEquals(expected, facts("days"));
        assertEquals(0, program.execute("replay", "--verify", path("days")), program::err);
        put('S', 0, "O");
        final String file =
                Files.write(folder.resolve("begun.itch"), itch.toByteArray()).toString();
        assertEquals(0, program.execute("feed", "book", "--json", file), program::err);
        assertFalse(program.out().contains("shortSaleRestriction"), program.out());
    }

    /** Each message of such a file is a packet, and each that has several ends with its last. */
    @Test
    void shouldEndPacketsWithThem() throws IOException {
        imported("day", day(), "--date", DATE);

        final List<Boolean> ends = new ArrayList<>();
        for (final JournalInputs.Input input : JournalInputs.read(folder.resolve("day"))) {
            if (FactText.of(input.bytes(), 0) != null) {
                ends.add(FactText.endsPacket(input.bytes(), 0));
            }
        }

        assertEquals(List.of(false, false, true, true, true, true, true, false, false, true), ends);
    }

    @Test
    void shouldImportEveryTypeOfMessage() throws IOException {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int seed = 1; seed <= 20; seed++) {
            for (final byte[] message : new HandMadeItch(seed).everyType().messages) {
                all.write(0);
                all.write(message.length);
                all.write(message);
            }
        }
        final String file =
                Files.write(folder.resolve("every.itch"), all.toByteArray()).toString();

        imported("every", file, "--date", DATE);

        assertTrue(facts("every").size() > 100);
        assertEquals(0, program.execute("replay", "--verify", path("every")), program::err);
    }

    /** Quantities in the instrument's scale; what there is none of stays none. */
    @Test
    void shouldCountInTheScaleOfTheInstrument() throws IOException {
        imported("scaled", day(), "--date", DATE, "--config", configuration(2));

        final List<String> expected = new ArrayList<>(OF_DAY);
        expected.set(
                4, "auction 1 OPENING BUY 4000 of 70000 reference 100020000000 near 100050000000 far 100000000000");
        assertEquals(expected, facts("scaled"));
        assertEquals(0, program.execute("replay", "--verify", path("scaled")), program::err);
    }

    /** Where nothing is about an instrument of the configuration, a word about the whole market is none, either. */
    @Test
    void shouldMakeNoJournalOfTheMarketAlone() throws IOException {
        put('S', 0, "O").put('V', 0, 1L, 1L, 1L).put('W', 0, "1");
        final String file =
                Files.write(folder.resolve("v.itch"), itch.toByteArray()).toString();

        assertEquals(
                2,
                program.execute(
                        "feed",
                        "import",
                        "--journal",
                        path("none"),
                        "--date",
                        DATE,
                        "--config",
                        configuration(0),
                        file));

        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    void shouldReachAStrategyOfAUser() throws IOException {
        UserJar.write(folder, "listener.jar", BIDDER);
        imported("asked", day(), "--date", DATE, "--config", configuration(0));

        assertEquals(
                0,
                program.execute(
                        "replay", path("asked"), "--set", "strategies.own.enabled=true", "--latency", "1us", "--json"),
                program::err);

        assertEquals(0, program.json().getLong("before.orders"), program.out());
        assertEquals(3, program.json().getLong("after.orders"), program.out());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldImportWhatDatabentoSays(final int version) throws IOException {
        final long none = version < 3 ? Integer.MAX_VALUE : Long.MAX_VALUE;
        final HandMadeDbn dbn = new HandMadeDbn(version, 9, 1)
                .statistic(3, 5_000_000_000L, none, 1_699_920_000_000_000_000L, 1, 3)
                .statistic(9, NO_PRICE, 123, NO_TIME, 1, 0)
                .statistic(9, NO_PRICE, 123, NO_TIME, 2, 0)
                .statistic(17, 6_000_000_000L, none, NO_TIME, 1, 0)
                .statistic(18, 4_000_000_000L, none, NO_TIME, 1, 0)
                .statistic(10_001, NO_PRICE, 5, NO_TIME, 1, 0)
                .imbalance('B', 10, 11, 12, 14, 9, 500, 30)
                .imbalance('N', NO_PRICE, NO_PRICE, NO_PRICE, NO_PRICE, NO_PRICE, -1, -1)
                .status(8, 'Y')
                .status(7, '~');
        final String file = Files.write(folder.resolve("s.dbn"), dbn.bytes()).toString();

        imported("dbn", file);

        assertEquals(
                List.of(
                        "statistic 1 SETTLEMENT 5000000000 x - code 3 of 1699920000000000000",
                        "statistic 1 OPEN_INTEREST - x 123 code - of -",
                        "statistic 1 OPEN_INTEREST withdrawn",
                        "limits 1 SESSION - to 6000000000 reference - variation - extension -",
                        "limits 1 SESSION 4000000000 to 6000000000 reference - variation - extension -",
                        "auction 1 CLOSING BUY 30 of 500 reference 10 near 11 far 12",
                        "limits 1 AUCTION 9 to 14 reference 10 variation - extension 2",
                        "auction 1 CLOSING NULL_VAL - of - reference - near - far -",
                        "statistic 1 SHORT_SALE_RESTRICTION - x - code 1 of -"),
                facts("dbn"));
        assertEquals(List.of("HALTED", "TRADING"), statuses("dbn"));
        assertEquals(0, program.execute("replay", "--verify", path("dbn")), program::err);
    }

    /** Before the book, where it says nothing else, and once more; of an instrument without a book nothing is told. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldImportLimitsOfDefinitions(final int version) throws IOException {
        final HandMadeDbn dbn = new HandMadeDbn(version, 0, 1)
                .definition(6_000_000_000L, 4_000_000_000L, NO_PRICE)
                .orders(50)
                .definition(6_000_000_000L, 4_000_000_000L, NO_PRICE)
                .definition(7_000_000_000L, 5_000_000_000L, 8);
        final String file = Files.write(folder.resolve("d.dbn"), dbn.bytes()).toString();

        imported("dbn", file);

        assertEquals(
                List.of(
                        "limits 1 SESSION 4000000000 to 6000000000 reference - variation - extension -",
                        "limits 1 SESSION 5000000000 to 7000000000 reference - variation 8 extension -"),
                facts("dbn"));
        final String alone = Files.write(
                        folder.resolve("alone.dbn"),
                        new HandMadeDbn(version, 19, 1).definition(1, 1, 1).bytes())
                .toString();
        assertEquals(0, program.execute("feed", "book", "--json", alone), program::err);
        assertTrue(program.out().contains("\"instruments\":[]"), program.out());
    }

    /** Statistics before the first order: they are of the instrument whose book the orders make. */
    @Test
    void shouldTellStatisticsOfTheBookThatComesAfterThem() throws IOException {
        final HandMadeDbn dbn = new HandMadeDbn(3, 0, 1)
                .statistic(3, 5_000_000_000L, Long.MAX_VALUE, NO_TIME, 1, 1)
                .orders(50)
                .statistic(5, 6_000_000_000L, Long.MAX_VALUE, NO_TIME, 1, 0);
        final String file = Files.write(folder.resolve("m.dbn"), dbn.bytes()).toString();

        imported("dbn", file);

        assertEquals(
                List.of(
                        "statistic 1 SETTLEMENT 5000000000 x - code 1 of -",
                        "statistic 1 HIGH 6000000000 x - code - of -"),
                facts("dbn"));
        assertEquals(0, program.execute("feed", "book", "--json", file), program::err);
        assertTrue(program.out().contains(dbn.sides()), program.out());
        assertTrue(program.out().contains("\"statistics\":{\"high\":\"6\",\"settlement\":\"5\"}"), program.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void shouldImportRealStatistics(final String version) throws IOException {
        final Path file = SharedData.find("dbn/test_data.statistics." + version + ".dbn.zst");

        imported("real", file.toString());

        final List<String> facts = facts("real");
        assertFalse(facts.isEmpty());
        assertTrue(
                facts.stream().allMatch(fact -> fact.matches("statistic 1 [A-Z_]+ .*|limits 1 .*")), facts::toString);
        assertEquals(0, program.execute("replay", "--verify", path("real")), program::err);
    }

    @Test
    void shouldImportARealVolume() throws IOException {
        final Path file = SharedData.find("mdp3/packets-v1.9/MdIncrementalRefreshVolume.pcap");

        imported("real", file.toString());

        assertEquals(
                List.of("statistic 1 VOLUME - x 9541 code - of -", "statistic 1 VOLUME - x 9550 code - of -"),
                facts("real"));
        assertEquals(0, program.execute("replay", "--verify", path("real")), program::err);
        assertEquals(0, program.execute("feed", "book", "--json", file.toString()), program::err);
        assertTrue(program.out().contains("\"statistics\":{\"volume\":9550}"), program.out());
    }

    private List<String> facts(final String journal) {
        return JournalInputs.read(folder.resolve(journal)).stream()
                .map(input -> FactText.of(input.bytes(), 0))
                .filter(text -> text != null)
                .toList();
    }

    private List<String> statuses(final String journal) {
        final InstrumentStatusDecoder status = new InstrumentStatusDecoder();
        return JournalInputs.read(folder.resolve(journal)).stream()
                .filter(input -> input.kind() == InstrumentStatusDecoder.TEMPLATE_ID)
                .map(input -> status.wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder())
                        .status()
                        .name())
                .toList();
    }

    private void imported(final String journal, final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("feed", "import", "--json", "--journal", path(journal)));
        all.addAll(List.of("--set", "journal.blockBytes=1MiB"));
        all.addAll(Arrays.asList(arguments));
        assertEquals(0, program.execute(all.toArray(new String[0])), program::err);
    }

    private String path(final String journal) {
        return folder.resolve(journal).toString();
    }

    private String configuration(final int quantityScale) throws IOException {
        Files.write(
                folder.resolve("instruments.csv"),
                List.of(
                        "id,symbol,venue,venueSymbol,tickTable,lot,quantityScale,multiplier,currency,expiry,"
                                + "calendar,depth",
                        "1,AAPL.Q,NASDAQ,AAPL,share,1," + quantityScale + ",1,USD,,always,by-order"));
        Files.write(folder.resolve("ticks.csv"), List.of("tickTable,fromPrice,tick", "share,0,0.01"));
        if (!Files.exists(folder.resolve("listener.jar"))) {
            UserJar.write(folder, "listener.jar", BIDDER);
        }
        final Path reference = Path.of("..", "config", "reference").toAbsolutePath();
        return Files.writeString(folder.resolve("engine.conf"), """
                engine { id = 1, feedStaleAfter = 30s }
                venues.NASDAQ { id = 1, type = dataOnly }
                feeds.ITCH { type = itch, venue = NASDAQ, receive = "127.0.0.1:40311" }
                risk {
                  maxOrderQuantity = 1000, maxOrderNotional = 250000, priceCollarBasisPoints = 500
                  maxPosition = 5000, maxOpenOrders = 20, maxMessagesPerSecond = 1000
                }
                strategies.own { jar = listener.jar, class = acme.Listener, parameters { instrument = AAPL.Q } }
                reference { instruments = instruments.csv, ticks = ticks.csv, calendar = "%s" }
                """.formatted(reference.resolve("calendar.csv")))
                .toString();
    }
}
