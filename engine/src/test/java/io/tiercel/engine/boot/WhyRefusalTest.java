package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.control.HaltEncoder;
import io.tiercel.codecs.control.JournalPaceEncoder;
import io.tiercel.codecs.control.JournalRoomEncoder;
import io.tiercel.codecs.control.KillEncoder;
import io.tiercel.codecs.control.StopRequestEncoder;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.marketdata.InstrumentStatusEncoder;
import io.tiercel.codecs.orders.VenueSessionDownEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.boot.strategies.UserJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The stories of orders that a state refused, which something brought about before, and of those without room. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WhyRefusalTest {
    /** Asks every 10 ms, whatever it is told and sees; once for more than there is room for, and once again. */
    private static final String KNOCKER = """
            package acme;
            import io.tiercel.codecs.types.*;
            import io.tiercel.engine.book.Book;
            import io.tiercel.engine.strategy.*;
            public class Knocker implements Strategy {
                private static final long UNIT = 1_000_000_000L;
                private final StrategyContext context;
                private final int id;
                private long low;
                private int step;
                public Knocker(final StrategySetup setup) {
                    context = setup.context();
                    id = setup.instrument("instrument").id();
                }
                @Override public void onBook(final Book book) {
                    if (low == 0 && book.tradable()) {
                        low = book.bidPriceNanos() - UNIT;
                        context.startTimer(200_000_000L, 0);
                    }
                }
                @Override public void onTimer(final long timerId, final long data) {
                    context.startTimer(10_000_000L, 0);
                    step++;
                    if (step == 1 || step == 2) {
                        for (int i = 0; i < 20; i++) {
                            context.orders().limit(id, Side.BUY, low, 1);
                        }
                    } else if (step > 4) {
                        context.orders().cancelAll(id);
                        context.orders().limit(id, Side.BUY, low, 1);
                    }
                }
            }
            """;

    private static final long MS = 1_000_000L;

    @TempDir
    static Path temporary;

    private final Program program = new Program();
    private Path run;

    @BeforeAll
    void run() throws IOException {
        UserJar.write(temporary, "knocker.jar", KNOCKER);
        run = temporary.resolve("run");
        final Path shipped = Path.of("..", "config").toAbsolutePath().normalize();
        Files.copy(shipped.resolve("tiercel.conf"), temporary.resolve("tiercel.conf"));
        final Path reference = Files.createDirectory(temporary.resolve("reference"));
        for (final String name : new String[] {"instruments.csv", "ticks.csv", "calendar.csv", "positions.csv"}) {
            Files.copy(shipped.resolve("reference").resolve(name), reference.resolve(name));
        }
        final Path configuration = Files.writeString(temporary.resolve("own.conf"), """
                include "tiercel.conf"
                engine { maxOutputsPerInput = 16, maxOpenOrders = 24, maxBookOrders = 20000, maxBookLevels = 5000 }
                risk { maxOpenOrders = 100 }
                strategies.own { jar = knocker.jar, class = acme.Knocker, parameters { instrument = KESTREL } }
                """);
        assertEquals(0, program.execute(Program.virtualRun(configuration, run, 7)), program::err);
    }

    private Config why(final String order, final Path journal) {
        assertEquals(0, program.execute("why", order, "--journal", journal.toString(), "--json"), program::err);
        return program.json();
    }

    /** Runs as it was for 0.5 s, then gets the input, and goes on for 0.1 s. */
    private Config afterInput(
            final String reason,
            final BiFunction<MutableDirectBuffer, MessageHeaderEncoder, MessageEncoderFlyweight> encoder) {
        final Path folder = temporary.resolve(reason);
        final long ground;
        try (RewrittenJournal journal = new RewrittenJournal(run, folder)) {
            ground = journal.until(500 * MS).input(encoder).sequence();
            journal.until(600 * MS);
        }
        final Config story = why("own#last", folder);
        assertEquals("REFUSED", story.getString("outcome"));
        assertEquals(reason, story.getConfigList("steps").get(0).getString("message.fields.reason"));
        assertEquals("onTimer", story.getString("decision.caller.method"));
        final List<? extends Config> checks = story.getConfigList("decision.checks");
        for (int i = 0; i < checks.size(); i++) {
            assertEquals(i < checks.size() - 1, checks.get(i).getBoolean("passed"), checks::toString);
        }
        assertEquals(reason, checks.get(checks.size() - 1).getString("control"));
        assertEquals(ground, story.getLong("decision.since.sequence"));

        assertEquals(0, program.execute("why", "own#last", "--journal", folder.toString()), program::err);
        program.out().lines().forEach(line -> assertTrue(line.length() <= 100, line));
        assertTrue(program.out().contains("\n  " + reason + " since input " + ground + ", "), program::out);
        return story.getConfig("decision.since");
    }

    @Test
    void shouldTellOfOrderRefusedByKill() {
        final Config all = afterInput(
                "ALL_KILLED",
                (buffer, header) -> new KillEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .strategyId(0)
                        .commandId(71));
        assertTrue(program.out().contains(" before): Kill strategyId 0,"), program::out);
        assertEquals("Kill", all.getString("name"));
        assertEquals("71", all.getString("fields.commandId"));
        final int own = Integer.parseInt(
                why("own#1", run).getConfigList("steps").get(0).getString("message.fields.strategyId"));
        afterInput(
                "STRATEGY_KILLED",
                (buffer, header) -> new KillEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .strategyId(own)
                        .commandId(72));
    }

    @Test
    void shouldTellOfOrderRefusedByHalt() {
        final Config halt = afterInput(
                "HALTED",
                (buffer, header) -> new HaltEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .strategyId(0)
                        .commandId(73));
        assertEquals("Halt", halt.getString("name"));
        assertEquals("73", halt.getString("fields.commandId"));
    }

    @Test
    void shouldTellOfOrderRefusedWhileTheEngineStops() {
        final Config stop = afterInput(
                "STOPPING", (buffer, header) -> new StopRequestEncoder().wrapAndApplyHeader(buffer, 0, header));
        assertEquals("StopRequest", stop.getString("name"));
    }

    @Test
    void shouldTellOfOrderRefusedSinceTheJournalHasNoRoom() {
        final Config room = afterInput(
                "JOURNAL_FULL",
                (buffer, header) -> new JournalRoomEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .full(BooleanFlag.TRUE));
        assertEquals("JournalRoom", room.getString("name"));
    }

    @Test
    void shouldTellOfOrderRefusedSinceTheJournalIsSlow() {
        final Config pace = afterInput(
                "JOURNAL_SLOW",
                (buffer, header) -> new JournalPaceEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .slow(BooleanFlag.TRUE));
        assertEquals("JournalPace", pace.getString("name"));
    }

    @Test
    void shouldTellOfOrderRefusedSinceTheVenueIsDown() {
        final Config down = afterInput(
                "VENUE_DOWN",
                (buffer, header) -> new VenueSessionDownEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .venueId((short) 1)
                        .sessionId(1));
        assertEquals("VenueSessionDown", down.getString("name"));
    }

    @Test
    void shouldTellOfOrderRefusedOnStaleData() {
        final Config stale = afterInput(
                "FEED_NOT_LIVE",
                (buffer, header) -> new FeedStatusEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .instrumentId(kestrel())
                        .feedId(1)
                        .state(FeedState.STALE));
        assertEquals("FeedStatus", stale.getString("name"));
        assertEquals("STALE", stale.getString("fields.state"));
    }

    @Test
    void shouldTellOfOrderRefusedSinceTradingIsHalted() {
        final Config halted = afterInput(
                "INSTRUMENT_HALTED",
                (buffer, header) -> new InstrumentStatusEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .instrumentId(kestrel())
                        .status(TradingStatus.HALTED));
        assertEquals("InstrumentStatus", halted.getString("name"));
    }

    private int kestrel() {
        return Integer.parseInt(first(why("own#1", run)).getString("instrumentId"));
    }

    private static Config first(final Config story) {
        return story.getConfigList("steps").get(0).getConfig("message.fields");
    }

    @Test
    void shouldTellOfOrdersRefusedForWantOfRoom() {
        final Map<String, Config> byReason = new TreeMap<>();
        for (int i = 1; i <= 40; i += i < 4 ? 1 : 3) {
            final Config story = why("own#" + i, run);
            if (story.getString("outcome").equals("REFUSED")) {
                byReason.put(first(story).getString("reason"), story);
            } else if (i <= 4) {
                // The orders before it, all of 1 and none of them filled.
                assertEquals(i - 1, story.getLong("decision.held.openBuyQuantity"), story::toString);
            }
        }

        assertEquals(List.of("ORDER_CAPACITY", "OUTPUT_CAPACITY"), List.copyOf(byReason.keySet()));
        byReason.forEach((reason, story) -> {
            final List<? extends Config> checks = story.getConfigList("decision.checks");
            final Config last = checks.get(checks.size() - 1);
            assertEquals(reason, last.getString("control"));
            assertFalse(last.getBoolean("passed"));
            assertEquals(first(story).getString("value"), last.getString("value"));
            assertEquals(first(story).getString("limitValue"), last.getString("limit"));
            assertEquals("onTimer", story.getString("decision.caller.method"));
            assertTrue(story.getString("decision.request").startsWith("submit BUY 1 KESTREL at "), story::toString);
            assertTrue(story.getIsNull("decision.since"));
        });
        assertEquals(
                "16",
                byReason.get("OUTPUT_CAPACITY")
                        .getConfigList("decision.checks")
                        .get(0)
                        .getString("limit"));
    }

    @Test
    void shouldTellOfAnOrderInAJournalThatIsBeingWritten() {
        final Path folder = temporary.resolve("live");
        final long sentNs = why("own#1", run).getLong("decision.timeNs")
                - JournalInputs.read(run).get(0).timeNs();
        try (RewrittenJournal journal = new RewrittenJournal(run, folder)) {
            journal.until(sentNs);
            assertEquals(2, program.execute("why", "own#1", "--journal", folder.toString()), program::out);

            journal.until(sentNs + 1);
            assertEquals("SENT", why("own#1", folder).getString("outcome"));

            journal.until(600 * MS);
            assertEquals(why("own#1", run), why("own#1", folder));
        }
        assertEquals(0, program.execute("replay", folder.toString(), "--verify"), program::err);
    }

    /** It is found by its id alone: the inputs are there, and lead to it again. */
    @Test
    void shouldTellOfAnOrderWhoseOutputsACrashCutOff() {
        final Config whole = why("own#1", run);
        final Path folder = temporary.resolve("crash");
        try (RewrittenJournal journal = new RewrittenJournal(run, folder)) {
            journal.until(150 * MS).withoutOutputs().until(600 * MS);
        }

        assertEquals(2, program.execute("why", "own#1", "--journal", folder.toString()), program::out);
        assertTrue(program.err().contains("own has no order 1 in this journal, which holds none of it"), program::err);
        assertEquals(whole, why(whole.getString("orderId"), folder));
    }
}
