package io.tiercel.engine.boot.session;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.JournalPaceEncoder;
import io.tiercel.codecs.control.JournalRoomEncoder;
import io.tiercel.codecs.control.SessionEndEncoder;
import io.tiercel.codecs.control.StopRequestEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.Ingress;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.RingSource;
import io.tiercel.engine.observe.StatusPage;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.Heartbeat;
import io.tiercel.engine.pipeline.Pipeline;
import io.tiercel.engine.pipeline.StatusWriter;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Room;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Drives one engine from ready to stopped, one round at a time, whatever thread and clock it runs on: trading, then
 * stopping (strategies stop, open orders are cancelled and their ends awaited), then stopped.
 */
@HotPath
final class EngineLoop {
    private static final int REFERENCE_RING_BYTES = 1 << 20;
    private static final int REFERENCE_LIMIT = 10_000;
    /** The process's exit code. */
    private static final int HALTED = 4;

    private enum State {
        TRADING,
        STOPPING,
        STOPPED
    }

    private final Pipeline pipeline;
    private final TradingCore core;
    private final JournalWriter journal;
    private final SessionCommit commit;
    private final Gate gate;
    private final StatusWriter status;
    private final StatusPage page;
    private final Clock clock;
    private final long stopTimeoutNs;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(512));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RingSource referenceData = new RingSource(REFERENCE_RING_BYTES);
    private final InputSource.Consumer onReferenceData = this::onReferenceData;
    private State state = State.TRADING;
    private Room room = Room.AMPLE;
    private boolean slow;
    private long nextReferenceNs;
    private long stopDeadlineNs;
    private boolean endsAwaited;
    private boolean outOfRoom;
    // Written by the thread that asks for the stop, read by the engine's.
    private volatile boolean stopRequested;

    EngineLoop(
            final Pipeline pipeline,
            final TradingCore core,
            final JournalWriter journal,
            final SessionCommit commit,
            final Gate gate,
            final StatusWriter status,
            final StatusPage page,
            final Clock clock,
            final long stopTimeoutNs) {
        this.pipeline = pipeline;
        this.core = core;
        this.journal = journal;
        this.commit = commit;
        this.gate = gate;
        this.status = status;
        this.page = page;
        this.clock = clock;
        this.stopTimeoutNs = stopTimeoutNs;
        page.state(StatusPage.State.TRADING);
    }

    /** From any thread. */
    void requestStop() {
        stopRequested = true;
    }

    /** Beats with each round; ends when trading has ended. */
    Heartbeat heartbeat() {
        return pipeline.heartbeat();
    }

    /** Where another thread puts changed reference data. */
    RingSource referenceData() {
        return referenceData;
    }

    private void onReferenceData(final DirectBuffer message, final int offset, final int length) {
        pipeline.ingress().sequenceNow(message, offset, length);
    }

    boolean stopped() {
        return state == State.STOPPED;
    }

    /** All open orders ended before the timeout, and nothing was lost on the way out. */
    boolean endedClean() {
        return endsAwaited && gate.lostCount() == 0;
    }

    /** One round; returns how many inputs it handled. */
    int doWork() {
        final int workCount = pipeline.doWork();
        final long nowNs = pipeline.ingress().lastTimeNs();
        if (nowNs >= nextReferenceNs) {
            nextReferenceNs = nowNs + Pipeline.STATUS_INTERVAL_NS;
            referenceData.poll(onReferenceData, REFERENCE_LIMIT);
        }
        if (journal.room() != room && state != State.STOPPED) {
            onRoom(journal.room());
        }
        commit.doWork();
        if (commit.slow() != slow && state != State.STOPPED) {
            onPace(!slow);
        }
        if (state == State.TRADING) {
            if (stopRequested) {
                startStop();
            }
        } else if (state == State.STOPPING) {
            continueStop();
        }
        if (state != State.STOPPED) {
            pipeline.heartbeat().beat();
        }
        return workCount;
    }

    /**
     * Without room for the journal nothing new is sent; when what was kept of it goes to its end, all is cancelled,
     * and the run ends while that can still be journaled.
     */
    private void onRoom(final Room newRoom) {
        if ((newRoom == Room.AMPLE) != (room == Room.AMPLE)) {
            final JournalRoomEncoder message = new JournalRoomEncoder();
            message.wrapAndApplyHeader(buffer, 0, header)
                    .full(newRoom == Room.AMPLE ? BooleanFlag.FALSE : BooleanFlag.TRUE);
            pipeline.ingress().sequenceNow(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
        }
        room = newRoom;
        if (newRoom == Room.EMERGENCY && !outOfRoom) {
            outOfRoom = true;
            pipeline.ingress().closeFeeds();
            if (state == State.TRADING) {
                startStop();
            }
        }
    }

    /** While the disk is too slow nothing new is sent; cancels and what is open are as ever. */
    private void onPace(final boolean newSlow) {
        slow = newSlow;
        final JournalPaceEncoder message = new JournalPaceEncoder();
        message.wrapAndApplyHeader(buffer, 0, header).slow(newSlow ? BooleanFlag.TRUE : BooleanFlag.FALSE);
        pipeline.ingress().sequenceNow(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    private void startStop() {
        state = State.STOPPING;
        page.state(StatusPage.State.STOPPING);
        stopDeadlineNs = clock.timeNs() + stopTimeoutNs;
        final StopRequestEncoder stopRequest = new StopRequestEncoder();
        stopRequest.wrapAndApplyHeader(buffer, 0, header).reserved((short) 0);
        pipeline.ingress().sequenceNow(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + stopRequest.encodedLength());
    }

    private void continueStop() {
        pipeline.settle();
        endsAwaited = core.openOrderCount() == 0 && !core.hasContinuation();
        if (endsAwaited || clock.timeNs() >= stopDeadlineNs) {
            state = State.STOPPED;
            gate.latch();
            // Nothing leaves any more, and bringing a journal to the disk may take longer than a round.
            pipeline.heartbeat().end();
            final SessionEndEncoder sessionEnd = new SessionEndEncoder();
            sessionEnd
                    .wrapAndApplyHeader(buffer, 0, header)
                    .reconciled(endsAwaited ? BooleanFlag.TRUE : BooleanFlag.FALSE)
                    .exitCode((short) (outOfRoom ? HALTED : endedClean() ? 0 : 1))
                    .reason(reason());
            final Ingress ingress = pipeline.ingress();
            ingress.sequenceNow(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + sessionEnd.encodedLength());
            pipeline.close();
            showLast();
            page.state(StatusPage.State.STOPPED);
            journal.sync();
        }
    }

    private String reason() {
        if (outOfRoom) {
            return "the disk of the journal is full";
        }
        return endsAwaited ? "stopped" : "open orders remained at the timeout";
    }

    /** The run ended since the disk of its journal is full. When {@link #stopped}. */
    boolean outOfRoom() {
        return outOfRoom;
    }

    /** When the next round is due at the latest, for a driver whose clock stands still until then. */
    long nextDeadlineNs() {
        return state == State.STOPPED ? Long.MAX_VALUE : pipeline.ingress().nextTickNs();
    }

    /**
     * Something broke, and nothing new leaves any more.
     *
     * @return whether {@link #fail} is next: if not, a thread of the pipeline hangs, and gate and journal are still its
     *         own; then the supervisor cancels
     */
    boolean halt() {
        final boolean halted = pipeline.halt();
        gate.latch();
        return halted;
    }

    /**
     * When all is halted: what can be cancelled is, past the core, and what was journaled is kept.
     *
     * @return how many venues could not be asked to cancel
     */
    int fail(final Throwable cause) {
        gate.latch();
        final int unreached = gate.massCancelAll();
        pipeline.heartbeat().end();
        state = State.STOPPED;
        page.state(StatusPage.State.STOPPED);
        try {
            journal.sync();
            showLast();
        } catch (final RuntimeException alsoBroken) {
            cause.addSuppressed(alsoBroken);
        }
        return unreached;
    }

    /** When the pipeline's threads have ended, so that all is this thread's. */
    private void showLast() {
        final long timeNs = pipeline.ingress().lastTimeNs();
        status.onIngress(timeNs);
        status.onCore(timeNs);
        status.onGate(timeNs);
    }
}
