package io.tiercel.engine.pipeline;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.Ingress;
import io.tiercel.engine.ingress.InputListener;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalWriter;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The layout with no hop: ingress, journal, core and gate on one thread.
 *
 * <pre>
 *  poll ─► sequence ─► input record ─► core ─► order leaves ─► output record
 * </pre>
 *
 * An input's record is written before the core sees it, so nothing leaves before its cause is in the journal. An
 * output's record follows its leaving: a crash in between loses nothing, since outputs follow from inputs.
 */
@HotPath
public final class InlineLoop implements InputListener, Outputs {
    private static final int TEMPLATE_POSITION = MessageHeaderDecoder.templateIdEncodingOffset();

    private final StateMachine core;
    private final JournalWriter journal;
    private final Gate gate;
    private final InputProbe probe;
    private final Ingress ingress;
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
        this.gate = gate;
        this.probe = probe;
        ingress = new Ingress(
                clock, core, this, firstSequence, silenceNs, gate.notSentSource(), commands, executions, feeds);
    }

    /** One round; returns how many inputs it handled. */
    public int doWork() {
        final int workCount = ingress.poll();
        if (workCount == 0 && journal != null) {
            journal.idle();
        }
        return workCount;
    }

    public Ingress ingress() {
        return ingress;
    }

    @Override
    public void onInput(
            final long sequence, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        final int templateId = templateId(buffer, offset);
        inputTimeNs = timeNs;
        if (journal != null) {
            journal.appendInput(sequence, timeNs, templateId, buffer, offset, length);
        }
        gate.startInput();
        core.onEvent(sequence, timeNs, buffer, offset, length, this);
        probe.onInputDone(timeNs, templateId, buffer, offset, length);
    }

    @Override
    public void onOutput(
            final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        final int templateId = templateId(buffer, offset);
        final boolean left = !Gate.isForVenue(templateId) || gate.send(templateId, buffer, offset, length);
        probe.onOutput(inputTimeNs, templateId, left, buffer, offset, length);
        if (journal != null) {
            journal.appendOutput(cause, ordinal, inputTimeNs, templateId, buffer, offset, length);
        }
    }

    private static int templateId(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + TEMPLATE_POSITION, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
