package io.tiercel.engine.boot.reference;

/**
 * What only the caller knows about a run.
 *
 * @param recovered     whether a journal came before and state was taken over from it
 * @param firstSequence of the run's first input
 * @param startTimeNs   UTC; trading days are resolved from its date on
 */
public record Opening(boolean recovered, long firstSequence, long startTimeNs, EngineCode code) {}
