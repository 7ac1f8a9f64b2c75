package io.tiercel.bench.rig;

import io.tiercel.engine.boot.configuration.Durability;
import io.tiercel.engine.pipeline.WaitMode;
import java.nio.file.Path;

/**
 * @param waitMode     how the threads of the fused layout wait for each other; null: the inline layout
 * @param upkeepRounds after so many rounds the engine's thread looks after the media driver
 * @param journal      an empty folder, or null: nothing is journaled
 * @param durability   what the record of a tick survives before its order leaves
 */
public record RigSettings(
        int pairs,
        int pings,
        int warmUpPairs,
        int rigProcessor,
        int engineProcessor,
        WaitMode waitMode,
        int upkeepRounds,
        Path journal,
        long blockBytes,
        Durability.Level durability) {
    private static final int MAX_PINGS = 1_000_000;

    public RigSettings {
        if (journal == null && durability != Durability.Level.PROCESS) {
            throw new IllegalArgumentException("durability " + durability + " needs a journal");
        }
        if (pairs < 1 || pings < 1 || pings > MAX_PINGS || warmUpPairs < 0 || upkeepRounds < 1) {
            throw new IllegalArgumentException(pairs + " pairs of " + pings + " pings after " + warmUpPairs
                    + ", upkeep after " + upkeepRounds + " rounds: at least 1 pair, from 1 to " + MAX_PINGS
                    + " pings, no warm-up below 0, at least 1 round");
        }
    }
}
