package io.tiercel.engine.replay;

import io.tiercel.journal.JournalFault;
import java.util.List;

/**
 * What a replay found.
 *
 * @param events            inputs of the range that were run
 * @param outputs           outputs that came of them
 * @param unrecorded        of these inputs those at the end whose outputs the journal does not hold (a crash cut them
 *          off): no divergence
 * @param digest            of all outputs and the final state
 * @param divergence        the first difference, or null
 * @param context           what stands around that difference; null without one
 * @param failure           at which input the core failed, or null; nothing was run after it
 * @param faults            what is wrong with the journal itself: of inputs and outputs the first each
 * @param coverage          how much of the journal that was
 * @param durationNs        how long it took
 */
public record ReplayResult(
        long events,
        long outputs,
        long unrecorded,
        long digest,
        Divergence divergence,
        DivergenceContext context,
        Failure failure,
        List<JournalFault> faults,
        Coverage coverage,
        long durationNs) {
    /**
     * Every recorded output came out again, and the journal is whole. A core that fails at the last input, or the last
     * one that anything was recorded of in the layout with a ring, does what it did when the journal was written.
     */
    public boolean equal() {
        return divergence == null && faults.isEmpty();
    }

    public double eventsPerSecond() {
        return durationNs == 0 ? 0 : (coverage.skipped + events) * 1e9 / durationNs;
    }

    /**
     * Which part of the journal was looked at.
     *
     * @param startedAfter this input, with its state out of a snapshot; 0: at the journal's beginning
     * @param skipped      inputs before the range, run and not compared
     * @param lastSequence of the last input that was run; 0 without any
     * @param stopped      it was ended from outside before the range was over
     */
    public record Coverage(long startedAfter, long skipped, long lastSequence, boolean stopped) {}

    /**
     * The core threw.
     *
     * @param sequence of the input
     * @param by       what it threw, in one line
     */
    public record Failure(long sequence, String by) {}

    /**
     * Where recorded and replayed outputs first differ.
     *
     * @param sequence of the input
     * @param ordinal  of its output
     * @param field    what differs: a field of the message, or {@code kind}, {@code count}, {@code cause}, {@code core}
     *          (it failed here, and went on when the journal was written)
     */
    public record Divergence(long sequence, int ordinal, String field, String recorded, String replayed) {}
}
