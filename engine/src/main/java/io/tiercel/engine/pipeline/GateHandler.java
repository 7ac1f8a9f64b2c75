package io.tiercel.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.Outputs;
import io.tiercel.journal.CommitPoint;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Stream;
import org.agrona.DirectBuffer;

/**
 * Lets the outputs of an input leave as soon as its record is written, while the core may still be at work on it, and
 * writes their records. The only thread on gate, probe and the stream of outputs.
 */
@HotPath
final class GateHandler implements EventHandler<InputSlot>, Outputs {
    private final OutputRing outputs;
    private final JournalWriter journal;
    private final InputProbe probe;
    private final BoundedWait core;
    private final StageFailure failure;
    private final StagePulse pulse;
    private final OutputExit exit;
    /** Null: the input's record is written when its outputs come. */
    private LateRecords late;

    private JournalHandler inputs;
    private BoundedWait inputRecord;
    private StatusWriter status = StatusWriter.NONE;
    private StageStamps stamps = StageStamps.NONE;
    private long nextStatusNs;
    private long inputTimeNs;
    private long ringPosition;
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
        this.outputs = outputs;
        this.journal = journal;
        this.probe = probe;
        this.core = core;
        this.failure = failure;
        this.pulse = pulse;
        exit = new OutputExit(gate, probe);
    }

    /**
     * Before the start: outputs leave without waiting for the record of their input, and their own records follow it.
     * So the gate is one input ahead of the journal at the most.
     *
     * @param newInputRecord how the record is waited for
     * @param bytes          room for the outputs of an input
     */
    @ColdPath
    void leaveBeforeRecord(final JournalHandler newInputs, final BoundedWait newInputRecord, final int bytes) {
        inputs = newInputs;
        inputRecord = newInputRecord;
        late = new LateRecords(journal, bytes);
    }

    /** Before the start. */
    @ColdPath
    void holdUntilSynced(final CommitPoint commit, final int maxHeld) {
        exit.holdUntilSynced(commit, maxHeld);
    }

    /** Messages that had to wait for the disk. */
    long heldCount() {
        return exit.heldCount();
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
        ringPosition = ringSequence;
        exit.release();
        exit.startInput(input.templateId);
        outputs.drainInput(input.sequence, this, core);
        if (late != null) {
            writeLate(input.sequence);
        }
        exit.release();
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
        final boolean left = exit.onOutput(cause, inputTimeNs, templateId, buffer, offset, length);
        if (late != null) {
            recordLate(cause, ordinal, templateId, buffer, offset, length);
        } else if (journal != null) {
            journal.appendOutput(cause, ordinal, inputTimeNs, templateId, buffer, offset, length);
        }
        stamps.onOutputJournaled(templateId, left);
    }

    private void recordLate(
            final long cause,
            final int ordinal,
            final int templateId,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (!late.add(ordinal, templateId, buffer, offset, length)) {
            writeLate(cause);
            journal.appendOutput(cause, ordinal, inputTimeNs, templateId, buffer, offset, length);
        }
    }

    private void writeLate(final long cause) {
        if (inputs.written() < ringPosition) {
            inputRecord.begin();
            while (inputs.written() < ringPosition) {
                inputRecord.pause();
            }
        }
        late.write(cause, inputTimeNs);
    }

    @Override
    public void onTimeout(final long ringSequence) {
        failure.stopIfFailed();
        pulse.heartbeat().beat();
        exit.release();
        if (journal != null) {
            journal.idle(Stream.OUTPUT);
        }
    }

    @Override
    public void setSequenceCallback(final Sequence sequence) {
        done = sequence;
    }
}
