package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.Digest;
import io.tiercel.codecs.control.AnalyticsEndDecoder;
import io.tiercel.codecs.control.AnalyticsItemDecoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.types.LaneCalculation;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.lane.Calculation;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.strategy.AnalyticsResult;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs with an analytics lane: the shipped example, and lanes that break. */
class LaneRunTest {
    private static final Outputs NOWHERE = (cause, ordinal, buffer, offset, length) -> {};

    @TempDir
    Path temporary;

    private final Program program = new Program();

    @Test
    void shouldTradeOnCovarianceOfHundredInstrumentsAndReplayEqual() {
        final Path journal = temporary.resolve("first");
        assertEquals(0, example(journal, "--virtual", "--seed", "3"), program::err);
        final Config run = program.json();
        assertTrue(run.getLong("orders") > 0);
        assertTrue(run.getLong("counters.laneResults") > 10);
        assertEquals(0, run.getLong("counters.laneQuotesMissed"));
        assertEquals(0, run.getLong("counters.packetsBroken"));
        assertReplaysEqual(journal, run);

        assertEquals(0, example(temporary.resolve("second"), "--virtual", "--seed", "3"), program::err);
        assertEquals(run.getString("digest"), program.json().getString("digest"));
        assertEquals(0, example(temporary.resolve("third"), "--virtual", "--seed", "4"), program::err);
        assertNotEquals(run.getString("digest"), program.json().getString("digest"));

        assertGoesOnFromSnapshot(journal, run.getString("digest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldReplayLiveRunEqualWithoutItsLane(final String layout) {
        final Path journal = temporary.resolve("journal");
        assertEquals(
                0,
                example(
                        journal,
                        "--set",
                        "engine.layout=" + layout,
                        "--set",
                        "stop.timeout=60s",
                        "--set",
                        "engine.orderAnswerTimeout=60s",
                        "--set",
                        "journal.folder=" + temporary.resolve("ledger")),
                program::err);
        final Config run = program.json();
        assertTrue(run.getLong("counters.laneResults") > 0, run::toString);
        assertTrue(JournalInputs.read(journal).stream()
                .anyMatch(input -> input.kind() == AnalyticsEndDecoder.TEMPLATE_ID));
        assertReplaysEqual(journal, run);
    }

    @Test
    void shouldGoOnTradingWhenItsLaneThrows() {
        final Watcher watcher = new Watcher();
        final PartsRun run = partsRun();

        final int exitCode = run.run("Watcher", true, parts(watcher, Throwing::new), "journal", 3_000_000_000L, 500);

        assertEquals(0, exitCode, run::err);
        assertTrue(run.err().contains("analytics lane l failed: IllegalStateException: the third"), run::err);
        assertBroken(watcher, run);
    }

    @Test
    void shouldGoOnTradingWhenItsLaneHangs() {
        final Watcher watcher = new Watcher();
        final CountDownLatch released = new CountDownLatch(1);
        final PartsRun run = partsRun();
        try {
            final RunParts parts = parts(watcher, own -> new Hanging(own, released));
            assertEquals(0, run.run("Watcher", false, parts, "journal", 3_000_000_000L, 200), run::err);
        } finally {
            released.countDown();
        }

        final Config result = ConfigFactory.parseString(run.out());
        assertEquals(1, result.getLong("counters.lanesStale"), run::err);
        assertEquals(0, result.getLong("unreconciled"));
        assertEquals("stale", watcher.heard.get(watcher.heard.size() - 1));
        assertEquals(0, program.execute("journal", "verify", run.journal().toString()), program::err);
    }

    private static void assertBroken(final Watcher watcher, final PartsRun run) {
        final Config result = ConfigFactory.parseString(run.out());
        assertEquals(1, result.getLong("counters.lanesFailed"));
        assertEquals(1, result.getLong("counters.lanesStale"));
        assertEquals(2, result.getLong("counters.laneResults"));
        assertEquals(List.of("result", "result", "stale"), watcher.heard);
        assertTrue(watcher.lastNs > watcher.staleNs, "market data goes on");
    }

    private int example(final Path journal, final String... more) {
        final List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--duration",
                "4s",
                "--json",
                "--headless",
                "--journal",
                journal.toString(),
                "--config",
                Path.of("..", "config", "covariance.conf").toString(),
                "--set",
                "lanes.covariance.samples=20",
                "--set",
                "lanes.covariance.resultEvery=1",
                "--set",
                "lanes.covariance.sampleInterval=50ms",
                "--set",
                "journal.blockBytes=1MiB"));
        arguments.addAll(List.of(more));
        return program.execute(arguments.toArray(new String[0]));
    }

    private void assertReplaysEqual(final Path journal, final Config run) {
        assertEquals(0, program.execute("replay", journal.toString(), "--verify", "--json"), program::err);
        final Config replay = program.json();
        assertTrue(replay.getBoolean("equal"));
        assertEquals(run.getString("digest"), replay.getString("digest"));
    }

    /** Taken in the middle of a result, after half of its pieces. */
    private static void assertGoesOnFromSnapshot(final Path journal, final String digest) {
        final EngineConfiguration configuration =
                EngineConfiguration.fromResolved(JournalHead.read(journal).configuration());
        final List<JournalInputs.Input> inputs = JournalInputs.read(journal);
        int ready = 0;
        int middle = 0;
        int pieces = 0;
        for (int i = 0; i < inputs.size(); i++) {
            ready = inputs.get(i).kind() == SessionReadyDecoder.TEMPLATE_ID ? i : ready;
            pieces += inputs.get(i).kind() == AnalyticsItemDecoder.TEMPLATE_ID ? 1 : 0;
            middle = pieces == 85 + 42 && middle == 0 ? i : middle;
        }
        assertTrue(middle > ready);
        final TradingCore first = CoreFactory.create(configuration);
        give(first, inputs, 0, middle);
        final StateBuffer state = new StateBuffer();
        first.snapshotTo(state);

        final TradingCore second = CoreFactory.create(configuration);
        give(second, inputs, 0, ready + 1);
        second.restoreFrom(state.reader());
        final StateBuffer again = new StateBuffer();
        second.snapshotTo(again);
        give(second, inputs, middle, inputs.size());

        assertArrayEquals(state.toByteArray(), again.toByteArray());
        assertEquals(digest, Digest.format(second.digest()));
    }

    private static void give(
            final TradingCore core, final List<JournalInputs.Input> inputs, final int from, final int to) {
        for (int i = from; i < to; i++) {
            inputs.get(i).give(core, NOWHERE);
        }
    }

    private PartsRun partsRun() {
        return new PartsRun(
                temporary,
                "lanes.l.calculation=realisedCovariance",
                "lanes.l.sampleInterval=50ms",
                "lanes.l.samples=4",
                "lanes.l.staleAfter=500ms",
                "strategies.test.parameters.lane=l");
    }

    private static RunParts parts(final Watcher watcher, final UnaryOperator<Calculation> calculations) {
        return new RunParts(
                        name -> setup -> watcher.in(setup),
                        RunParts.STANDARD.journals(),
                        RunParts.STANDARD.venueLogs(),
                        RunParts.STANDARD.firstDataTimeoutNs())
                .calculating(calculations);
    }

    /** Writes down what it hears of its lane. */
    private static final class Watcher implements Strategy {
        final List<String> heard = new ArrayList<>();
        long staleNs;
        long lastNs;
        private StrategyContext context;

        Strategy in(final StrategySetup setup) {
            context = setup.context();
            setup.instrument("instrument");
            setup.analytics("lane");
            return this;
        }

        @Override
        public void onBook(final Book book) {
            lastNs = context.timeNs();
        }

        @Override
        public void onAnalytics(final AnalyticsResult result) {
            heard.add(result.stale() ? "stale" : "result");
            staleNs = result.stale() ? context.timeNs() : staleNs;
            assertFalse(context.timeNs() < result.asOfTimeNs());
        }
    }

    /** Calculates as the lane's own does. */
    private abstract static class Calculating implements Calculation {
        private final Calculation own;

        Calculating(final Calculation own) {
            this.own = own;
        }

        @Override
        public LaneCalculation kind() {
            return own.kind();
        }

        @Override
        public int instrumentCount() {
            return own.instrumentCount();
        }

        @Override
        public int valueCount() {
            return own.valueCount();
        }

        @Override
        public boolean onTime(final long timeNs) {
            return own.onTime(timeNs);
        }

        @Override
        public long asOfTimeNs() {
            return own.asOfTimeNs();
        }

        @Override
        public void calculate(final double[] values) {
            own.calculate(values);
        }

        @Override
        public void onMissed() {
            own.onMissed();
        }

        @Override
        public void onQuote(
                final int instrumentId, final long bidPriceNanos, final long askPriceNanos, final boolean tradable) {
            own.onQuote(instrumentId, bidPriceNanos, askPriceNanos, tradable);
        }
    }

    private static final class Throwing extends Calculating {
        private int count;

        Throwing(final Calculation own) {
            super(own);
        }

        @Override
        public void calculate(final double[] values) {
            if (++count == 3) {
                throw new IllegalStateException("the third");
            }
            super.calculate(values);
        }
    }

    private static final class Hanging extends Calculating {
        private final CountDownLatch released;

        Hanging(final Calculation own, final CountDownLatch released) {
            super(own);
            this.released = released;
        }

        @Override
        public void calculate(final double[] values) {
            try {
                released.await();
            } catch (final InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
