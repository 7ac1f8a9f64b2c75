package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.replay.Recovered;
import java.util.Optional;

/**
 * What only the caller knows about a run.
 *
 * @param recovered     what a session before it left behind, from which this one goes on
 * @param firstSequence of the run's first input
 * @param startTimeNs   UTC; trading days are resolved from its date on
 * @param jars          with users' own strategies
 */
public record Opening(
        Optional<Recovered> recovered, long firstSequence, long startTimeNs, EngineCode code, StrategyJars jars) {}
