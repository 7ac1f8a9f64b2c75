package io.tiercel.engine.pipeline;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.Ingress;
import io.tiercel.engine.ingress.InputListener;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.CommitPoint;
import io.tiercel.journal.JournalWriter;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * The layout with no hop: ingress, journal, core and gate on one thread.
 *
 * <pre>
 *  poll ─► sequence ─► input record ─► core ─► order leaves ─► output record
 * </pre>
 *
 * An input's record is written before the core sees it, so nothing leaves before its cause is in the journal. An
 * output's record follows its leaving: a crash in between loses nothing, since outputs follow from inputs. An order
 * that has to wait until its cause is on the disk waits in the exit, and everything else goes on.
 */
@HotPath
public final class InlineLoop implements Pipeline, InputListener, Outputs {
    private static final int TEMPLATE_POSITION = MessageHeaderDecoder.templateIdEncodingOffset();

    private final StateMachine core;
    private final JournalWriter journal;
    private final InputProbe probe;
    private final OutputExit exit;
    private final Ingress ingress;
    private final Heartbeat heartbeat = new Heartbeat();
    private StatusWriter status = StatusWriter.NONE;
    private StageStamps stamps = StageStamps.NONE;
    private long nextStatusNs;
    private long inputTimeNs;

    /** @param journal null: nothing is journaled, for measurements only */
    public InlineLoop(
            final StateMachine core,
            final JournalWriter journal,
            final Gate gate,
            final InputProbe probe,
            final Clock clock,
            final long firstSequence,
            final long silenceNs,
            final InputSource commands,
            final InputSource executions,
            final InputSource... feeds) {
        this.core = core;
        this.journal = journal;
        this.probe = probe;
        exit = new OutputExit(gate, probe);
        ingress = new Ingress(
                clock, core, this, firstSequence, silenceNs, gate.notSentSource(), commands, executions, feeds);
    }

    @Override
    public int doWork() {
        exit.release();
        final int workCount = ingress.poll();
        if (workCount == 0 && journal != null) {
            journal.idle();
        }
        final long timeNs = ingress.lastTimeNs();
        if (timeNs >= nextStatusNs) {
            nextStatusNs = timeNs + STATUS_INTERVAL_NS;
            status.onIngress(timeNs);
            status.onCore(timeNs);
            status.onGate(timeNs);
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
    public void statusTo(final StatusWriter writer) {
        status = writer;
    }

    @Override
    @ColdPath
    public void stampsTo(final StageStamps newStamps) {
        stamps = newStamps;
    }

    @Override
    @ColdPath
    public void holdUntilSynced(final CommitPoint commit, final int maxHeld) {
        exit.holdUntilSynced(commit, maxHeld);
    }

    @Override
    @ColdPath
    public long heldCount() {
        return exit.heldCount();
    }

    @Override
    @ColdPath
    public void start(final Consumer<Stage> onThread) {
        // It has no thread of its own.
    }

    @Override
    @ColdPath
    public void settle() {
        // An input has gone through every stage when the next one comes.
    }

    @Override
    @ColdPath
    public List<StagePulse> stages() {
        return List.of();
    }

    @Override
    @ColdPath
    public void giveUp(final Throwable cause) {
        // Nothing to break off but the thread that drives it, which sees to that itself.
    }

    @Override
    @ColdPath
    public boolean halt() {
        return true;
    }

    @Override
    @ColdPath
    public boolean ended() {
        return true;
    }

    @Override
    @ColdPath
    public long lastSequence() {
        return ingress.lastSequence();
    }

    @Override
    @ColdPath
    public long brokenSequence() {
        return ingress.lastSequence();
    }

    @Override
    @ColdPath
    public long ringFullCount() {
        return 0;
    }

    @Override
    @ColdPath
    public long outputsFullCount() {
        return 0;
    }

    @Override
    @ColdPath
    public void close() {
        // As settle.
    }

    @Override
    public void onInput(
            final long sequence, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        final int templateId = templateId(buffer, offset);
        inputTimeNs = timeNs;
        if (journal != null) {
            journal.appendInput(sequence, timeNs, templateId, buffer, offset, length);
            stamps.onJournaled(sequence);
        }
        exit.startInput(templateId);
        stamps.onCore(sequence);
        core.onEvent(sequence, timeNs, buffer, offset, length, this);
        probe.onInputDone(sequence, timeNs, templateId, buffer, offset, length);
        stamps.onInputDone(sequence, timeNs, templateId);
    }

    @Override
    public void onOutput(
            final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        final int templateId = templateId(buffer, offset);
        final boolean left = exit.onOutput(cause, inputTimeNs, templateId, buffer, offset, length);
        if (journal != null) {
            journal.appendOutput(cause, ordinal, inputTimeNs, templateId, buffer, offset, length);
        }
        stamps.onOutputJournaled(templateId, left);
    }

    private static int templateId(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + TEMPLATE_POSITION, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
