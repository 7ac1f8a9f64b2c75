package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.RingSource;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.observe.StageLatency;
import io.tiercel.engine.observe.TelemetryRing;
import io.tiercel.engine.pipeline.FusedLoop;
import io.tiercel.engine.pipeline.FusedSettings;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.pipeline.WaitMode;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole fused engine: what each of its threads allocates once it is warm. */
@Timeout(300)
class FusedAllocationTest {
    private static final int INSTRUMENTS = 8;
    private static final int SLOTS = 1_024;
    private static final int WARM_UP = 300_000;
    private static final int CHUNK = 50_000;
    private static final int CHUNKS = 8;
    private static final long EVENT_INTERVAL_NS = 1_000;
    private static final long BLOCK_BYTES = 256L << 20;
    private static final String[] STAGES = {"tiercel-journal", "tiercel-core", "tiercel-gate"};
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final VirtualClock clock = new VirtualClock(1_767_623_400_000_000_000L);
    private final Gate gate = new Gate(20_000);
    private Object kept;

    @TempDir
    private Path parent;

    @Test
    void shouldAllocateNothingOnAnyThread() {
        final long[] least = leastAllocated(false);

        assertEquals("[0, 0, 0, 0]", Arrays.toString(least), "ingress, journal, core, gate");
        assertTrue(gate.sentCount() >= CHUNK / 100, () -> gate.sentCount() + " orders");
    }

    /** The measurement sees what is there. */
    @Test
    void shouldSeeStrategyThatAllocates() {
        assertTrue(leastAllocated(true)[2] >= 16L * CHUNK / 2);
    }

    /** The least of the chunks: while the JIT is still at work, it can make a class's strings on these threads. */
    private long[] leastAllocated(final boolean allocating) {
        final TradingCore core = new TradingCore(
                CoreHarness.settings(), CoreHarness.catalogue("Trader", setup -> new Trader(setup, allocating))::get);
        final RingSource executions = new RingSource(1 << 16);
        final YesVenue venue = new YesVenue();
        final InputSource.Consumer answer = executions::offer;
        gate.connect(CoreHarness.VENUE, (buffer, offset, length) -> {
            final VenuePort.Result result = venue.send(buffer, offset, length);
            venue.poll(answer, 1);
            return result;
        });
        final SessionMetrics metrics = new SessionMetrics(clock, 1);
        metrics.telemetryTo(new TelemetryRing(1 << 20));
        final StageLatency stages = new StageLatency(metrics, new AnchoredClock(), SLOTS);
        core.stagesTo(stages.core());
        try (JournalWriter journal = Journals.create(parent.resolve("journal"), 1, 7, 1, BLOCK_BYTES);
                FusedLoop loop = new FusedLoop(
                        core,
                        journal,
                        gate,
                        metrics,
                        new FusedSettings(SLOTS, 1 << 18, WaitMode.YIELD, 60_000_000_000L),
                        clock,
                        1,
                        1_000_000,
                        InputSource.NONE,
                        executions,
                        new CyclicMarket(INSTRUMENTS))) {
            loop.stampsTo(stages);
            loop.start(stage -> {});
            new CoreHarness(CoreHarness.catalogue("none", null), null)
                    .forwardTo(loop.ingress()::sequenceNow)
                    .configure("strategies.strategy1.parameters.instruments", "S1,S2,S3,S4,S5,S6,S7,S8")
                    .open(INSTRUMENTS, "Trader");
            work(loop, WARM_UP);
            return measure(loop);
        }
    }

    private long[] measure(final FusedLoop loop) {
        final long[] ids = new long[STAGES.length + 1];
        ids[0] = Thread.currentThread().getId();
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            final int stage = Arrays.asList(STAGES).indexOf(thread.getName());
            if (stage >= 0) {
                ids[stage + 1] = thread.getId();
            }
        }
        final long[] least = new long[ids.length];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            final long[] before = THREADS.getThreadAllocatedBytes(ids);
            final long ownBefore = THREADS.getCurrentThreadAllocatedBytes();
            work(loop, CHUNK);
            final long own = THREADS.getCurrentThreadAllocatedBytes() - ownBefore;
            final long[] after = THREADS.getThreadAllocatedBytes(ids);
            least[0] = Math.min(least[0], own);
            for (int i = 1; i < ids.length; i++) {
                least[i] = Math.min(least[i], after[i] - before[i]);
            }
        }
        return least;
    }

    private void work(final FusedLoop loop, final int inputs) {
        final long end = loop.ingress().lastSequence() + inputs;
        while (loop.ingress().lastSequence() < end) {
            clock.advanceTo(clock.timeNs() + EVENT_INTERVAL_NS);
            loop.doWork();
        }
        loop.settle();
    }

    private final class Trader implements Strategy {
        private static final int INTERVAL = 100;

        private final StrategyContext context;
        private final boolean allocating;
        private int books;
        private long openOrderId;

        Trader(final StrategySetup setup, final boolean allocating) {
            this.allocating = allocating;
            context = setup.context();
            for (final Instrument instrument : setup.instruments("instruments")) {
                setup.signal(StandardSignals.microprice(instrument.id()));
            }
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
