package io.tiercel.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.Outputs;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Stream;
import org.agrona.DirectBuffer;

/**
 * Lets the outputs of an input leave as soon as its record is written, while the core may still be at work on it, and
 * writes their records. The only thread on gate, probe and the stream of outputs.
 */
@HotPath
final class GateHandler implements EventHandler<InputSlot>, Outputs {
    private final Gate gate;
    private final OutputRing outputs;
    private final JournalWriter journal;
    private final InputProbe probe;
    private final BoundedWait core;
    private final StageFailure failure;
    private final StagePulse pulse;
    private StatusWriter status = StatusWriter.NONE;
    private StageStamps stamps = StageStamps.NONE;
    private long nextStatusNs;
    private long inputTimeNs;
    private Sequence done;

    /** @param core how the core is waited for */
    GateHandler(
            final Gate gate,
            final OutputRing outputs,
            final JournalWriter journal,
            final InputProbe probe,
            final BoundedWait core,
            final StageFailure failure,
            final StagePulse pulse) {
        this.gate = gate;
        this.outputs = outputs;
        this.journal = journal;
        this.probe = probe;
        this.core = core;
        this.failure = failure;
        this.pulse = pulse;
    }

    /** Before the start. */
    void statusTo(final StatusWriter writer) {
        status = writer;
    }

    /** Before the start. */
    void stampsTo(final StageStamps newStamps) {
        stamps = newStamps;
    }

    @Override
    @ColdPath
    public void onStart() {
        pulse.start();
    }

    @Override
    @ColdPath
    public void onShutdown() {
        pulse.end();
    }

    @Override
    public void onEvent(final InputSlot input, final long ringSequence, final boolean endOfBatch) {
        failure.stopIfFailed();
        pulse.begin(input.sequence);
        inputTimeNs = input.timeNs;
        gate.startInput();
        outputs.drainInput(input.sequence, this, core);
        probe.onInputDone(input.sequence, input.timeNs, input.templateId, input.message, 0, input.length);
        stamps.onInputDone(input.sequence, input.timeNs, input.templateId);
        if (input.timeNs >= nextStatusNs) {
            nextStatusNs = input.timeNs + Pipeline.STATUS_INTERVAL_NS;
            status.onGate(input.timeNs);
        }
        // Not at the end of the batch only: it is room on the ring.
        done.set(ringSequence);
    }

    @Override
    public void onOutput(
            final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        failure.stopIfFailed();
        final int templateId = InputSlot.templateId(buffer, offset);
        final boolean left = !Gate.isForVenue(templateId) || gate.send(templateId, buffer, offset, length);
        probe.onOutput(cause, inputTimeNs, templateId, left, buffer, offset, length);
        if (journal != null) {
            journal.appendOutput(cause, ordinal, inputTimeNs, templateId, buffer, offset, length);
        }
        stamps.onOutputJournaled(templateId, left);
    }

    @Override
    public void onTimeout(final long ringSequence) {
        failure.stopIfFailed();
        pulse.heartbeat().beat();
        if (journal != null) {
            journal.idle(Stream.OUTPUT);
        }
    }

    @Override
    public void setSequenceCallback(final Sequence sequence) {
        done = sequence;
    }
}
