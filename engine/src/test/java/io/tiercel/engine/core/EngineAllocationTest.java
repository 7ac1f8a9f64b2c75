package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.observe.IntervalHistograms;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.observe.StageLatency;
import io.tiercel.engine.observe.TelemetryLog;
import io.tiercel.engine.observe.TelemetryRing;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.InlineLoop;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.signal.SignalSpec;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.engine.strategy.TradeCorrection;
import io.tiercel.journal.JournalVerifier;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Roll;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole inline engine, from ingress to gate, with every standard signal and a strategy that trades. */
class EngineAllocationTest {
    private static final int INSTRUMENTS = 8;
    private static final int WARM_UP = 300_000;
    private static final int MEASURED = 500_000;
    private static final long EVENT_INTERVAL_NS = 1_000;
    private static final long BLOCK_BYTES = 256L << 20;
    private static final int CHUNK = 50_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final VirtualClock clock = new VirtualClock(1_767_623_400_000_000_000L);
    private final YesVenue venue = new YesVenue();
    private TradingCore core;
    private InlineLoop loop;
    private Object kept;

    @TempDir
    private Path parent;

    @Test
    void shouldAllocateNothingWithoutJournal() {
        start(null, false);

        assertEquals(0, allocatedBytes());
        assertTrue(venue.orderCount() >= MEASURED / 1_000, () -> venue.orderCount() + " orders");
        assertSound();
    }

    /** All within one block of each stream. */
    @Test
    void shouldAllocateNothingWithJournal() {
        try (JournalWriter journal = Journals.create(parent.resolve("journal"), 1, 7, 1, BLOCK_BYTES)) {
            ring = new TelemetryRing(1 << 20);
            final TelemetryLog telemetry = new TelemetryLog(
                    ring, () -> Journals.telemetry(parent.resolve("journal"), 1, 7, Roll.NEVER), problem -> {});
            telemetry.start();
            start(journal, false);

            assertEquals(0, allocatedBytes());
            telemetry.close();
            assertEquals(0, telemetry.lostCount());
            assertTrue(new JournalVerifier(parent.resolve("journal"))
                            .verify()
                            .telemetry()
                            .records()
                    > MEASURED / 100);
            assertTrue(journal.bytesWritten() > (long) MEASURED * 64, () -> journal.bytesWritten() + " bytes");
            assertSound();
        }
    }

    /** The measurement sees what is there. */
    @Test
    void shouldSeeStrategyThatAllocates() {
        start(null, true);

        assertTrue(allocatedBytes() >= 16L * CHUNK / 2);
    }

    /** Null: there is no telemetry. */
    private TelemetryRing ring;

    private void start(final JournalWriter journal, final boolean allocating) {
        core = new TradingCore(
                CoreHarness.settings(), CoreHarness.catalogue("Trader", setup -> new Trader(setup, allocating))::get);
        final Gate gate = new Gate(20_000);
        gate.connect(CoreHarness.VENUE, venue);
        final InputSource market = new CyclicMarket(INSTRUMENTS);
        final SessionMetrics metrics = new SessionMetrics(clock, 1);
        final IntervalHistograms intervals = new IntervalHistograms(1, clock.timeNs());
        metrics.intervalsTo(intervals);
        metrics.telemetryTo(ring);
        final StageLatency stages = new StageLatency(metrics, new AnchoredClock(), 1);
        core.stagesTo(stages.core());
        loop = new InlineLoop(core, journal, gate, metrics, clock, 1, 1_000_000, InputSource.NONE, venue, market);
        loop.stampsTo(stages);
        loop.statusTo(intervals);
        new CoreHarness(CoreHarness.catalogue("none", null), null)
                .forwardTo(loop.ingress()::sequenceNow)
                .configure("strategies.strategy1.parameters.instruments", "S1,S2,S3,S4,S5,S6,S7,S8")
                .open(INSTRUMENTS, "Trader");
    }

    /**
     * The least of the chunks: while the JIT is still at work the strings of a method's class can be allocated on this
     * thread, once. What a path allocates each time it is taken, each chunk shows.
     */
    private long allocatedBytes() {
        work(WARM_UP);
        // The counter's own first call allocates.
        THREADS.getCurrentThreadAllocatedBytes();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MEASURED; i += CHUNK) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            work(CHUNK);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private void work(final int rounds) {
        for (int i = 0; i < rounds; i++) {
            clock.advanceTo(clock.timeNs() + EVENT_INTERVAL_NS);
            loop.doWork();
        }
    }

    private void assertSound() {
        for (int id = 1; id <= INSTRUMENTS; id++) {
            assertFalse(core.books().book(id).suspect());
            assertTrue(core.facts().of(id).imbalance().imbalanceQuantity() > 0);
        }
        assertEquals(0, loop.ingress().refusedCount());
    }

    private final class Trader implements Strategy {
        private static final int INTERVAL = 100;

        private final StrategyContext context;
        private final boolean allocating;
        private int books;
        private long openOrderId;
        private long heard;

        Trader(final StrategySetup setup, final boolean allocating) {
            this.allocating = allocating;
            context = setup.context();
            for (final Instrument instrument : setup.instruments("instruments")) {
                final int id = instrument.id();
                final SignalSpec volatility = StandardSignals.ewmaVolatility(id, 1_000_000);
                setup.signal(StandardSignals.microprice(id));
                setup.signal(StandardSignals.orderFlowImbalance(id, 1_000_000));
                setup.signal(volatility);
                setup.signal(StandardSignals.realisedVolatility(id, 100_000, 10));
                setup.signal(StandardSignals.vwap(id));
                setup.signal(StandardSignals.rollingVwap(id, 100_000, 10));
                setup.signal(StandardSignals.volatilityFilter(volatility, 1, 50, 0.5, 100));
            }
        }

        @Override
        public void onTradeCorrection(final Book book, final TradeCorrection correction) {
            heard += correction.matchId();
        }

        @Override
        public void onFacts(final MarketFacts facts) {
            heard += facts.changed(StatisticKind.VOLUME) ? facts.imbalance().imbalanceQuantity() : 0;
        }

        @Override
        public void onBook(final Book book) {
            if (allocating) {
                kept = new Object();
            }
            if (++books % INTERVAL == 0 && book.tradable()) {
                if (openOrderId != 0) {
                    context.orders().cancel(openOrderId);
                }
                openOrderId = context.orders().limit(book.instrumentId(), Side.BUY, book.bidPriceNanos(), 1);
            }
        }
    }
}
