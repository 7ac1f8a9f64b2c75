package io.tiercel.engine.replay;

import io.tiercel.engine.replay.ReplayResult.Failure;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalReader;

/** One input of a journal, given to a core. */
final class CoreCall {
    private CoreCall() {}

    /** What the core throws is what a replay is to show, not a failure of the replay; null when it did not. */
    static Failure run(final StateMachine core, final JournalReader inputs, final Outputs outputs) {
        try {
            core.onEvent(
                    inputs.sequence(), inputs.timeNs(), inputs.buffer(), inputs.offset(), inputs.length(), outputs);
            return null;
        } catch (final OutOfMemoryError ofThisProcess) {
            throw ofThisProcess;
        } catch (final RuntimeException | Error thrown) {
            final StackTraceElement[] trace = thrown.getStackTrace();
            final String place = trace.length == 0 ? "" : " at " + trace[0];
            return new Failure(inputs.sequence(), (thrown + place).replaceAll("\\R", " "));
        }
    }
}
