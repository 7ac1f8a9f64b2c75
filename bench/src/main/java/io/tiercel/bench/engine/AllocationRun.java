package io.tiercel.bench.engine;

import com.sun.management.ThreadMXBean;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.report.Failure;
import io.tiercel.engine.boot.session.ClassesAhead;
import io.tiercel.engine.boot.session.Pinning;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.InlineLoop;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One inline engine on a thread of its own, warmed up and then counted, by the JVM and by Java Flight Recorder at once.
 */
public final class AllocationRun {
    private static final String THREAD = "bench-engine";
    private static final long SEED = 7;
    private static final long SILENCE_NS = 1_000_000;

    /** @param processor that the engine's thread is pinned to, or −1 */
    public record Size(int instruments, int liveOrders, long warmUp, long events, int processor) {}

    /** What was counted after the warm-up; the journal's figures are those of the counted span too. */
    public record Result(
            long inputs,
            long packets,
            long orders,
            long allocatedBytes,
            long recordedBytes,
            long journalBytes,
            long journalRecords) {}

    private final Size size;
    private final JournalWriter journal;
    private final TradingCore core;
    private final PromptVenue venue = new PromptVenue();
    private final InlineLoop loop;
    private final MarketFlow flow;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(MarketFlow.MAX_LENGTH));
    private long packets;
    // The engine's thread says how far it is; the counting thread sends it on.
    private volatile boolean warm;
    private volatile boolean counting;
    private volatile boolean done;
    private volatile boolean counted;
    private volatile Throwable failure;

    private AllocationRun(final Size size, final MeasuredStrategy.Kind kind, final JournalWriter journal) {
        this.size = size;
        this.journal = journal;
        flow = new MarketFlow(SEED, size.instruments, size.liveOrders / size.instruments);
        core = OpeningInputs.core(size.instruments, 2 * size.liveOrders + size.instruments, kind);
        final Gate gate = new Gate(OpeningInputs.OPEN_ORDERS);
        gate.connect(OpeningInputs.VENUE, venue);
        final AnchoredClock clock = new AnchoredClock();
        loop = new InlineLoop(
                core,
                journal,
                gate,
                new SessionMetrics(clock, 1),
                clock,
                1,
                SILENCE_NS,
                InputSource.NONE,
                venue,
                this::pollFlow);
        OpeningInputs.send(loop.ingress()::sequenceNow, size.instruments);
    }

    public static Result withoutJournal(final Size size, final MeasuredStrategy.Kind kind) throws Exception {
        return new AllocationRun(size, kind, null).count();
    }

    public static Result withJournal(
            final Size size, final MeasuredStrategy.Kind kind, final Path folder, final long blockBytes)
            throws Exception {
        try (JournalWriter journal = Journals.create(folder.resolve("journal"), 1, SEED, 1, blockBytes)) {
            return new AllocationRun(size, kind, journal).count();
        }
    }

    private int pollFlow(final InputSource.Consumer consumer, final int limit) {
        // One packet a round, so that every answer is taken before the venue has too many.
        final int length = flow.next(buffer, 0);
        packets++;
        consumer.onMessage(buffer, 0, length);
        return 1;
    }

    private Result count() throws Exception {

        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final Thread thread = new Thread(this::runEngine, THREAD);
        thread.setDaemon(true);
        thread.start();
        while (!warm && failure == null) {
            // Leaves the other processor to the JIT, which has to be done by then.
            Thread.sleep(1);
        }
        ClassesAhead.hold();
        try (AllocationRecording recording = new AllocationRecording()) {
            final long inputsBefore = core.inputCount();
            final long outputsBefore = core.outputCount();
            final long packetsBefore = packets;
            final long ordersBefore = venue.orderCount();
            final long journalBefore = journalBytes();
            recording.start();
            final long before = threads.getThreadAllocatedBytes(thread.getId());
            counting = true;
            while (!done && failure == null) {
                Thread.sleep(1);
            }
            final long bytes = threads.getThreadAllocatedBytes(thread.getId()) - before;
            if (failure != null) {
                throw new IllegalStateException("the measured thread ended: " + Failure.text(failure), failure);
            }
            final long recorded = recording.stop(thread.getId())[0];
            counted = true;
            thread.join();
            final long inputs = core.inputCount() - inputsBefore;
            return new Result(
                    inputs,
                    packets - packetsBefore,
                    venue.orderCount() - ordersBefore,
                    bytes,
                    recorded,
                    journalBytes() - journalBefore,
                    inputs + core.outputCount() - outputsBefore);
        }
    }

    /** Between its spans the thread spins: any other way to wait might allocate. */
    private void runEngine() {
        try {
            Pinning.pin(size.processor, System.err);
            work(flow.fillCount() + size.warmUp);
            warm = true;
            while (!counting) {
                Thread.onSpinWait();
            }
            work(size.events);
            done = true;
            while (!counted) {
                Thread.onSpinWait();
            }
        } catch (final Throwable broken) {
            failure = broken;
        }
    }

    private void work(final long inputs) {
        final long end = core.inputCount() + inputs;
        while (core.inputCount() < end) {
            loop.doWork();
        }
    }

    private long journalBytes() {
        return journal == null ? 0 : journal.bytesWritten();
    }
}
