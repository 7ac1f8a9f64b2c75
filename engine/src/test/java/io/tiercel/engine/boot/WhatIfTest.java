package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.boot.strategies.UserJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would have been, of journals whose fills can be told by hand, with a strategy out of a user's jar. */
final class WhatIfTest {
    /** Bids 100 below the best bid, and 100 more when it holds them. */
    private static final String BIDDER = """
            package acme;
            import io.tiercel.codecs.types.Side;
            import io.tiercel.engine.book.Book;
            import io.tiercel.engine.strategy.*;
            public class Bidder implements Strategy {
                private final StrategyContext context;
                private final LongParameter below;
                private long sent;
                public Bidder(final StrategySetup setup) {
                    context = setup.context();
                    setup.instrument("instrument");
                    below = setup.wholeNumber("centsBelow", 0, -100, 100);
                }
                @Override public void onBook(final Book book) {
                    final int id = book.instrumentId();
                    if (sent < 2 && book.tradable() && context.position(id) == 100 * sent) {
                        sent++;
                        context.orders().limit(id, Side.BUY, book.bidPriceNanos() - below.value() * 10_000_000L, 100);
                    }
                }
            }
            """;

    @TempDir
    Path temporary;

    private final Program program = new Program();
    private Path journal;

    @BeforeEach
    void write() throws IOException {
        UserJar.write(temporary, "bidder.jar", BIDDER);
        final Path shipped = Path.of("..", "config").toAbsolutePath().normalize();
        Files.copy(shipped.resolve("tiercel.conf"), temporary.resolve("tiercel.conf"));
        final Path reference = Files.createDirectory(temporary.resolve("reference"));
        for (final String name : new String[] {"instruments.csv", "ticks.csv", "calendar.csv", "positions.csv"}) {
            Files.copy(shipped.resolve("reference").resolve(name), reference.resolve(name));
        }
        final Path configuration = Files.writeString(temporary.resolve("own.conf"), """
                include "tiercel.conf"
                strategies.own { jar = bidder.jar, class = acme.Bidder, parameters { instrument = KESTREL } }
                strategies.makerKestrel.enabled = false
                strategies.makerGyrfalcon.enabled = false
                """);
        final Path opening = temporary.resolve("opening");
        assertEquals(
                0,
                program.execute(
                        "run",
                        "--virtual",
                        "--duration",
                        "10ms",
                        "--json",
                        "--headless",
                        "--journal",
                        opening.toString(),
                        "--config",
                        configuration.toString(),
                        "--set",
                        "journal.blockBytes=1MiB"),
                program::err);
        journal = temporary.resolve("journal");
        try (HandMadeJournal made = market(opening)) {
            made.end();
        }
    }

    /** At 100.00 the bid 2 of 300 is there first, the bid 6 of 50 later; both are hit, and then an own one, 1. */
    private HandMadeJournal market(final Path opening) {
        return new HandMadeJournal(journal, opening)
                .after(1)
                .add(Side.SELL, 4, 10_010, 300)
                .add(Side.BUY, 2, 10_000, 300)
                .after(10)
                .add(Side.BUY, 6, 10_000, 50)
                .after(10)
                .hit(2, 10_000, 300)
                .after(10)
                .hit(6, 10_000, 30)
                .after(10)
                .hit(6, 10_000, 20)
                .add(Side.BUY, 8, 9_998, 100)
                .after(10)
                .add(Side.BUY, 1, 10_000, 100)
                .own(1)
                .after(10)
                .hit(1, 10_000, 30)
                .after(10)
                .add(Side.SELL, 10, 10_012, 10);
    }

    @Test
    void shouldChangeNothingWithoutAChange() {
        for (final List<String> set :
                List.of(List.of("--set"), List.of("--set", "strategies.own.parameters.instrument=KESTREL"))) {
            final Config result = whatIf(set);

            assertCounts(result, 0, 0, 0);
            assertTrue(result.getIsNull("firstDifference"));
            assertEquals(result.getConfig("pnlBefore"), result.getConfig("pnlAfter"));
            assertEquals(digest(result, "before"), digest(result, "after"));
            assertEquals(0, result.getList("set").size());
        }
    }

    @Test
    void shouldCompareMarketMakersThatReplaceAndCancel() {
        journal = temporary.resolve("makers");
        assertEquals(0, program.execute(Program.virtualRun(temporary.resolve("tiercel.conf"), journal, 7)));

        final Config unchanged = whatIf(List.of("--set"));
        final Config changed = whatIf(List.of("--set", "strategies.makerKestrel.parameters.halfSpreadTicks=3"));

        assertCounts(unchanged, 0, 0, 0);
        assertEquals(unchanged.getConfig("pnlBefore"), unchanged.getConfig("pnlAfter"));
        assertEquals(digest(unchanged, "before"), digest(unchanged, "after"));
        assertTrue(unchanged.getInt("before.fills") > 0);
        assertEquals(unchanged.getConfig("before"), changed.getConfig("before"));
        assertTrue(changed.getInt("added") + changed.getInt("missing") + changed.getInt("changed") > 0);
    }

    /** ITCH says the side of an order and its price once, and names its later places otherwise. */
    @Test
    void shouldSayTheSameOfMarketDataThatCameByItch() {
        final Path published = temporary.resolve("makers");
        assertEquals(0, program.execute(Program.virtualRun(temporary.resolve("tiercel.conf"), published, 7)));
        final Path decoded = temporary.resolve("decoded");
        assertTrue(NativeInputs.write(published, decoded) > 100);

        for (final String set : List.of("", "strategies.makerKestrel.parameters.halfSpreadTicks=3")) {
            journal = published;
            final Config expected = whatIf(List.of("--set", set));
            journal = decoded;
            final Config result = whatIf(List.of("--set", set));

            assertTrue(expected.getInt("before.fills") > 0 && expected.getInt("after.fills") > 0, expected::toString);
            assertEquals(withoutDigests(expected), withoutDigests(result));
        }
    }

    /** Books differ in the names of orders. */
    private static Config withoutDigests(final Config result) {
        return result.withoutPath("journal")
                .withoutPath("recorded.digest")
                .withoutPath("before.digest")
                .withoutPath("after.digest");
    }

    @Test
    void shouldFillInTheQueuesOrder() {
        final Config result = whatIf(List.of("--set"));

        // Before bid 2 nothing, before bid 6 its 30 and 20, and the 30 that hit the recorded own order in its place.
        assertEquals(1, result.getInt("before.orders"));
        assertEquals(3, result.getInt("before.fills"));
        // 80 at 100.00, worth the middle of 100.00 (its own bid, 20 are left) and 100.10; fee -0.1 bp of 8,000.
        assertEquals("0", plain(result, "pnlBefore.realised"));
        assertEquals("4", plain(result, "pnlBefore.unrealised"));
        assertEquals("-0.08", plain(result, "pnlBefore.fees"));
        assertEquals(1, result.getInt("recorded.orders"));
        assertEquals(0, result.getInt("recorded.fills"));
    }

    @Test
    void shouldMissFillsOfAnOrderFurtherAway() {
        final Config result = whatIf(List.of("--set", "strategies.own.parameters.centsBelow=1"));

        assertCounts(result, 0, 0, 1);
        assertEquals("changed", result.getString("firstDifference.kind"));
        assertEquals("price", result.getString("firstDifference.field"));
        assertEquals("own", result.getString("firstDifference.strategy"));
        assertEquals("80", plain(result, "firstDifference.before.filled"));
        assertEquals("99.99", plain(result, "firstDifference.after.price"));
        assertEquals("0", plain(result, "firstDifference.after.filled"));
        assertEquals("0", plain(result, "pnlAfter.unrealised"));
    }

    @Test
    void shouldTakeWhatTheRecordedBookOffers() {
        final Config result = whatIf(List.of("--set", "strategies.own.parameters.centsBelow=-10"));

        // 100 of the 300 at 100.10, so a second order follows, at the 100.10 again: 100 more.
        assertCounts(result, 1, 0, 1);
        assertEquals(2, result.getInt("after.fills"));
        // Both at 100.10; fee 0.3 bp of 20,020.
        assertEquals("0.6006", plain(result, "pnlAfter.fees"));
    }

    @Test
    void shouldMissOrdersOfAStrategyThatDoesNotRun() {
        final Config result = whatIf(List.of("--set", "strategies.own.enabled=false"));

        assertCounts(result, 0, 1, 0);
        assertEquals("missing", result.getString("firstDifference.kind"));
        assertEquals("0", plain(result, "pnlAfter.unrealised"));
    }

    @Test
    void shouldRefuseOrdersAboveAChangedCommonLimit() {
        final Config result = whatIf(List.of("--set", "risk.maxOrderQuantity=50"));

        assertCounts(result, 0, 1, 0);
        assertTrue(result.getInt("after.refused") > 0);
        assertEquals(
                List.of("risk.maxOrderQuantity", "strategies.makerKestrel.risk.maxOrderQuantity"),
                result.getConfigList("set").stream()
                        .map(change -> change.getString("key"))
                        .filter(key -> !key.contains("own"))
                        .toList());
    }

    @Test
    void shouldChangeFeesAlone() {
        final Config result = whatIf(List.of("--set", "venues.SIM.makerFeeBasisPoints=1"));

        assertCounts(result, 0, 0, 0);
        assertEquals("0.8", plain(result, "pnlAfter.fees"));
    }

    @Test
    void shouldComeToTheSameEachTime() {
        final List<String> set = List.of("--set", "strategies.own.parameters.centsBelow=-10");
        whatIf(set);
        final String first = program.out();
        whatIf(set);

        assertEquals(first, program.out());
    }

    @Test
    void shouldRefuseKeysAndValuesThatCannotBe() {
        assertRefused("strategies.own.parameters.centsBelow=1000", "centsBelow");
        assertRefused("strategies.own.parameters.nonsense=1", "nonsense");
        assertRefused("strategies.own.parameter.centsBelow=1", "is not a known key");
        assertRefused("strategies.nobody.enabled=false", "its strategies are makerGyrfalcon, makerKestrel, own");
        assertRefused("risk.maxPosition=many", "--set: risk.maxPosition = \"many\"");
        assertRefused("engine.core=1", "changes nothing of a recorded session");
        assertRefused("nonsense", "write --set key=value");
        assertEquals(2, program.execute("replay", journal.toString(), "--set", "--verify"));
        assertEquals(2, program.execute("replay", journal.toString(), "--latency", "1ms"));
        assertEquals(2, program.execute("replay", temporary.resolve("none").toString(), "--set"));
    }

    @Test
    void shouldReadAJournalThatIsBeingWritten() {
        final Path opening = temporary.resolve("opening");
        journal = temporary.resolve("live");
        try (HandMadeJournal made = market(opening)) {
            final Config now = whatIf(List.of("--set"));
            assertFalse(now.getBoolean("ended"));
            assertEquals(3, now.getInt("before.fills"));

            made.after(10).hit(1, 10_000, 20).end();

            final Config later = whatIf(List.of("--set"));
            assertTrue(later.getBoolean("ended"));
            assertEquals(4, later.getInt("before.fills"));
        }
        assertEquals(0, program.execute("journal", "verify", journal.toString()), program::err);
    }

    @Test
    void shouldSayItInWords() {
        assertEquals(0, program.execute("replay", journal.toString(), "--latency", "1ms", "--set"), program::err);
        assertTrue(program.out().contains("no order differs"), program::out);
        assertTrue(program.out().contains("the market does not react"), program::out);

        assertEquals(
                0,
                program.execute("replay", journal.toString(), "--set", "strategies.own.parameters.centsBelow=1"),
                program::err);
        assertTrue(program.out().contains("orders: 0 added, 0 missing, 1 changed"), program::out);
        assertTrue(program.out().contains("BUY 100 KESTREL at 99.99, filled 0"), program::out);
        assertTrue(program.out().lines().allMatch(line -> line.length() <= 110), program::out);
    }

    private Config whatIf(final List<String> set) {
        final List<String> arguments = new ArrayList<>(List.of("replay", journal.toString(), "--json"));
        arguments.addAll(List.of("--latency", "1ms"));
        arguments.addAll(set);
        assertEquals(0, program.execute(arguments.toArray(new String[0])), program::err);
        return program.json();
    }

    private void assertRefused(final String assignment, final String expected) {
        assertEquals(2, program.execute("replay", journal.toString(), "--set", assignment), program::out);
        assertTrue(program.err().contains(expected), program::err);
        assertEquals("", program.out());
    }

    private static void assertCounts(final Config result, final int added, final int missing, final int changed) {
        assertEquals(
                List.of(added, missing, changed),
                List.of(result.getInt("added"), result.getInt("missing"), result.getInt("changed")),
                result::toString);
    }

    /** Without the zeros at the end. */
    private static String plain(final Config result, final String path) {
        final String text = result.getString(path);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    private static String digest(final Config result, final String session) {
        return result.getString(session + ".digest");
    }
}
