package io.tiercel.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateMachine;

/** Gives inputs to the core, and tells ingress which inputs the core needs. The only thread that touches the core. */
@HotPath
final class CoreHandler implements EventHandler<InputSlot> {
    private final StateMachine core;
    private final OutputRing outputs;
    private final StageFailure failure;
    private final StagePulse pulse;
    private StatusWriter status = StatusWriter.NONE;
    private StageStamps stamps = StageStamps.NONE;
    private long nextStatusNs;
    // Both are written here after each input and read by ingress.
    private final Sequence deadlineNs = new Sequence(StateMachine.NO_DEADLINE);
    private final Sequence continuationOf = new Sequence(0);

    CoreHandler(final StateMachine core, final OutputRing outputs, final StageFailure failure, final StagePulse pulse) {
        this.core = core;
        this.outputs = outputs;
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
        stamps.onCore(input.sequence);
        core.onEvent(input.sequence, input.timeNs, input.message, 0, input.length, outputs);
        deadlineNs.set(core.nextDeadlineNs());
        continuationOf.set(core.hasContinuation() ? input.sequence : 0);
        outputs.endInput(input.sequence);
        if (input.timeNs >= nextStatusNs) {
            nextStatusNs = input.timeNs + Pipeline.STATUS_INTERVAL_NS;
            status.onCore(input.timeNs);
        }
    }

    @Override
    public void onTimeout(final long ringSequence) {
        failure.stopIfFailed();
        pulse.heartbeat().beat();
    }

    /** As of the last input that the core is done with. Any thread. */
    long deadlineNs() {
        return deadlineNs.get();
    }

    /** The last input that the core is done with, if it left work; otherwise 0. Any thread. */
    long continuationOf() {
        return continuationOf.get();
    }
}
