package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.strategies.StrategyJars;

/**
 * What only the caller knows about a run.
 *
 * @param recovered     whether a journal came before and state was taken over from it
 * @param firstSequence of the run's first input
 * @param startTimeNs   UTC; trading days are resolved from its date on
 * @param jars          with users' own strategies
 */
public record Opening(boolean recovered, long firstSequence, long startTimeNs, EngineCode code, StrategyJars jars) {}
