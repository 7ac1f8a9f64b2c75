package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.journal.JournalVerifier;
import io.tiercel.journal.JournalWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How live runs end whose engine thread does not come back, and that others are left alone. */
@Timeout(300)
final class HungRunTest {
    private static final long LONG_NS = 60_000_000_000L;

    @TempDir
    Path temporary;

    private final CountDownLatch diskAnswers = new CountDownLatch(1);
    /** Refused, and said so. */
    private final CountDownLatch downSeen = new CountDownLatch(2);

    private final List<JournalWriter> journals = new ArrayList<>();
    private PartsRun run;

    @BeforeEach
    void prepare() {
        FailingParts.Looper.release(false);
        lay("inline");
    }

    /** Whose thread is left alone leaves its streams behind: in a folder that goes with the test. */
    private void lay(final String layout) {
        run = new PartsRun(
                temporary,
                "engine.hangTimeout=200ms",
                "engine.layout=" + layout,
                "aeron.directory=" + temporary.resolve("aeron"));
    }

    /** Threads that hang are the process's until it ends: this one goes on. */
    @AfterEach
    void endThreads() throws InterruptedException {
        FailingParts.Looper.release(true);
        diskAnswers.countDown();
        downSeen.countDown();
        downSeen.countDown();
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            // That which keeps room for a journal ends with the journal, below.
            if (thread.getName().startsWith("tiercel-") && !thread.getName().equals("tiercel-journal-room")) {
                thread.join(LONG_NS / 1_000_000);
                assertFalse(thread.isAlive(), thread + " has not ended after it came back");
            }
        }
        journals.forEach(JournalWriter::close);
    }

    @Test
    void shouldLatchCancelAndHaltWhenStrategyNeverReturns() throws IOException {
        assertEquals(4, run("Looper", FailingParts.none(), LONG_NS), run::err);

        final Config hang = hang();
        final long last = lastInput();
        assertTrue(
                run.lastLine()
                        .matches("tiercel: trading ended at input " + last + " by a hang: no round for 0\\.\\d{3} s"
                                + " \\(engine\\.hangTimeout\\), in strategy test, at .*Looper\\.onBook\\(FailingParts"
                                + "\\.java:\\d+\\); the gate is latched and the venues were asked to cancel"
                                + " everything; the journal is " + run.journal()),
                run::err);
        assertNothingIsOpen(hang);
        assertEquals(1, hang.getInt("hangs"));
        assertEquals("test", hang.getString("strategy"));
        assertEquals(last, hang.getLong("input"));
        assertFalse(hang.getBoolean("wokeUp"));
        assertEquals(0, hang.getInt("unreconciled"));
        assertTrue(run.err().contains("its Aeron streams and its journal are left open"), run::err);
        System.out.println("from the latch to nothing open at the venue: "
                + hang.getConfigList("venues").get(0).getLong("nothingOpenNs") / 1_000 + " us");
    }

    @Test
    void shouldLatchCancelAndHaltWhenStrategyNeverReturnsToTheRing() throws IOException {
        lay("fused");

        assertEquals(4, run("Looper", FailingParts.none(), LONG_NS), run::err);

        final Config hang = hang();
        assertTrue(
                run.lastLine()
                        .matches("tiercel: trading ended at input " + hang.getLong("input")
                                + " by a hang of tiercel-core:"
                                + " no round for 0\\.\\d{3} s \\(engine\\.hangTimeout\\), in strategy test, at"
                                + " .*Looper\\.onBook\\(FailingParts\\.java:\\d+\\); the gate is latched .*"),
                run::err);
        assertNothingIsOpen(hang);
        assertEquals("tiercel-core", hang.getString("thread"));
        assertEquals("test", hang.getString("strategy"));
        assertTrue(hang.getLong("input") <= lastInput(), "ingress and journal were ahead of it");
        assertFalse(hang.getBoolean("wokeUp"));
        assertEquals(0, hang.getInt("unreconciled"));
        assertTrue(run.err().contains("its Aeron streams and its journal are left open"), run::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldEndThreadThatComesBackBehindTheGate(final String layout) throws IOException {
        lay(layout);
        run.onError("had cancelled all orders", () -> FailingParts.Looper.release(true));

        assertEquals(4, run("Looper", FailingParts.none(), LONG_NS), run::err);

        final Config hang = hang();
        assertTrue(hang.getBoolean("wokeUp"));
        assertTrue(
                run.lastLine()
                        .contains(
                                "in strategy test; its thread went on later and was ended: it had waited for the disk, or had no processor;"),
                run::err);
        // The order that it sent when it came back is not there.
        assertNothingIsOpen(hang);
        assertTrue(new JournalVerifier(run.journal()).verify().clean());
        final long last = lastInput();
        assertTrue(last >= hang.getLong("input"));
        assertEquals(0, run.run("Holder", false, FailingParts.none(), "second", 1_000_000, 2_000), run::err);
        assertEquals(
                last + 1, JournalInputs.read(temporary.resolve("second")).get(0).sequence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldLatchCancelAndHaltWhenStrategyDoesNotReturnFromTheStop(final String layout) throws IOException {
        lay(layout);
        assertEquals(4, run("StopLooper", FailingParts.none(), 1_000_000_000), run::err);

        assertTrue(run.lastLine().contains("in strategy test, at "), run::err);
        assertTrue(run.lastLine().contains("StopLooper.onSession(FailingParts.java:"), run::err);
        assertNothingIsOpen(hang());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldLatchCancelAndHaltWhenJournalStalls(final String layout) throws IOException {
        lay(layout);
        assertEquals(4, run("Holder", FailingParts.journalThatStalls(diskAnswers), LONG_NS), run::err);

        assertTrue(run.lastLine().contains(" (engine.hangTimeout), at "), run::err);
        assertTrue(run.lastLine().contains(".awaitUninterruptibly(FailingParts.java:"), run::err);
        assertNothingIsOpen(hang());
    }

    /** Shorter than the timeout: what came meanwhile is journaled and handled late, and trading goes on. */
    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldGoOnWhenJournalStallsForLessThanTheTimeout(final String layout) {
        final PartsRun patient = new PartsRun(
                temporary,
                "engine.hangTimeout=5s",
                "engine.layout=" + layout,
                "aeron.directory=" + temporary.resolve("aeron"));

        final int exitCode = patient.run(
                "Holder", false, recorded(FailingParts.journalThatPauses(500_000_000)), "journal", LONG_NS / 10, 2_000);

        assertEquals(0, exitCode, patient::err);
        assertFalse(Files.exists(hangFile()), patient::err);
        assertTrue(new JournalVerifier(patient.journal()).verify().clean());
    }

    @Test
    void shouldEndRunWhoseMarketHangs() {
        final int exitCode = run("Holder", FailingParts.marketThatStalls(diskAnswers), 1_000_000_000);

        assertEquals(1, exitCode, run::err);
        assertTrue(run.err().contains("the thread of market SIM hangs: it is left to itself"), run::err);
        assertTrue(run.err().contains("unreconciled: market SIM hung: its log may lack lines"), run::err);
        assertFalse(Files.exists(hangFile()), "the engine's thread is well");
    }

    /** Its session is down while it hangs, as that of a venue elsewhere, and trading goes on when it answers. */
    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldSendNothingToMarketThatHangsUntilItAnswers(final String layout) {
        run = new PartsRun(
                temporary,
                "venues.SIM.silentAfter=1s",
                "engine.hangTimeout=5s",
                "stop.timeout=60s",
                "engine.layout=" + layout,
                "aeron.directory=" + temporary.resolve("aeron"));
        run.onError("venue SIM: session down", downSeen::countDown);

        final int exitCode = run("Asker", FailingParts.marketThatStalls(downSeen), 8_000_000_000L);

        assertEquals(0, exitCode, run::err);
        assertTrue(run.err().contains("venue SIM: session up"), run::err);
        final List<Integer> kinds = JournalInputs.read(run.journal()).stream()
                .map(JournalInputs.Input::kind)
                .toList();
        // Signs are no inputs: what is there is a change each time. A slow machine may see more of them.
        final List<Integer> sessions = kinds.stream()
                .filter(kind ->
                        kind == VenueSessionUpDecoder.TEMPLATE_ID || kind == VenueSessionDownDecoder.TEMPLATE_ID)
                .toList();
        assertTrue(sessions.size() >= 3 && sessions.size() % 2 == 1, sessions::toString);
        for (int i = 0; i < sessions.size(); i++) {
            assertEquals(
                    i % 2 == 0 ? VenueSessionUpDecoder.TEMPLATE_ID : VenueSessionDownDecoder.TEMPLATE_ID,
                    sessions.get(i));
        }
        final int back = kinds.lastIndexOf(VenueSessionUpDecoder.TEMPLATE_ID);
        assertTrue(
                kinds.subList(back, kinds.size()).contains(OrderAcceptedDecoder.TEMPLATE_ID),
                "nothing was traded when it was back");
        assertTrue(JournalOutputs.refusals(run.journal()).contains(RiskReason.VENUE_DOWN), run::err);
        assertEquals(
                sessions.size() - 1,
                JournalOutputs.alerts(run.journal(), AlertCode.VENUE_DOWN).size());
    }

    /** The engine's thread hangs, and with it whatever it would have to invoke to send by the network. */
    @ParameterizedTest
    @ValueSource(strings = {"own", "engine"})
    void shouldCancelByTheNetworkWhatAHungEngineHasOpen(final String networkThread) throws Exception {
        final String[] channels = TiercelProcess.freeChannels(3);
        final Path log = temporary.resolve("served.csv");
        final List<String> venue = List.of(
                "venues.SIM.type=external",
                "venues.SIM.feedChannel=" + channels[0],
                "venues.SIM.executionChannel=" + channels[1],
                "venues.SIM.orderChannel=" + channels[2],
                "venues.SIM.connectTimeout=60s",
                "venues.SIM.eventsPerSecond=500",
                "venues.SIM.log=" + log);
        final List<String> engine = new ArrayList<>(venue);
        engine.add("engine.hangTimeout=200ms");
        engine.add("aeron.networkThread=" + networkThread);
        engine.add("aeron.directory=" + temporary.resolve("aeron-engine"));
        run = new PartsRun(temporary, engine.toArray(new String[0]));
        try (TiercelProcess market = ExternalVenueTest.market(temporary, "market", venue)) {
            final Future<Boolean> cancelledWhileUp = cancelledWhileUp(market, log);

            assertEquals(4, run("Looper", FailingParts.none(), LONG_NS), run::err);

            final Config hang = hang();
            assertTrue(cancelledWhileUp.get(), market::err);
            assertTrue(hang.getConfigList("venues").get(0).getLong("massCancelNs") >= 0);
            assertTrue(
                    hang.getConfigList("venues").get(0).getIsNull("nothingOpenNs"), "who could hear that it is done?");
        }
    }

    /** It does not hang, but comes to its end: what it offers last has to leave, too. */
    @ParameterizedTest
    @ValueSource(strings = {"own", "engine"})
    void shouldCancelByTheNetworkWhatABrokenEngineHasOpen(final String networkThread) throws Exception {
        final String[] channels = TiercelProcess.freeChannels(3);
        final Path log = temporary.resolve("served.csv");
        final List<String> venue = List.of(
                "venues.SIM.type=external",
                "venues.SIM.feedChannel=" + channels[0],
                "venues.SIM.executionChannel=" + channels[1],
                "venues.SIM.orderChannel=" + channels[2],
                "venues.SIM.connectTimeout=60s",
                "venues.SIM.eventsPerSecond=500",
                "venues.SIM.log=" + log);
        final List<String> engine = new ArrayList<>(venue);
        engine.add("aeron.networkThread=" + networkThread);
        engine.add("aeron.directory=" + temporary.resolve("aeron-engine"));
        run = new PartsRun(temporary, engine.toArray(new String[0]));
        try (TiercelProcess market = ExternalVenueTest.market(temporary, "market", venue)) {
            final Future<Boolean> cancelledWhileUp = cancelledWhileUp(market, log);

            assertEquals(4, run("Holder", FailingParts.journalThatBreaks(), LONG_NS), run::err);

            assertTrue(cancelledWhileUp.get(), market::err);
        }
    }

    /**
     * Watches while the engine runs, since soon after its end the market cancels by itself: whether the first
     * cancellation was there before the session was down.
     */
    private static Future<Boolean> cancelledWhileUp(final TiercelProcess market, final Path log) {
        return CompletableFuture.supplyAsync(() -> {
            boolean up = true;
            boolean cancelled = false;
            try {
                while (up && !cancelled) {
                    up = !market.err().contains("session down");
                    cancelled = Files.exists(log)
                            && Files.readAllLines(log).stream().anyMatch(line -> line.startsWith("CANCELLED"));
                    Thread.yield();
                }
                return up;
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldLeaveBusyRunAlone(final String layout) {
        final PartsRun busy =
                new PartsRun(temporary, "engine.layout=" + layout, "aeron.directory=" + temporary.resolve("aeron"));

        assertEquals(0, busy.run("Holder", false, FailingParts.none(), "journal", 3_000_000_000L, 50_000), busy::err);

        assertFalse(Files.exists(hangFile()));
        assertFalse(busy.err().contains("hang"), busy::err);
    }

    private int run(final String strategy, final RunParts parts, final long durationNs) {
        return run.run(strategy, false, recorded(parts), "journal", durationNs, 2_000);
    }

    /** The run leaves its journal open when its thread does not come back: the test closes it. */
    private RunParts recorded(final RunParts parts) {
        return new RunParts(
                parts.strategies(),
                (folder, configuration, firstSequence) -> {
                    final JournalWriter journal = parts.journals().create(folder, configuration, firstSequence);
                    journals.add(journal);
                    return journal;
                },
                parts.venueLogs(),
                parts.firstDataTimeoutNs());
    }

    private Config hang() throws IOException {
        assertEquals(run.out(), Files.readString(hangFile()));
        return ConfigFactory.parseString(run.out());
    }

    private Path hangFile() {
        return temporary.resolve("journal.hang.json");
    }

    private long lastInput() {
        final List<JournalInputs.Input> inputs = JournalInputs.read(run.journal());
        return inputs.get(inputs.size() - 1).sequence();
    }

    /** By the mass cancel, before the market ended, and nothing else came there. */
    private void assertNothingIsOpen(final Config hang) throws IOException {
        final Config venue = hang.getConfigList("venues").get(0);
        assertTrue(venue.getLong("massCancelNs") >= 0);
        assertTrue(venue.getLong("nothingOpenNs") >= venue.getLong("massCancelNs"));
        assertEquals(List.of("event", "ACCEPTED", "CANCELLED"), run.venueEvents(), run::err);
    }
}
