package io.tiercel.engine.pipeline;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.ContinueDecoder;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.Ingress;
import io.tiercel.engine.ingress.InputListener;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.state.InputDemand;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.CommitPoint;
import io.tiercel.journal.JournalWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * The layout with a ring: ingress, journal, core and gate on a thread each.
 *
 * <pre>
 *                        ┌─► journal: input record ─┐ (gate waits for it)
 *  poll ─► sequence ─► ring                         ▼
 *   ▲                    └─► core ──── outputs ──► gate: order leaves ─► output record
 *   └──────────────────────── not sent ──────────────┘
 * </pre>
 *
 * The ring is the sequence: a slot is written once, by ingress, and free again when the gate is done with its input.
 * The gate comes after the journal, so nothing leaves before its cause is in the journal; unless the settings say that
 * it may, then by one input. Ingress may be ahead of the
 * core, so it learns late which ticks and Continues the core needs; the core's outputs depend only on what is in the
 * sequence.
 *
 * <p>Ingress belongs to the thread that calls {@link #doWork}; core, gate, probe and journal to the stages from
 * {@link #start} until {@link #close} or {@link #halt} has returned true.
 */
@HotPath
public final class FusedLoop implements Pipeline, InputListener {
    private final RingBuffer<InputSlot> ring;
    private final Disruptor<InputSlot> disruptor;
    private final GateHandler gateHandler;
    private final CoreHandler coreHandler;
    /** Null: nothing is journaled. */
    private final JournalHandler journalHandler;

    private final StageFailure failure = new StageFailure();
    private final BoundedWait ringRoom;
    private final BoundedWait outputRoom;
    private final Ingress ingress;
    private final long stallLimitNs;
    private final Heartbeat heartbeat = new Heartbeat();
    private final StagePulse journalPulse;
    private final List<StagePulse> pulses;
    private final List<Thread> threads = new ArrayList<>();
    // All of these: ingress only.
    private final int slots;
    private long lastPublished = -1;
    private long lastFreed = -1;
    private long lastTimeNs;
    private long lastContinue;
    private StatusWriter status = StatusWriter.NONE;
    private long nextStatusNs;
    /** What broke is known to the caller. */
    private boolean told;

    /** @param journal null: nothing is journaled, for measurements only */
    public FusedLoop(
            final StateMachine core,
            final JournalWriter journal,
            final Gate gate,
            final InputProbe probe,
            final FusedSettings settings,
            final Clock clock,
            final long firstSequence,
            final long silenceNs,
            final InputSource commands,
            final InputSource executions,
            final InputSource... feeds) {
        stallLimitNs = settings.stallLimitNs();
        slots = settings.slots();
        journalPulse = new StagePulse(Stage.JOURNAL, firstSequence);
        final StagePulse corePulse = new StagePulse(Stage.CORE, firstSequence);
        final StagePulse gatePulse = new StagePulse(Stage.GATE, firstSequence);
        pulses = journal == null ? List.of(corePulse, gatePulse) : List.of(journalPulse, corePulse, gatePulse);
        ringRoom = boundedWait("room on the ring of inputs", settings, heartbeat);
        outputRoom = boundedWait("room for outputs of the core", settings, corePulse.heartbeat());
        final OutputRing outputs = new OutputRing(settings.outputBytes(), outputRoom);
        coreHandler = new CoreHandler(core, outputs, failure, corePulse);
        final BoundedWait forCore = boundedWait("the core", settings, gatePulse.heartbeat());
        gateHandler = new GateHandler(gate, outputs, journal, probe, forCore, failure, gatePulse);
        journalHandler = journal == null ? null : new JournalHandler(journal, journalPulse);
        disruptor = new Disruptor<>(
                InputSlot::new, slots, this::newThread, ProducerType.SINGLE, new StageWait(settings.waitMode()));
        disruptor.setDefaultExceptionHandler(failure);
        if (journalHandler == null) {
            disruptor.handleEventsWith(coreHandler);
            disruptor.handleEventsWith(gateHandler);
        } else if (settings.leaveBeforeRecord()) {
            gateHandler.leaveBeforeRecord(
                    journalHandler,
                    boundedWait("the record of an input", settings, gatePulse.heartbeat()),
                    settings.outputBytes());
            disruptor.handleEventsWith(journalHandler);
            disruptor.handleEventsWith(coreHandler);
            disruptor.handleEventsWith(gateHandler);
        } else {
            disruptor.handleEventsWith(journalHandler);
            disruptor.handleEventsWith(coreHandler);
            disruptor.after(journalHandler).handleEventsWith(gateHandler);
        }
        ring = disruptor.getRingBuffer();
        ingress = new Ingress(
                clock,
                new DemandOfCore(),
                this,
                firstSequence,
                silenceNs,
                gate.notSentSource(),
                commands,
                executions,
                feeds);
    }

    private BoundedWait boundedWait(final String what, final FusedSettings settings, final Heartbeat ofWaiting) {
        return new BoundedWait(what, settings.waitMode(), settings.stallLimitNs(), failure, ofWaiting);
    }

    private Thread newThread(final Runnable stage) {
        final Thread thread = new Thread(stage, "tiercel-stage");
        thread.setUncaughtExceptionHandler(failure);
        // One that hangs must not keep the process from ending.
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    @Override
    @ColdPath
    public void statusTo(final StatusWriter writer) {
        status = writer;
        coreHandler.statusTo(writer);
        gateHandler.statusTo(writer);
    }

    @Override
    @ColdPath
    public void stampsTo(final StageStamps stamps) {
        coreHandler.stampsTo(stamps);
        gateHandler.stampsTo(stamps);
        if (journalHandler != null) {
            journalHandler.stampsTo(stamps);
        }
    }

    @Override
    @ColdPath
    public void holdUntilSynced(final CommitPoint commit, final int maxHeld) {
        gateHandler.holdUntilSynced(commit, maxHeld);
    }

    @Override
    @ColdPath
    public long heldCount() {
        return gateHandler.heldCount();
    }

    @Override
    @ColdPath
    public void start(final Consumer<Stage> onThread) {
        pulses.forEach(pulse -> pulse.onStart(onThread));
        disruptor.start();
    }

    @Override
    public int doWork() {
        if (failure.first() != null) {
            throw broken();
        }
        final int workCount = ingress.poll();
        if (lastTimeNs >= nextStatusNs) {
            nextStatusNs = lastTimeNs + STATUS_INTERVAL_NS;
            status.onIngress(lastTimeNs);
        }
        return workCount;
    }

    @Override
    public Ingress ingress() {
        return ingress;
    }

    @Override
    public Heartbeat heartbeat() {
        return heartbeat;
    }

    @Override
    @ColdPath
    public List<StagePulse> stages() {
        return pulses;
    }

    /** By the thread of ingress. */
    @Override
    public void onInput(
            final long sequence, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        if (length > InputSlot.MAX_LENGTH) {
            throw tooLong(sequence, length);
        }
        awaitRoom(1);
        // Not the ring's own next(): it would look for room again, and wants one thread for ever. Here the one that
        // opens
        // the session hands over to the engine's.
        lastPublished++;
        final InputSlot slot = ring.get(lastPublished);
        slot.set(sequence, timeNs, buffer, offset, length);
        lastTimeNs = timeNs;
        if (slot.templateId == ContinueDecoder.TEMPLATE_ID) {
            lastContinue = sequence;
        }
        ring.publish(lastPublished);
    }

    @Override
    public int room() {
        int room = slots - (int) (lastPublished - lastFreed);
        if (room <= slots / 2) {
            lastFreed = ring.getMinimumGatingSequence();
            room = slots - (int) (lastPublished - lastFreed);
        }
        return room;
    }

    @Override
    public void awaitRoom(final int inputCount) {
        if (room() < inputCount) {
            awaitFreed(lastPublished + inputCount - slots);
        }
    }

    private void awaitFreed(final long ringSequence) {
        ringRoom.begin();
        try {
            while (ring.getMinimumGatingSequence() < ringSequence) {
                ringRoom.pause();
            }
        } catch (final StageFailure.Stopped stopped) {
            throw broken();
        }
    }

    @Override
    @ColdPath
    public void settle() {
        if (ring.getMinimumGatingSequence() < lastPublished) {
            awaitFreed(lastPublished);
        }
    }

    /** How often ingress had to wait in the middle of a packet, or with words of its own, since the ring was full. */
    @Override
    public long ringFullCount() {
        return ringRoom.count();
    }

    /** How often the core had to wait since the gate had not yet taken its outputs. */
    @Override
    public long outputsFullCount() {
        return outputRoom.count();
    }

    @Override
    @ColdPath
    public void giveUp(final Throwable cause) {
        failure.note(cause);
    }

    @Override
    @ColdPath
    public boolean halt() {
        told = true;
        if (failure.first() == null) {
            failure.note(new IllegalStateException("the pipeline was halted"));
        }
        awaitJournal();
        return end();
    }

    /** The journal's thread has its own bound here: the others stop meanwhile. */
    @ColdPath
    private void awaitJournal() {
        final long startNs = System.nanoTime();
        while (journalHandler != null
                && journalHandler.written() < lastPublished
                && journalPulse.heartbeat().rounds() != Heartbeat.ENDED
                && System.nanoTime() - startNs < stallLimitNs) {
            WaitMode.PARK.pause(Integer.MAX_VALUE);
        }
    }

    @Override
    @ColdPath
    public boolean ended() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    @Override
    @ColdPath
    public long lastSequence() {
        return journalHandler == null ? ingress.lastSequence() : journalPulse.sequence();
    }

    @Override
    @ColdPath
    public long brokenSequence() {
        return failure.sequence() == 0 ? lastSequence() : failure.sequence();
    }

    @Override
    @ColdPath
    public void close() {
        if (failure.first() != null) {
            final boolean toldBefore = told;
            halt();
            if (!toldBefore) {
                throw broken();
            }
            return;
        }
        try {
            if (disruptor.hasStarted()) {
                settle();
            }
        } catch (final RuntimeException | Error broken) {
            halt();
            throw broken;
        }
        end();
    }

    private boolean end() {
        disruptor.halt();
        boolean ended = true;
        try {
            for (final Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, stallLimitNs);
                ended &= !thread.isAlive();
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            ended = false;
        }
        return ended;
    }

    @ColdPath
    private RuntimeException broken() {
        told = true;
        final Throwable first = failure.first();
        if (first instanceof Error error) {
            throw error;
        }
        return first instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("a stage of the pipeline broke", first);
    }

    @ColdPath
    private static IllegalArgumentException tooLong(final long sequence, final int length) {
        return new IllegalArgumentException("input " + sequence + " has " + length + " bytes, over the limit of "
                + InputSlot.MAX_LENGTH + "; send it in pieces");
    }

    /** As of the last input that the core is done with; what ingress has sequenced since then answers a part of it. */
    private final class DemandOfCore implements InputDemand {
        /** An input of that time or later makes the timer fire: no tick is needed any more. */
        @Override
        public long nextDeadlineNs() {
            final long deadlineNs = coreHandler.deadlineNs();
            return deadlineNs > lastTimeNs ? deadlineNs : NO_DEADLINE;
        }

        /** One Continue at a time is on its way. */
        @Override
        public boolean hasContinuation() {
            final long continuationOf = coreHandler.continuationOf();
            return continuationOf != 0 && continuationOf >= lastContinue;
        }
    }
}
