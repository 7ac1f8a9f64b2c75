package io.tiercel.engine.replay;

import io.tiercel.journal.JournalFault;

/**
 * What a replay found.
 *
 * @param events            inputs that were run
 * @param outputs           outputs that came of them
 * @param unrecorded        inputs at the end whose outputs the journal does not hold (a crash cut them off): no
 *          divergence
 * @param digest            of all outputs and the final state
 * @param divergence        the first difference, or null
 * @param fault             what is wrong with the journal itself, or null
 * @param durationNs        how long it took
 */
public record ReplayResult(
        long events,
        long outputs,
        long unrecorded,
        long digest,
        Divergence divergence,
        JournalFault fault,
        long durationNs) {
    /** Every recorded output came out again, and the journal is whole. */
    public boolean equal() {
        return divergence == null && fault == null;
    }

    public double eventsPerSecond() {
        return durationNs == 0 ? 0 : events * 1e9 / durationNs;
    }

    /**
     * Where recorded and replayed outputs first differ.
     *
     * @param sequence of the input
     * @param ordinal  of its output
     * @param field    what differs: a field of the message, or {@code kind}, {@code count}, {@code cause}
     */
    public record Divergence(long sequence, int ordinal, String field, String recorded, String replayed) {}
}
