package io.tiercel.bench.engine;

import com.sun.management.ThreadMXBean;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.report.Failure;
import io.tiercel.engine.boot.session.ClassesAhead;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.RingSource;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.pipeline.FusedLoop;
import io.tiercel.engine.pipeline.FusedSettings;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.StagePulse;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.pipeline.WaitMode;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One fused engine, warmed up and then counted, each of its threads for itself, by the JVM and by Java Flight Recorder
 * at once. Its threads are not pinned and yield while they wait, since there may be more of them than processors.
 */
public final class FusedAllocationRun {
    private static final String INGRESS = "ingress";
    private static final long SEED = 7;
    private static final long SILENCE_NS = 1_000_000;
    private static final int SLOTS = 4_096;
    private static final int OUTPUT_BYTES = 1 << 20;
    private static final int EXECUTION_BYTES = 1 << 18;
    private static final long STALL_LIMIT_NS = 60_000_000_000L;
    private static final int ANSWERS = 16;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What one thread allocated after the warm-up. */
    public record Count(String thread, long allocatedBytes, long recordedBytes) {}

    /** @param counts of ingress, then of the stages; the journal's figures are those of the counted span too */
    public record Result(
            long inputs, long packets, long orders, List<Count> counts, long journalBytes, long journalRecords) {
        public long allocatedBytes() {
            return counts.stream().mapToLong(Count::allocatedBytes).sum();
        }

        public long recordedBytes() {
            return counts.stream().mapToLong(Count::recordedBytes).sum();
        }
    }

    private final AllocationRun.Size size;
    private final JournalWriter journal;
    private final TradingCore core;
    private final Gate gate = new Gate(OpeningInputs.OPEN_ORDERS);
    private final PromptVenue venue = new PromptVenue(false);
    private final RingSource executions = new RingSource(EXECUTION_BYTES);
    private final InputSource.Consumer answer = executions::offer;
    private final FusedLoop loop;
    private final MarketFlow flow;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(MarketFlow.MAX_LENGTH));
    private long packets;
    private long journalBefore;
    // The thread of ingress says how far it is; the counting thread sends it on.
    private volatile boolean warm;
    private volatile boolean counting;
    private volatile boolean done;
    private volatile boolean counted;
    private volatile Throwable failure;

    private FusedAllocationRun(
            final AllocationRun.Size size, final MeasuredStrategy.Kind kind, final JournalWriter journal) {
        this.size = size;
        this.journal = journal;
        flow = new MarketFlow(SEED, size.instruments(), size.liveOrders() / size.instruments());
        core = OpeningInputs.core(size.instruments(), 2 * size.liveOrders() + size.instruments(), kind);
        gate.connect(OpeningInputs.VENUE, this::onOrder);
        final AnchoredClock clock = new AnchoredClock();
        loop = new FusedLoop(
                core,
                journal,
                gate,
                new SessionMetrics(clock, 1),
                new FusedSettings(SLOTS, OUTPUT_BYTES, WaitMode.YIELD, STALL_LIMIT_NS),
                clock,
                1,
                SILENCE_NS,
                InputSource.NONE,
                executions,
                this::pollFlow);
        loop.start(stage -> {});
        OpeningInputs.send(loop.ingress()::sequenceNow, size.instruments());
    }

    public static Result withoutJournal(final AllocationRun.Size size, final MeasuredStrategy.Kind kind)
            throws Exception {
        return new FusedAllocationRun(size, kind, null).count();
    }

    public static Result withJournal(
            final AllocationRun.Size size, final MeasuredStrategy.Kind kind, final Path folder, final long blockBytes)
            throws Exception {
        try (JournalWriter journal = Journals.create(folder.resolve("journal"), 1, SEED, 1, blockBytes)) {
            return new FusedAllocationRun(size, kind, journal).count();
        }
    }

    /** On the gate's thread; the answers go to that of ingress. */
    private VenuePort.Result onOrder(final DirectBuffer order, final int offset, final int length) {
        final VenuePort.Result result = venue.send(order, offset, length);
        venue.poll(answer, ANSWERS);
        return result;
    }

    private int pollFlow(final InputSource.Consumer consumer, final int limit) {
        final int length = flow.next(buffer, 0);
        packets++;
        consumer.onMessage(buffer, 0, length);
        return 1;
    }

    private Result count() throws Exception {
        final Thread ingress = new Thread(this::runIngress, INGRESS);
        ingress.setDaemon(true);
        ingress.start();
        while (!warm && failure == null) {
            // Leaves the processors to the engine's threads and the JIT.
            Thread.sleep(1);
        }
        ClassesAhead.hold();
        try (AllocationRecording recording = new AllocationRecording()) {
            final List<Thread> threads = new ArrayList<>(List.of(ingress));
            loop.stages().stream().map(StagePulse::thread).forEach(threads::add);
            final long[] ids = threads.stream().mapToLong(Thread::getId).toArray();
            final long inputsBefore = core.inputCount();
            final long outputsBefore = core.outputCount();
            final long packetsBefore = packets;
            final long ordersBefore = venue.orderCount();
            journalBefore = journalBytes();
            recording.start();
            final long[] before = THREADS.getThreadAllocatedBytes(ids);
            counting = true;
            while (!done && failure == null) {
                Thread.sleep(1);
            }
            final long[] after = THREADS.getThreadAllocatedBytes(ids);
            if (failure != null) {
                throw new IllegalStateException("the measured engine ended: " + Failure.text(failure), failure);
            }
            final long[] recorded = recording.stop(ids);
            counted = true;
            ingress.join();
            final List<Count> counts = new ArrayList<>();
            for (int i = 0; i < ids.length; i++) {
                counts.add(new Count(threads.get(i).getName(), after[i] - before[i], recorded[i]));
            }
            final long inputs = core.inputCount() - inputsBefore;
            final Result result = new Result(
                    inputs,
                    packets - packetsBefore,
                    venue.orderCount() - ordersBefore,
                    counts,
                    journalBytes() - journalBefore,
                    inputs + core.outputCount() - outputsBefore);
            loop.close();
            return result;
        }
    }

    /** All stages are done with what they were given whenever this says how far it is. */
    private void runIngress() {
        try {
            work(flow.fillCount() + size.warmUp());
            warm = true;
            while (!counting) {
                Thread.onSpinWait();
            }
            work(size.events());
            done = true;
            while (!counted) {
                Thread.onSpinWait();
            }
        } catch (final Throwable broken) {
            failure = broken;
        }
    }

    private void work(final long inputs) {
        final long end = loop.ingress().lastSequence() + inputs;
        while (loop.ingress().lastSequence() < end) {
            loop.doWork();
        }
        loop.settle();
    }

    private long journalBytes() {
        return journal == null ? 0 : journal.bytesWritten();
    }
}
