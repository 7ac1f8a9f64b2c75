package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.ContinueDecoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.control.TickDecoder;
import io.tiercel.codecs.orders.NotSentDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.observe.Hop;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.observe.StageLatency;
import io.tiercel.engine.pipeline.FusedLoop;
import io.tiercel.engine.pipeline.FusedSettings;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.InlineLoop;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.pipeline.WaitMode;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the inline layout sequenced while it traded goes through the fused one: same outputs, same state, same journal.
 */
@Timeout(300)
class FusedEquivalenceTest {
    private static final long SEED = 20_261_121;
    private static final int INSTRUMENTS = 8;
    private static final int SLOTS = 1_024;
    private static final int EVENTS = 1_000_000;
    private static final long EVENT_INTERVAL_NS = 1_000;
    private static final int KILL_INTERVAL = 20_000;
    /** So few that a sweep of cancels needs Continues. */
    private static final int MAX_OUTPUTS_PER_INPUT = 20;

    private static final long BLOCK_BYTES = 64L << 20;
    private static final long STALL_LIMIT_NS = 60_000_000_000L;
    private static final long START_NS = 1_767_623_400_000_000_000L;

    @TempDir
    private Path parent;

    @Test
    void shouldDoTheSameAsInlineOverOneMillionEvents() {
        final Path inline = parent.resolve("inline");
        final Path fused = parent.resolve("fused");
        final TradingCore inlineCore = newCore();
        final TradingCore fusedCore = newCore();

        tradeInline(inlineCore, inline);
        final FusedLoop loop = runFused(fusedCore, inline, fused);

        assertEquals(inlineCore.digest(), fusedCore.digest());
        final long[] inputs = assertSameStream(inline, fused, Stream.INPUT);
        final long[] outputs = assertSameStream(inline, fused, Stream.OUTPUT);
        final long total = Arrays.stream(inputs).sum();
        assertTrue(total >= EVENTS, () -> total + " inputs");
        assertSome("ticks", inputs[TickDecoder.TEMPLATE_ID]);
        assertSome("kills", inputs[KillDecoder.TEMPLATE_ID]);
        assertSome("messages not sent", inputs[NotSentDecoder.TEMPLATE_ID]);
        assertSome("continues", inputs[ContinueDecoder.TEMPLATE_ID]);
        assertSome("refusals", outputs[RiskRejectedDecoder.TEMPLATE_ID]);
        // The rings were full at times, so that this way was gone, too.
        assertSome("waits for the ring", loop.ringFullCount());
    }

    private static TradingCore newCore() {
        return new TradingCore(
                CoreHarness.settings(MAX_OUTPUTS_PER_INPUT), CoreHarness.catalogue("Trader", Trader::new)::get);
    }

    private static void tradeInline(final TradingCore core, final Path folder) {
        final VirtualClock clock = new VirtualClock(START_NS);
        final MoodyVenue venue = new MoodyVenue(SEED);
        final Gate gate = new Gate(20_000);
        gate.connect(CoreHarness.VENUE, venue);
        final InputSource market = new CyclicMarket(INSTRUMENTS);
        final AtomicBoolean silent = new AtomicBoolean();
        try (JournalWriter journal = Journals.create(folder, 1, 7, 1, BLOCK_BYTES)) {
            final InlineLoop loop = new InlineLoop(
                    core,
                    journal,
                    gate,
                    new SessionMetrics(clock, 1),
                    clock,
                    1,
                    1_000_000,
                    InputSource.NONE,
                    venue,
                    (consumer, limit) -> silent.get() ? 0 : market.poll(consumer, limit));
            final CoreHarness operator = new CoreHarness(CoreHarness.catalogue("none", null), null)
                    .forwardTo(loop.ingress()::sequenceNow)
                    .configure("strategies.strategy1.parameters.instruments", "S1,S2,S3,S4,S5,S6,S7,S8")
                    .open(INSTRUMENTS, "Trader");
            final Random random = new Random(SEED);
            while (loop.ingress().lastSequence() < EVENTS) {
                // Now and then all is silent, until a timer or the silence itself is due.
                silent.set(random.nextInt(1_000) == 0);
                clock.advanceTo(clock.timeNs() + (silent.get() ? 2_000_000 : EVENT_INTERVAL_NS));
                loop.doWork();
                if (random.nextInt(KILL_INTERVAL) == 0) {
                    operator.kill(1);
                } else if (random.nextInt(KILL_INTERVAL / 10) == 0) {
                    operator.resume(1);
                }
            }
            operator.stop();
        }
        assertSome("orders", venue.orderCount);
        assertSome("rejects by the venue", venue.rejectCount);
        assertSome("fills", venue.fillCount);
        assertSome("messages not sent", gate.notSentCount());
    }

    private static FusedLoop runFused(final TradingCore core, final Path recorded, final Path folder) {
        final VirtualClock clock = new VirtualClock(START_NS);
        final Gate gate = new Gate(20_000);
        gate.connect(CoreHarness.VENUE, (buffer, offset, length) -> VenuePort.Result.SENT);
        final SessionMetrics metrics = new SessionMetrics(clock, 1);
        // Here the stages are measured, there they are not.
        final StageLatency stages = new StageLatency(metrics, new AnchoredClock(), SLOTS);
        core.stagesTo(stages.core());
        try (JournalWriter journal = Journals.create(folder, 1, 7, 1, BLOCK_BYTES);
                JournalReader inputs = Journals.read(recorded, Stream.INPUT);
                FusedLoop loop = new FusedLoop(
                        core,
                        journal,
                        gate,
                        metrics,
                        new FusedSettings(SLOTS, 1 << 18, WaitMode.YIELD, STALL_LIMIT_NS),
                        clock,
                        1,
                        1_000_000,
                        InputSource.NONE,
                        InputSource.NONE)) {
            loop.stampsTo(stages);
            loop.start(stage -> {});
            while (inputs.next() == JournalReader.Result.RECORD) {
                loop.onInput(inputs.sequence(), inputs.timeNs(), inputs.buffer(), inputs.offset(), inputs.length());
            }
            loop.settle();
            final long samples = inputs.sequence() / 64;
            assertEquals(samples, metrics.count(Hop.INPUT_RECORDED));
            assertEquals(samples, metrics.count(Hop.INGRESS_TO_CORE));
            assertSome("signals measured", metrics.count(Hop.SIGNALS));
            assertSome("orders measured", metrics.count(Hop.GATE));
            assertEquals(metrics.count(Hop.TICK_TO_TRADE), metrics.count(Hop.TICK_TO_DECISION));
            return loop;
        }
    }

    /** Returns how many records of each kind there are. */
    private static long[] assertSameStream(final Path expected, final Path actual, final Stream stream) {
        final long[] counts = new long[512];
        try (JournalReader left = Journals.read(expected, stream);
                JournalReader right = Journals.read(actual, stream)) {
            while (left.next() == JournalReader.Result.RECORD) {
                final String where = stream + " " + left.sequence();
                assertEquals(JournalReader.Result.RECORD, right.next(), where);
                if (left.sequence() != right.sequence()
                        || left.timeNs() != right.timeNs()
                        || left.kind() != right.kind()
                        || left.cause() != right.cause()
                        || left.ordinal() != right.ordinal()) {
                    assertEquals(position(left), position(right), where);
                }
                assertArrayEquals(message(left), message(right), where);
                counts[left.kind()]++;
            }
            assertEquals(JournalReader.Result.END, right.next());
        }
        return counts;
    }

    private static String position(final JournalReader record) {
        return record.sequence() + " at " + record.timeNs() + " of kind " + record.kind() + " by " + record.cause()
                + "." + record.ordinal();
    }

    private static byte[] message(final JournalReader record) {
        final byte[] bytes = new byte[record.length()];
        record.buffer().getBytes(record.offset(), bytes);
        return bytes;
    }

    private static void assertSome(final String what, final long count) {
        assertTrue(count >= 10, () -> count + " " + what);
    }

    /** Orders on books and by timers, some over the limit, some cancelled; many at once now and then. */
    private static final class Trader implements Strategy {
        private static final int INTERVAL = 50;
        private static final long TIMER_NS = 300_000;
        private static final int ORDERS_AT_ONCE = 8;
        private static final long TOO_MANY = 1_000_000_000;

        private final StrategyContext context;
        private int books;
        private long openOrderId;

        Trader(final StrategySetup setup) {
            context = setup.context();
            for (final Instrument instrument : setup.instruments("instruments")) {
                setup.signal(StandardSignals.microprice(instrument.id()));
                setup.signal(StandardSignals.ewmaVolatility(instrument.id(), 1_000_000));
            }
        }

        @Override
        public void onBook(final Book book) {
            if (++books == 1) {
                context.startTimer(TIMER_NS, 1);
            }
            if (books % INTERVAL == 0 && book.tradable()) {
                if (openOrderId != 0) {
                    context.orders().cancel(openOrderId);
                }
                final Side side = context.position(book.instrumentId()) > 0 ? Side.SELL : Side.BUY;
                openOrderId = context.orders().limit(book.instrumentId(), side, book.bidPriceNanos(), 1);
                if (books % (INTERVAL * 7) == 0) {
                    context.orders().limit(book.instrumentId(), Side.BUY, book.bidPriceNanos(), TOO_MANY);
                }
            }
        }

        @Override
        public void onTimer(final long timerId, final long data) {
            context.startTimer(TIMER_NS, data + 1);
            final Book book = context.book(1 + (int) (data % INSTRUMENTS));
            for (int i = 0; i < ORDERS_AT_ONCE && book.tradable(); i++) {
                context.orders().limit(book.instrumentId(), Side.BUY, book.bidPriceNanos(), 2);
            }
            if (data % 50 == 0) {
                context.orders().cancelAll(0);
            }
        }
    }
}
