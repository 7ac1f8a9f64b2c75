package io.tiercel.bench.engine;

import io.tiercel.bench.market.MarketFlow;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.InlineLoop;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes a journal of the measured market: ingress, journal, core and gate on the calling thread. */
public final class RecordedRun {
    private static final long SEED = 7;
    private static final long START_NS = 1_767_623_400_000_000_000L;
    private static final long PACKET_INTERVAL_NS = 1_000;
    private static final long SILENCE_NS = 1_000_000;

    private RecordedRun() {}

    /** @param events inputs that are written, after those that fill the books */
    public static void write(
            final Path folder, final int instruments, final int liveOrders, final long events, final long blockBytes) {
        final MarketFlow flow = new MarketFlow(SEED, instruments, liveOrders / instruments);
        final TradingCore core =
                OpeningInputs.core(instruments, 2 * liveOrders + instruments, MeasuredStrategy.Kind.EVERY_400_BOOKS);
        final PromptVenue venue = new PromptVenue();
        final Gate gate = new Gate(OpeningInputs.OPEN_ORDERS);
        gate.connect(OpeningInputs.VENUE, venue);
        final VirtualClock clock = new VirtualClock(START_NS);
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(MarketFlow.MAX_LENGTH));
        final long[] timeNs = {START_NS};
        final InputSource market = (consumer, limit) -> {
            timeNs[0] += PACKET_INTERVAL_NS;
            clock.advanceTo(timeNs[0]);
            consumer.onMessage(buffer, 0, flow.next(buffer, 0));
            return 1;
        };
        try (JournalWriter journal = Journals.create(folder, 1, 1, 1, blockBytes)) {
            final InlineLoop loop = new InlineLoop(
                    core,
                    journal,
                    gate,
                    new SessionMetrics(clock, 1),
                    clock,
                    1,
                    SILENCE_NS,
                    InputSource.NONE,
                    venue,
                    market);
            OpeningInputs.send(loop.ingress()::sequenceNow, instruments);
            final long end = core.inputCount() + flow.fillCount() + events;
            while (core.inputCount() < end) {
                loop.doWork();
            }
        }
    }
}
