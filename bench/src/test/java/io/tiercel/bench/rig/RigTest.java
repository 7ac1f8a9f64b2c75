package io.tiercel.bench.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.report.PairedWindows;
import io.tiercel.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.collections.LongArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class RigTest {
    private static final Path CONFIGURATION = Path.of("tick-to-trade.conf");
    private static final Path FEED = Path.of("udp-to-order.conf");
    private static final int ATTEMPTS = 3;

    @TempDir
    Path temporary;

    @Test
    void shouldSeeThatTheStrategySpins() throws Exception {
        final SpinCheck check = new SpinCheck(2_000);

        // Windows are short, so that some are undisturbed beside other programs, and then only those count. More are
        // taken until they say well enough how far the orders moved, not until they say what they should: one of
        // several attempts comes within 10 % by accident, too.
        for (int i = 0; i < ATTEMPTS && !(check.undisturbed() && check.precise()); i++) {
            new ClosedLoop(
                            settings("spin-" + i, check.assignment()),
                            new ClosedLoop.Plan(40, 40, 100, 0),
                            check,
                            new ClosedLoopFigures())
                    .measure(said -> {});
        }

        assumeTrue(
                check.precise(),
                () -> "skipped: other programs disturb the windows, so they say nothing\n"
                        + check.describe().toText());
        assertTrue(check.holds(), check.describe()::toText);
    }

    @Test
    void shouldTellASpinThatIsSeenFromOneThatIsNot() {
        final SpinCheck seen = new SpinCheck(2_000);
        final SpinCheck halfSeen = new SpinCheck(2_000);
        for (int window = 0; window < 12; window++) {
            for (int tick = 0; tick < 100; tick++) {
                final boolean spins = (tick & 2) == 0;
                seen.sample(tick, spins ? 3_000 : 1_000, 2_000);
                halfSeen.sample(tick, spins ? 2_000 : 1_000, 2_000);
            }
            seen.endWindow(false);
            halfSeen.endWindow(window < 3);
        }

        assertTrue(seen.precise() && seen.holds(), seen.describe()::toText);
        assertFalse(halfSeen.undisturbed());
        assertFalse(halfSeen.holds(), halfSeen.describe()::toText);
    }

    @Test
    void shouldFindEveryMeasuredOrderInTheJournal() throws Exception {
        final ClosedLoopFigures figures = new ClosedLoopFigures();

        new ClosedLoop(settings("closed"), new ClosedLoop.Plan(2, 1, 100, 0), null, figures).measure(said -> {});
        new ClosedLoop(settings("again"), new ClosedLoop.Plan(1, 1, 100, 0), null, figures).measure(said -> {});

        assertEquals(3, figures.windows().count());
        assertTrue(figures.journaled().holds(), figures.journaled()::toString);
        final Config starts = ConfigFactory.parseString(figures.byStart().toJson());
        assertEquals(2, starts.getDoubleList("echoP50Ns").size(), starts::toString);
        final Config hops = ConfigFactory.parseString(figures.hops().describe().toJson());
        assertTrue(hops.getLong("sampled") > 0, hops::toString);
        final Config parts = ConfigFactory.parseString(figures.accountedFor().toJson());
        final double share =
                (parts.getDouble("echoNs") + parts.getDouble("withinEngineNs") - parts.getDouble("sendingNs"))
                        / parts.getDouble("tickToTradeNs");
        assertTrue(parts.getDouble("sendingNs") > 0, parts::toString);
        assertEquals(share, parts.getDouble("share"), 1e-9, parts::toString);
        assertEquals(hops.getDouble("receivedToLeftNs"), parts.getDouble("withinEngineNs"), parts::toString);
        assertTrue(hops.getDouble("core.sinceReceivedNs") <= hops.getDouble("left.sinceReceivedNs"), hops::toString);
        // The first one of each start, and three windows and two that begin with as many as they have.
        assertEquals(2 + 5 * 2 * 100, figures.journaled().received());
    }

    @Test
    void shouldNoticeOrdersThatTheJournalDoesNotHave() throws Exception {
        final RigSettings settings = settings("missing");
        new ClosedLoop(settings, new ClosedLoop.Plan(1, 0, 10, 0), null, new ClosedLoopFigures()).measure(said -> {});
        final LongArrayList received = new LongArrayList();
        received.addLong(4_711);

        final JournaledOrders journaled =
                JournaledOrders.compare(settings.folder().resolve("journal"), received);

        assertEquals(1, journaled.missing());
        assertFalse(journaled.holds());
    }

    @Test
    void shouldPrintTheSameWorkloadEachTime() {
        final Workload workload = new Workload(7, 3, 100, 5, 20_000, 1, List.of(2_000), 1, 50, 10);
        final List<String> lines = new ArrayList<>();
        final List<String> again = new ArrayList<>();

        new WorkloadText(lines::add).write(workload, 50);
        new WorkloadText(again::add).write(workload, 50);

        assertEquals(lines, again);
        // Columns, the book of ticks, those of the background, the mix.
        assertEquals(1 + 11 + 3 * 100 + 50, lines.size());
        assertEquals(
                10,
                lines.stream()
                        .skip(312)
                        .filter(line -> line.startsWith("replace,4,BUY,"))
                        .count());
    }

    @Test
    void shouldPrintTheMarketThatTheCoreIsGiven() {
        final List<String> lines = new ArrayList<>();

        new WorkloadText(lines::add).write(new MarketFlow(7, 3, 100), 1_000);

        assertEquals(1 + 3 * 100 + 1_000, lines.size());
        assertEquals(
                45,
                lines.stream().skip(301).filter(line -> line.startsWith("add,")).count() / 10.0,
                5);
    }

    @Test
    void shouldRefuseWorkloadThatLacksAKey() throws Exception {
        final Path file = Files.writeString(temporary.resolve("w.conf"), "seed = 1");

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Workload.read(file));

        assertTrue(refused.getMessage().contains("instruments"), refused::getMessage);
    }

    @Test
    void shouldSayWhyAWorkloadCannotBeRead() {
        final Path file = Path.of("/proc/self/mem");
        assumeTrue(Files.isRegularFile(file), "reads what Linux alone has");

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Workload.read(file));

        assertEquals(
                "workload /proc/self/mem cannot be read: Input/output error; correct --workload", refused.getMessage());
    }

    @Test
    void shouldAnswerEveryTickOfAnOpenLoop() throws Exception {
        final Workload workload = new Workload(7, 3, 100, 5, 20_000, 1, List.of(2_000), 1, 50, 10);
        final OpenLoop loop = new OpenLoop(settings("open").endingAfter("1m"), workload);

        final Map<String, Report> results = loop.measure(said -> {});

        assertEquals(List.of("rate2000", "bursts"), List.copyOf(results.keySet()));
        assertTrue(loop.journaled().holds(), loop.journaled()::toString);
        // A run that ended before it was warm says nothing of what a warm one allocates.
        assertFalse(loop.allocation().holds(), loop.allocation()::toString);
        // The first one, the warm-up's, those of the rate and of the bursts.
        assertEquals(1 + 20_000 / 5 + 2_000 / 5 + 500 / 5, loop.journaled().received());
    }

    @Test
    void shouldReadWhatTheEnginesThreadsAllocated() throws Exception {
        final RigSettings settings = settings("allocation");
        new ClosedLoop(settings, new ClosedLoop.Plan(1, 0, 10, 0), null, new ClosedLoopFigures()).measure(said -> {});
        final Path journal = settings.folder().resolve("journal");
        final Path result = temporary.resolve("result.json");

        Files.writeString(result, "{\"allocatedBytes\": {\"tiercel-engine\": 656, \"tiercel-gate\": 16}}");
        final LiveAllocation allowed = LiveAllocation.read(result, journal);
        Files.writeString(result, "{\"allocatedBytes\": {\"tiercel-engine\": 1000000}}");
        final LiveAllocation beyond = LiveAllocation.read(result, journal);

        assertTrue(allowed.holds(), allowed::toString);
        assertEquals(Map.of("tiercel-engine", 656L, "tiercel-gate", 16L), allowed.byThread());
        assertFalse(beyond.holds(), beyond::toString);
        final Config each = ConfigFactory.parseString(allowed.describe(164).toJson());
        assertEquals(4, each.getDouble("bytesPerOrder"), each::toString);
        assertEquals(164, each.getLong("orders"));
        assertEquals(672, each.getLong("allocatedBytes"));
        assertTrue(allowed.describe(164).toText().contains("bytesPerOrder"), allowed.describe(164)::toText);
    }

    @Test
    void shouldTakeAnOrderForEachDatagramOfAFeed() throws Exception {
        final RigSettings settings = settings(FEED, "feed", "feeds.ITCH.processor=1");
        final FeedLoop loop = new FeedLoop(settings, 1, 1, 50);

        final PairedWindows windows = loop.measure(said -> {});

        assertEquals(1, windows.count());
        assertTrue(loop.journaled().holds(), loop.journaled()::toString);
        // The first one, and two windows that begin with one that does not count.
        assertEquals(1 + 2 * 51, loop.journaled().received());
    }

    private RigSettings settings(final String name, final String... assignments) throws Exception {
        return settings(CONFIGURATION, name, assignments);
    }

    private RigSettings settings(final Path configuration, final String name, final String... assignments)
            throws Exception {
        return new RigSettings(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@../config/jvm.options",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.tiercel.engine.boot.Tiercel"),
                configuration,
                List.of(assignments),
                EchoLine.Kind.IPC,
                0,
                1,
                Files.createDirectory(temporary.resolve(name)),
                "");
    }
}
