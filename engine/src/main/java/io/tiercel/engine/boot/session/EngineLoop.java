package io.tiercel.engine.boot.session;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.SessionEndEncoder;
import io.tiercel.codecs.control.StopRequestEncoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.Ingress;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.RingSource;
import io.tiercel.engine.observe.CoreStatus;
import io.tiercel.engine.pipeline.Gate;
import io.tiercel.engine.pipeline.Heartbeat;
import io.tiercel.engine.pipeline.InlineLoop;
import io.tiercel.journal.JournalWriter;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Drives one engine from ready to stopped, one round at a time, whatever thread and clock it runs on: trading, then
 * stopping (strategies stop, open orders are cancelled and their ends awaited), then stopped.
 */
@HotPath
final class EngineLoop {
    private static final long STATUS_INTERVAL_NS = 250_000_000L;
    private static final int REFERENCE_RING_BYTES = 1 << 20;
    private static final int REFERENCE_LIMIT = 10_000;

    private enum State {
        TRADING,
        STOPPING,
        STOPPED
    }

    private final InlineLoop loop;
    private final TradingCore core;
    private final JournalWriter journal;
    private final Gate gate;
    private final CoreStatus status;
    private final Clock clock;
    private final long stopTimeoutNs;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(512));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RingSource referenceData = new RingSource(REFERENCE_RING_BYTES);
    private final InputSource.Consumer onReferenceData = this::onReferenceData;
    private final Heartbeat heartbeat = new Heartbeat();
    private State state = State.TRADING;
    private long nextStatusNs;
    private long stopDeadlineNs;
    private boolean endsAwaited;
    // Written by the thread that asks for the stop, read by the engine's.
    private volatile boolean stopRequested;

    EngineLoop(
            final InlineLoop loop,
            final TradingCore core,
            final JournalWriter journal,
            final Gate gate,
            final CoreStatus status,
            final Clock clock,
            final long stopTimeoutNs) {
        this.loop = loop;
        this.core = core;
        this.journal = journal;
        this.gate = gate;
        this.status = status;
        this.clock = clock;
        this.stopTimeoutNs = stopTimeoutNs;
    }

    /** From any thread. */
    void requestStop() {
        stopRequested = true;
    }

    /** Beats with each round; ends when trading has ended. */
    Heartbeat heartbeat() {
        return heartbeat;
    }

    /** Where another thread puts changed reference data. */
    RingSource referenceData() {
        return referenceData;
    }

    private void onReferenceData(final DirectBuffer message, final int offset, final int length) {
        loop.ingress().sequenceNow(message, offset, length);
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
        final int workCount = loop.doWork();
        final long nowNs = loop.ingress().lastTimeNs();
        if (nowNs >= nextStatusNs) {
            nextStatusNs = nowNs + STATUS_INTERVAL_NS;
            status.publish(nowNs, journal.bytesWritten());
            referenceData.poll(onReferenceData, REFERENCE_LIMIT);
        }
        if (state == State.TRADING) {
            if (stopRequested) {
                startStop();
            }
        } else if (state == State.STOPPING) {
            continueStop();
        }
        if (state != State.STOPPED) {
            heartbeat.beat();
        }
        return workCount;
    }

    private void startStop() {
        state = State.STOPPING;
        stopDeadlineNs = clock.timeNs() + stopTimeoutNs;
        final StopRequestEncoder stopRequest = new StopRequestEncoder();
        stopRequest.wrapAndApplyHeader(buffer, 0, header).reserved((short) 0);
        loop.ingress().sequenceNow(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + stopRequest.encodedLength());
    }

    private void continueStop() {
        endsAwaited = core.openOrderCount() == 0 && !core.hasContinuation();
        if (endsAwaited || clock.timeNs() >= stopDeadlineNs) {
            state = State.STOPPED;
            gate.latch();
            // Nothing leaves any more, and bringing a journal to the disk may take longer than a round.
            heartbeat.end();
            final SessionEndEncoder sessionEnd = new SessionEndEncoder();
            sessionEnd
                    .wrapAndApplyHeader(buffer, 0, header)
                    .reconciled(endsAwaited ? BooleanFlag.TRUE : BooleanFlag.FALSE)
                    .exitCode((short) (endedClean() ? 0 : 1))
                    .reason(endsAwaited ? "stopped" : "open orders remained at the timeout");
            final Ingress ingress = loop.ingress();
            ingress.sequenceNow(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + sessionEnd.encodedLength());
            status.publish(ingress.lastTimeNs(), journal.bytesWritten());
            journal.sync();
        }
    }

    /** When the next round is due at the latest, for a driver whose clock stands still until then. */
    long nextDeadlineNs() {
        return state == State.STOPPED ? Long.MAX_VALUE : loop.ingress().nextTickNs();
    }

    /**
     * Something broke: nothing new leaves, what can be cancelled is, past the core, and what was journaled is kept.
     *
     * @return how many venues could not be asked to cancel
     */
    int fail(final Throwable cause) {
        gate.latch();
        final int unreached = gate.massCancelAll();
        heartbeat.end();
        state = State.STOPPED;
        try {
            journal.sync();
        } catch (final RuntimeException alsoBroken) {
            cause.addSuppressed(alsoBroken);
        }
        return unreached;
    }
}
