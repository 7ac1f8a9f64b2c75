package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databento's files through the commands. */
final class FeedDbnTest {
    /** Schemas, as metadata has them. */
    private static final int MBP_1 = 1;

    private static final int TBBO = 3;
    private static final int TRADES = 4;
    private static final int STATISTICS = 10;
    private static final int BBO_1S = 18;
    private static final int SEVERAL = 0xFFFF;

    @TempDir
    Path folder;

    private final Program program = new Program();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldBuildBooksByOrder(final int version) throws IOException {
        final HandMadeDbn dbn = new HandMadeDbn(version, 0, version).orders(5_000);

        book(write(dbn));

        assertTrue(
                program.out().startsWith("{\"instruments\":[{\"id\":77,\"symbol\":\"TRCL\",\"state\":\"live\","),
                program::out);
        assertTrue(program.out().contains(dbn.sides() + "\"crossed\":0"), program::out);
    }

    @Test
    void shouldNotTrustABookBehindALossUntilItIsEmptied() throws IOException {
        final HandMadeDbn dbn = new HandMadeDbn(3, 0, 1)
                .clear()
                .order('A', 'B', 1, 1_000_000_000L, 5, true)
                .flagged(0x84, 'A', 'B', 2, 1_000_000_000L, 5)
                .order('A', 'B', 3, 1_000_000_000L, 5, true);

        book(write(dbn));
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);

        dbn.flagged(0x84, 'R', 'N', 0, HandMadeDbn.NO_PRICE, 0).order('A', 'B', 4, 1_000_000_000L, 5, true);
        book(write(dbn));
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);

        dbn.order('R', 'N', 0, HandMadeDbn.NO_PRICE, 0, true).order('A', 'B', 5, 1_000_000_000L, 7, true);
        book(write(dbn));
        assertTrue(program.out().contains("\"state\":\"live\""), program::out);
        assertTrue(program.out().contains("\"bids\":[[\"1\",7,1]]"), program::out);
    }

    @Test
    void shouldBuildBooksByPrice() throws IOException {
        final HandMadeDbn dbn = new HandMadeDbn(3, 1, 1)
                .levels('A', 1, 1, new long[] {9_000_000_000L, 11_000_000_000L, 5, 6, 1, 2})
                .levels('T', 11_000_000_000L, 2, new long[] {9_000_000_000L, 11_500_000_000L, 5, 4, 1, 1})
                .levels('C', 1, 1, new long[] {HandMadeDbn.NO_PRICE, 11_500_000_000L, 0, 4, 0, 1});

        book(write(dbn));

        assertTrue(
                program.out()
                        .contains("\"bidLevels\":0,\"askLevels\":1,\"orders\":1,\"bids\":[],\"asks\":[[\"11.5\",4,1]],"
                                + "\"crossed\":0,\"trades\":1,\"errors\":0"),
                program::out);
    }

    @Test
    void shouldNotTrustABookByPriceBehindALossUntilItIsEmptied() throws IOException {
        final long[] level = {9_000_000_000L, 11_000_000_000L, 5, 6, 1, 2};
        final HandMadeDbn dbn = new HandMadeDbn(3, 1, 1).levels('A', 1, 1, level);
        final int flags = dbn.bytes().length - 80 + 30;

        final byte[] lossy = dbn.levels('A', 1, 1, level).bytes();
        lossy[flags] |= 0x04;
        book(write("lossy.dbn", lossy));
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);

        final byte[] emptied = dbn.levels('R', 1, 1, level).bytes();
        emptied[flags] |= 0x04;
        book(write("emptied.dbn", emptied));
        assertTrue(program.out().contains("\"state\":\"live\""), program::out);
    }

    /** In a file of trades with the best prices before each, whatever it was before. */
    @Test
    void shouldTrustNoLevelsOfBeforeATrade() throws IOException {
        final long[] level = {9_000_000_000L, 11_000_000_000L, 5, 6, 1, 2};
        final byte[] updates =
                new HandMadeDbn(3, MBP_1, 1).levels('A', 1, 1, level).bytes();
        final byte[] trades =
                new HandMadeDbn(3, TBBO, 1).levels('T', 1, 1, level).bytes();

        assertEquals("stale", state(new HandMadeDbn(3, TBBO, 1).levels('T', 1, 1, level)));
        final HandMadeDbn both = new HandMadeDbn(3, MBP_1, 1).levels('T', 1, 1, level);
        assertEquals("stale", state(both), "nothing has shown what the trade left");
        assertEquals("live", state(both.levels('M', 1, 1, level).levels('T', 1, 1, level)));
        book(write("first.dbn", updates), write("then.dbn", trades));
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
        book(write("then.dbn", trades), write("first.dbn", updates));
        assertTrue(program.out().contains("\"state\":\"live\""), program::out);
    }

    @Test
    void shouldTrustNoSampledPrices() throws IOException {
        final long[] level = {9_000_000_000L, 11_000_000_000L, 5, 6, 1, 2};

        assertEquals("stale", state(new HandMadeDbn(3, BBO_1S, 1).sampled(level)));
        assertTrue(program.out().contains("\"bids\":[[\"9\",5,1]],\"asks\":[[\"11\",6,2]]"), program::out);
    }

    @Test
    void shouldTrustNoBookOfTradesAlone() throws IOException {
        final long[] level = {9_000_000_000L, 11_000_000_000L, 5, 6, 1, 2};

        assertEquals("stale", state(new HandMadeDbn(3, TRADES, 1).trade(10_000_000_000L, 7)));
        assertTrue(program.out().contains("\"bids\":[],\"asks\":[],\"crossed\":0,\"trades\":1"), program::out);
        assertEquals(
                "live",
                state(new HandMadeDbn(3, SEVERAL, 1)
                        .trade(10_000_000_000L, 7)
                        .levels('A', 1, 1, level)
                        .trade(10_000_000_000L, 7)));
        final long none = Long.MAX_VALUE;
        assertEquals("stale", state(new HandMadeDbn(3, STATISTICS, 1).statistic(3, 5_000_000_000L, none, -1, 1, 1)));
    }

    /** Each instrument says by its own first record which its book is. */
    @Test
    void shouldBuildBooksOfTwoKindsInOneStream() throws IOException {
        final String orders = write("orders.dbn", ordersOf77());
        final String levels = write("levels.dbn", levelsOf78());

        for (final String[] files : new String[][] {{orders, levels}, {levels, orders}}) {
            book(files[0], files[1]);
            assertEquals(Map.of(77L, "live", 78L, "live"), states());
            assertTrue(program.out().endsWith("\"malformed\":0}\n"), program::out);
        }
    }

    /** Which kind it will have they do not say, and the other instrument's may be another one. */
    @Test
    void shouldTrustNoBookWhoseFactsCameBeforeItsKindWasKnown() throws IOException {
        final String orders = write("orders.dbn", ordersOf77());
        final String levels = write("levels.dbn", levelsOf78());
        final String facts = write(
                "facts.dbn",
                new HandMadeDbn(3, STATISTICS, 1)
                        .about(78)
                        .statistic(1, 5_000_000_000L, 0, 0, 1, 0)
                        .bytes());

        book(orders, facts, levels);
        assertEquals(Map.of(77L, "live", 78L, "stale"), states());
        assertTrue(program.out().endsWith("\"malformed\":1}\n"), program::out);
        assertTrue(
                program.err()
                        .contains("levels of an instrument whose book is of orders; give files of one kind at a time"),
                program::err);

        book(orders, levels, facts);
        assertEquals(Map.of(77L, "live", 78L, "live"), states());
        assertTrue(program.out().endsWith("\"malformed\":0}\n"), program::out);
    }

    @Test
    void shouldSayThatOrdersGoBeforeTrades() throws IOException {
        final String orders = write("orders.dbn", ordersOf77());
        final String trades = write(
                "trades.dbn",
                new HandMadeDbn(3, TRADES, 1).trade(1_000_000_000L, 2).bytes());

        book(trades, orders);

        assertEquals(Map.of(77L, "stale"), states());
        assertTrue(
                program.err()
                        .contains(
                                "orders.dbn: record 1 at offset 353: an order of an instrument whose book is of levels"
                                        + " by its first record; give the files of orders first"),
                program::err);
        assertTrue(program.out().endsWith("\"malformed\":2}\n"), program::out);
    }

    private static byte[] ordersOf77() {
        return new HandMadeDbn(3, 0, 1)
                .clear()
                .order('A', 'B', 1, 1_000_000_000L, 5, true)
                .bytes();
    }

    private static byte[] levelsOf78() {
        return new HandMadeDbn(3, MBP_1, 1)
                .about(78)
                .levels('A', 1, 1, new long[] {9_000_000_000L, 11_000_000_000L, 5, 6, 1, 2})
                .bytes();
    }

    /** Of each instrument by its number, as the last command said. */
    private Map<Long, String> states() {
        final Map<Long, String> states = new TreeMap<>();
        program.json()
                .getConfigList("instruments")
                .forEach(each -> states.put(each.getLong("id"), each.getString("state")));
        return states;
    }

    /** Files of two schemas tell the same trades, as far as both go. */
    @Test
    void shouldCountATradeOfTwoSchemasOnce() throws IOException {
        final String orders = write("orders.dbn", traded().bytes());
        final HandMadeDbn trades = new HandMadeDbn(3, TRADES, 1)
                .pause(2_000)
                .trade(1_000_000_000L, 2)
                .pause(1_000)
                .trade(1_000_000_000L, 1)
                .trade(1_000_000_000L, 9);
        final String told = write("trades.dbn", trades.bytes());

        book(orders);
        assertEquals(2, tradeCount());
        book(orders, told);
        assertEquals(3, tradeCount());
        assertTrue(
                program.err().contains("2 trades were told by records of another schema before, and count once"),
                program::err);
        assertEquals(0, program.execute("feed", "bars", orders, told, "--session", "--json"), program::err);
        assertTrue(program.out().contains("\"volume\":12,"), program::out);
    }

    /** Trades before the first one that orders tell are no repetitions, and those out of order are. */
    @Test
    void shouldCountTradesThatNoOtherSchemaTold() throws IOException {
        final String orders = write(
                "orders.dbn",
                new HandMadeDbn(3, 0, 1)
                        .clear()
                        .pause(10_000)
                        .order('T', 'A', 0, 1_000_000_000L, 2, false)
                        .pause(-6_000)
                        .order('T', 'A', 0, 1_000_000_000L, 3, true)
                        .bytes());
        final HandMadeDbn trades = new HandMadeDbn(3, TRADES, 1)
                .trade(1_000_000_000L, 1)
                .pause(10_000)
                .trade(1_000_000_000L, 2);

        book(orders, write("trades.dbn", trades.bytes()));

        assertEquals(3, tradeCount());
        assertTrue(program.err().contains("1 trades were told"), program::err);
    }

    /** Each record shows all of it, so the next one makes it right. */
    @Test
    void shouldTrustNoPricesBehindARecordThatCannotBeRead() throws IOException {
        final byte[] shortRecord = new byte[20];
        shortRecord[0] = 5;
        shortRecord[1] = 1;
        final long[] level = {9_000_000_000L, 11_000_000_000L, 5, 6, 1, 2};
        final HandMadeDbn dbn = new HandMadeDbn(3, MBP_1, 1).levels('A', 1, 1, level);

        assertEquals("live", state(dbn));
        assertEquals("stale", state(dbn.raw(shortRecord)));
        assertEquals("live", state(dbn.levels('M', 1, 1, level)));
        assertEquals("stale", state(dbn.raw(shortRecord)));
        final byte[] torn = new HandMadeDbn(3, MBP_1, 1)
                .levels('A', 1, 1, level)
                .levels('A', 1, 1, level)
                .bytes();
        book(write("torn.dbn", Arrays.copyOf(torn, torn.length - 1)));
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
    }

    /** As a live session is recorded, whichever of them comes first; several trades may be of one time. */
    @Test
    void shouldCountATradeOfAMixedStreamOnce() throws IOException {
        final HandMadeDbn dbn = new HandMadeDbn(3, SEVERAL, 1)
                .clear()
                .order('T', 'A', 0, 1_000_000_000L, 2, false)
                .pause(-1_000)
                .order('T', 'A', 0, 1_000_000_000L, 3, false)
                .pause(-1_000)
                .trade(1_000_000_000L, 2)
                .pause(-1_000)
                .trade(1_000_000_000L, 3)
                .trade(1_000_000_000L, 4)
                .pause(-1_000)
                .order('T', 'A', 0, 1_000_000_000L, 4, true)
                .order('T', 'A', 0, 1_000_000_000L, 5, true);

        book(write(dbn));

        assertEquals(4, tradeCount());
        assertTrue(program.err().contains("3 trades were told by records of another schema"), program::err);
    }

    private static HandMadeDbn traded() {
        return new HandMadeDbn(3, 0, 1)
                .clear()
                .order('A', 'B', 1, 1_000_000_000L, 5, true)
                .order('T', 'A', 0, 1_000_000_000L, 2, false)
                .order('C', 'B', 1, 1_000_000_000L, 2, true)
                .order('T', 'A', 0, 1_000_000_000L, 1, false)
                .order('C', 'B', 1, 1_000_000_000L, 1, true);
    }

    private int tradeCount() {
        return program.json().getConfigList("instruments").get(0).getInt("trades");
    }

    /** Crossed is what stands at the end of a packet. */
    @Test
    void shouldEndAPacketOfLevelsWithTheLastRecordOfItsEvent() throws IOException {
        final long[] crossed = {12_000_000_000L, 11_000_000_000L, 5, 6, 1, 2};
        final long[] level = {9_000_000_000L, 11_000_000_000L, 5, 6, 1, 2};
        final HandMadeDbn within = new HandMadeDbn(3, MBP_1, 1)
                .levels(0, 1_000, 'A', 1, 1, crossed)
                .levels(0x80, 0, 'M', 1, 1, level);
        final HandMadeDbn ended = new HandMadeDbn(3, MBP_1, 1)
                .levels(0x80, 1_000, 'A', 1, 1, crossed)
                .levels(0x80, 0, 'M', 1, 1, level);
        final HandMadeDbn unsaid = new HandMadeDbn(3, MBP_1, 1)
                .levels(0, 1_000, 'A', 1, 1, crossed)
                .levels(0, 1_000, 'M', 1, 1, level);

        assertEquals("live", state(within));
        assertTrue(program.out().contains("\"crossed\":0"), program::out);
        assertEquals("live", state(ended));
        assertTrue(program.out().contains("\"crossed\":1"), program::out);
        assertEquals("live", state(unsaid), "a packet ends where the files do");
        assertTrue(program.out().contains("\"crossed\":1"), program::out);
    }

    @Test
    void shouldShowEveryField() throws IOException {
        final String file = write(new HandMadeDbn(2, 0, 1).order('A', 'B', -1, -1_500_000_000L, 0xFFFF_FFFFL, true));

        assertEquals(0, program.execute("feed", "dump", "--jsonl", file), program::err);

        assertTrue(
                program.out()
                        .endsWith("\"message\":\"mbo\",\"rtype\":160,\"publisher_id\":2,\"instrument_id\":77,"
                                + "\"ts_event\":1700000000000001000,\"order_id\":18446744073709551615,\"price\":\"-1.5\","
                                + "\"size\":4294967295,\"flags\":128,\"channel_id\":3,\"action\":\"A\",\"side\":\"B\","
                                + "\"ts_recv\":1700000000000001500,\"ts_in_delta\":-7,\"sequence\":12}\n"),
                program::out);
        assertEquals(0, program.execute("feed", "inspect", "--json", file), program::err);
        assertEquals(
                "version 2, XNAS.ITCH, mbo",
                program.json().getConfigList("files").get(0).getString("content"));
        assertEquals("2023-11-14T22:13:20.000001Z", program.json().getString("time.from"));
    }

    @Test
    void shouldCountWhatIsMalformedAndGoOn() throws IOException {
        final byte[] shortRecord = new byte[20];
        shortRecord[0] = 5;
        shortRecord[1] = (byte) 0xA0;
        final byte[] strange = new byte[16];
        strange[0] = 4;
        strange[1] = 0x77;
        final HandMadeDbn dbn = new HandMadeDbn(3, 0, 1)
                .order('A', 'B', 1, 1_000_000_000L, 5, true)
                .raw(shortRecord)
                .raw(strange)
                .order('?', 'B', 1, 1_000_000_000L, 5, true)
                .order('A', 'N', 2, 1_000_000_000L, 5, true)
                .order('A', 'B', 3, 1_000_000_000L, 5, true);
        final String file = write(dbn);

        book(file);

        assertTrue(program.out().contains("\"bids\":[[\"1\",10,2]]"), program::out);
        assertTrue(program.out().endsWith("\"malformed\":3}\n"), program::out);
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
        assertTrue(
                program.err()
                        .contains(": record 2 at offset 409: a record of type mbo of 20 bytes; in version 3 it has"
                                + " 56"),
                program::err);
        assertTrue(program.err().contains("an action of byte 63"), program::err);
        assertTrue(program.err().contains("an order without side"), program::err);
        assertEquals(2, program.execute("feed", "book", "--json", "--strict", file));
    }

    @Test
    void shouldTrustNoBookThatMissesARecord() throws IOException {
        final byte[] shortRecord = new byte[20];
        shortRecord[0] = 5;
        shortRecord[1] = (byte) 0xA0;
        final HandMadeDbn dbn = new HandMadeDbn(3, 0, 1).clear().order('A', 'B', 1, 1_000_000_000L, 5, true);
        final String torn = write("torn.dbn", Arrays.copyOf(dbn.bytes(), dbn.bytes().length - 1));

        assertEquals("live", state(dbn));
        assertEquals("stale", state(dbn.raw(shortRecord)));
        assertEquals("stale", state(dbn.order('A', 'B', 2, 1_000_000_000L, 5, true)));
        assertEquals("live", state(dbn.clear()), "what is lost was before it");
        final String more = write(
                "more.dbn",
                new HandMadeDbn(3, 0, 1)
                        .order('A', 'B', 2, 1_000_000_000L, 5, true)
                        .bytes());
        assertEquals(0, program.execute("feed", "book", "--json", torn, more), program::err);
        assertTrue(program.out().contains("\"state\":\"stale\""), program::out);
    }

    @Test
    void shouldTrustNoBookOfAFileThatBeginsWithinADay() throws IOException {
        final HandMadeDbn within = new HandMadeDbn(3, 0, 1).order('A', 'B', 1, 1_000_000_000L, 5, true);
        final HandMadeDbn statistic = new HandMadeDbn(3, 0, 1)
                .statistic(3, 5_000_000_000L, Long.MAX_VALUE, -1, 1, 1)
                .order('N', 'N', 0, HandMadeDbn.NO_PRICE, 0, true);

        assertEquals("stale", state(within));
        assertEquals("live", state(within.clear()));
        assertEquals("stale", state(statistic));
        assertEquals("live", state(statistic.clear()));
    }

    @Test
    void shouldTrustABookWhenItsSnapshotIsWhole() throws IOException {
        final HandMadeDbn dbn = new HandMadeDbn(3, 0, 1)
                .flagged(0x28, 'R', 'N', 0, HandMadeDbn.NO_PRICE, 0)
                .flagged(0x28, 'A', 'B', 7, 1_000_000_000L, 5);

        assertEquals("recovering", state(dbn));
        assertEquals("live", state(dbn.flagged(0xA8, 'A', 'A', 8, 2_000_000_000L, 6)));
        assertTrue(program.out().contains("\"bids\":[[\"1\",5,1]],\"asks\":[[\"2\",6,1]]"), program::out);
        // Where it does not say its end, the first change does; an empty one is whole at once.
        final HandMadeDbn endless = new HandMadeDbn(3, 0, 1)
                .flagged(0x28, 'R', 'N', 0, HandMadeDbn.NO_PRICE, 0)
                .order('A', 'B', 9, 1_000_000_000L, 5, true);
        assertEquals("live", state(endless));
        assertEquals("live", state(endless.flagged(0xA8, 'R', 'N', 0, HandMadeDbn.NO_PRICE, 0)));
        assertEquals("recovering", state(endless.flagged(0x28, 'R', 'N', 0, HandMadeDbn.NO_PRICE, 0)));
        assertEquals("stale", state(endless.flagged(0x2C, 'A', 'B', 9, 1_000_000_000L, 5)));
    }

    @Test
    void shouldNotTakeAChangeOfAnUnknownOrderForAnOrder() throws IOException {
        final HandMadeDbn dbn = new HandMadeDbn(3, 0, 1)
                .clear()
                .order('A', 'B', 1, 1_000_000_000L, 5, true)
                .order('M', 'B', 2, 1_000_000_000L, 5, true);

        assertEquals("stale", state(dbn));
        assertTrue(program.out().contains("\"bids\":[[\"1\",5,1]]"), program::out);
        assertTrue(program.out().contains("\"errors\":1"), program::out);
        assertEquals("live", state(dbn.clear()));
    }

    @Test
    void shouldNotTakeAPriceLevelForAnOrder() throws IOException {
        final HandMadeDbn dbn = new HandMadeDbn(3, 0, 1)
                .clear()
                .order('A', 'B', 1, 1_000_000_000L, 5, true)
                .flagged(0x90, 'A', 'B', 0, 1_000_000_000L, 500);

        assertEquals("stale", state(dbn));
        assertTrue(program.out().contains("\"bids\":[[\"1\",5,1]]"), program::out);
        assertTrue(program.err().contains("the sum of a price level (flag 0x10) in place of an order"), program::err);
        assertEquals("live", state(dbn.clear()));
    }

    @Test
    void shouldTakeABestPriceForAllOfItsSide() throws IOException {
        final HandMadeDbn dbn = new HandMadeDbn(3, 0, 1)
                .clear()
                .flagged(0xC0, 'A', 'B', 0, 1_000_000_000L, 5)
                .flagged(0xC0, 'A', 'A', 0, 3_000_000_000L, 6)
                .flagged(0xC0, 'A', 'B', 0, 2_000_000_000L, 7);

        assertEquals("live", state(dbn));
        assertTrue(program.out().contains("\"bids\":[[\"2\",7,1]],\"asks\":[[\"3\",6,1]]"), program::out);
        assertEquals("live", state(dbn.flagged(0xC0, 'A', 'A', 0, HandMadeDbn.NO_PRICE, 0)));
        assertTrue(program.out().contains("\"bids\":[[\"2\",7,1]],\"asks\":[]"), program::out);
        assertTrue(program.out().contains("\"errors\":0"), program::out);
        assertEquals("stale", state(dbn.order('A', 'B', 9, 1_000_000_000L, 5, true)), "an order beside it");
        assertTrue(program.err().contains("an order in a book whose best prices"), program::err);
        assertEquals("stale", state(dbn.clear().flagged(0xC0, 'M', 'B', 0, 2_000_000_000L, 7)));
    }

    @Test
    void shouldNameInstrumentsByEitherMapping() throws IOException {
        final byte[] asked = new HandMadeDbn(3, 0, 1).clear().bytes();
        assertTrue(book(write("out.dbn", asked)).contains("\"id\":77,\"symbol\":\"TRCL\""), program::out);

        // Asked for by number, mapped to symbols: 8 bytes of prelude, then 42 to the kinds, 119 to the mapping.
        final byte[] numbers = asked.clone();
        numbers[8 + 42] = 0;
        numbers[8 + 43] = 1;
        final int mapping = 8 + 100 + 4 + 4 + 71 + 4 + 4 + 4;
        final byte[] symbol = Arrays.copyOfRange(numbers, mapping, mapping + 71);
        final int mapped = mapping + 71 + 4 + 8;
        System.arraycopy(numbers, mapped, numbers, mapping, 71);
        System.arraycopy(symbol, 0, numbers, mapped, 71);
        assertTrue(book(write("in.dbn", numbers)).contains("\"id\":77,\"symbol\":\"TRCL\""), program::out);

        // Neither side is numbers: nothing says whose they are.
        numbers[8 + 42] = 1;
        assertTrue(book(write("raw.dbn", numbers)).contains("\"id\":77,\"symbol\":\"\""), program::out);
    }

    @Test
    void shouldSayWhyAFileCannotBeRead() throws IOException {
        final byte[] whole =
                new HandMadeDbn(3, 0, 1).order('A', 'B', 1, 1, 5, true).bytes();
        final byte[] newer = whole.clone();
        newer[3] = 4;
        final byte[] counts = whole.clone();
        counts[8 + 100 + 7] = 0x7F;

        refuse(newer, "it is of DBN version 4; 1 to 3 can be read");
        refuse(Arrays.copyOf(whole, 100), "it ends within its metadata");
        refuse(Arrays.copyOf(whole, 6), "it ends within its metadata");
        refuse(counts, "its metadata says ");
        assertEquals(2, program.execute("feed", "dump", "--format", "dbn", write("x", new byte[] {1, 2, 3})));
        assertTrue(program.err().contains("is no DBN: it begins with bytes 01 02 03"), program::err);
        assertEquals(0, program.execute("feed", "dump", write("torn", Arrays.copyOf(whole, whole.length - 1))));
        assertTrue(program.err().contains("the file ends within a record: 55 of 56 bytes are there"), program::err);
        final byte[] zero = Arrays.copyOf(whole, whole.length + 8);
        assertEquals(0, program.execute("feed", "dump", write("zero", zero)));
        assertTrue(program.err().contains("record 2 at offset "), program::err);
        assertTrue(program.err().contains("a record of 0 bytes"), program::err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mbo", "mbp-1", "mbp-10", "trades", "tbbo", "ohlcv-1m", "definition", "statistics", "status"})
    void shouldReadTheSameOfEachVersion(final String schema) {
        Map<String, String> first = null;
        int compared = 0;
        for (int version = schema.equals("status") ? 2 : 1; version <= 3; version++) {
            final Path file = SharedData.find("dbn/test_data." + schema + ".v" + version + ".dbn.zst");
            assertEquals(0, program.execute("feed", "dump", "--jsonl", file.toString()), program::err);
            assertEquals("", program.err());
            final Map<String, String> found = new TreeMap<>();
            int line = 0;
            for (final String text : program.out().lines().toList()) {
                line++;
                for (final Map.Entry<String, String> field :
                        FeedDumpCommandTest.flat(FeedDumpCommandTest.json(text)).entrySet()) {
                    found.put(line + " " + field.getKey(), field.getValue());
                }
            }
            found.keySet().removeIf(name -> name.endsWith(" offset"));
            if (first == null) {
                first = found;
            }
            for (final Map.Entry<String, String> field : first.entrySet()) {
                final String other = found.get(field.getKey());
                if (other != null) {
                    assertEquals(field.getValue(), other, field.getKey());
                    compared++;
                }
            }
        }
        assertTrue(compared > 20, "compared only " + compared + " fields");
    }

    /**
     * Levels as the vendor's own libraries and their tests have them of these files, and as a decoder of a few lines in
     * another language that knows the layouts alone.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldBuildTheBooksOfTheSamples(final int version) {
        final String mbp1 = "\"bids\":[[\"3720.25\",24,15]],\"asks\":[[\"3720.5\",12,10]],";
        final String mbp10 = "\"bids\":[[\"3720.25\",24,15],[\"3720\",30,17],[\"3719.75\",32,23],[\"3719.5\",39,26],"
                + "[\"3719.25\",50,35],[\"3719\",42,28],[\"3718.75\",44,35],[\"3718.5\",64,39],[\"3718.25\",53,32],"
                + "[\"3718\",67,39]],\"asks\":[[\"3720.5\",10,8],[\"3720.75\",34,24],[\"3721\",39,25],"
                + "[\"3721.25\",28,17],[\"3721.5\",33,19],[\"3721.75\",45,33],[\"3722\",55,40],[\"3722.25\",59,38],"
                + "[\"3722.5\",49,35],[\"3722.75\",44,26]],";
        final String tbbo = "\"bids\":[[\"3720.25\",21,13]],\"asks\":[[\"3720.5\",22,15]],";

        sample(version, "mbp-1", "live", 1, 25, mbp1, 0, 0);
        sample(version, "mbp-10", "live", 10, 554, mbp10, 0, 0);
        // What stood there before the last trade, and nothing.
        sample(version, "tbbo", "stale", 1, 28, tbbo, 2, 0);
        sample(version, "trades", "stale", 0, 0, "\"bids\":[],\"asks\":[],", 2, 0);
        // Two orders go that stood in the book before the file began.
        sample(version, "mbo", "stale", 0, 0, "\"bids\":[],\"asks\":[],", 0, 2);
    }

    private void sample(
            final int version,
            final String schema,
            final String state,
            final int levels,
            final int orders,
            final String sides,
            final int trades,
            final int errors) {
        final Path file = SharedData.find("dbn/test_data." + schema + ".v" + version + ".dbn.zst");
        assertEquals(
                "{\"instruments\":[{\"id\":5482,\"symbol\":\"ESH1\",\"state\":\"" + state + "\",\"bidLevels\":" + levels
                        + ",\"askLevels\":" + levels + ",\"orders\":" + orders + "," + sides
                        + "\"crossed\":0,\"trades\":" + trades + ",\"errors\":" + errors + "}],\"malformed\":0}\n",
                book(file.toString()));
    }

    /**
     * The first record of each kind, field by field, as the tests of other libraries for this encoding have it (the
     * vendor's own for C++ and Python, and one for Go with what the vendor's command prints).
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mbo.dbn            | rtype 160, publisher_id 1, instrument_id 5482, ts_event 1609160400000429831, \
                    order_id 647784973705, price 3722.75, size 1, flags 128, channel_id 0, action C, side A, \
                    ts_recv 1609160400000704060, ts_in_delta 22993, sequence 1170352
                    mbo.v1.dbn.zst     | order_id 647784973705, price 3722.75, size 1, flags 128, action C, side A
                    trades.dbn         | rtype 0, publisher_id 1, instrument_id 5482, ts_event 1609160400098821953, \
                    price 3720.25, size 5, action T, side A, flags 129, depth 0, ts_recv 1609160400099150057, \
                    ts_in_delta 19251, sequence 1170380
                    ohlcv-1m.v3.dbn.zst | rtype 33, publisher_id 1, instrument_id 5482, \
                    ts_event 1609160400000000000, open 372025, high 372150, low 372025, close 372100, volume 353
                    statistics.v1.dbn.zst | rtype 24, publisher_id 1, instrument_id 146945, \
                    ts_event 1682269536030443135, ts_recv 1682269536040124325, ts_ref null, price 100, \
                    quantity null, sequence 2, ts_in_delta 26961, stat_type 7, channel_id 13, update_action 1, \
                    stat_flags 255
                    status.v2.dbn.zst  | rtype 18, publisher_id 1, instrument_id 5482, \
                    ts_event 1609110000000000000, ts_recv 1609113600000000000, action 7, reason 1, \
                    trading_event 0, is_trading Y, is_quoting Y, is_short_sell_restricted ~
                    """)
    void shouldReadTheFieldsOfTheSamples(final String name, final String fields) {
        final Path file = SharedData.find("dbn/test_data." + name);

        assertEquals(0, program.execute("feed", "dump", "--jsonl", file.toString()), program::err);

        final Config record =
                FeedDumpCommandTest.json(program.out().lines().findFirst().orElseThrow());
        final List<String> found = new ArrayList<>();
        for (final String field : fields.split(", *")) {
            final String key = field.substring(0, field.indexOf(' '));
            found.add(key + " " + (record.getIsNull(key) ? "null" : record.getString(key)));
        }
        assertEquals(List.of(fields.split(", *")), found);
    }

    @Test
    void shouldReadRealDefinition() {
        final Path file = SharedData.find("dbn/test_data.definition.v3.dbn.zst");

        assertEquals(0, program.execute("feed", "dump", "--jsonl", file.toString()), program::err);

        final Map<String, String> fields = FeedDumpCommandTest.flat(
                FeedDumpCommandTest.json(program.out().lines().findFirst().orElseThrow()));
        assertEquals("MSFT", fields.get("raw_symbol"));
        assertEquals("XNAS", fields.get("exchange"));
        assertEquals("pxnas-1", fields.get("group"));
        assertEquals("A", fields.get("security_update_action"));
    }

    private String book(final String... files) {
        final List<String> arguments = new ArrayList<>(List.of("feed", "book", "--json"));
        arguments.addAll(List.of(files));
        assertEquals(0, program.execute(arguments.toArray(new String[0])), program::err);
        return program.out();
    }

    private String state(final HandMadeDbn dbn) throws IOException {
        book(write(dbn));
        return program.json().getConfigList("instruments").get(0).getString("state");
    }

    private void refuse(final byte[] content, final String reason) throws IOException {
        assertEquals(2, program.execute("feed", "dump", write("bad", content)));
        assertTrue(program.err().contains(reason), program::err);
        assertEquals(List.of(), program.out().lines().toList());
    }

    private String write(final HandMadeDbn dbn) throws IOException {
        return write("f.dbn", dbn.bytes());
    }

    private String write(final String name, final byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }
}
