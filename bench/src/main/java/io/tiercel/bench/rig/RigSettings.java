package io.tiercel.bench.rig;

import java.nio.file.Path;

/** @param journal an empty folder, or null: nothing is journaled */
public record RigSettings(
        int pairs, int pings, int warmUpPairs, int rigProcessor, int engineProcessor, Path journal, long blockBytes) {
    private static final int MAX_PINGS = 1_000_000;

    public RigSettings {
        if (pairs < 1 || pings < 1 || pings > MAX_PINGS || warmUpPairs < 0) {
            throw new IllegalArgumentException(pairs + " pairs of " + pings + " pings after " + warmUpPairs
                    + ": at least 1 pair, from 1 to " + MAX_PINGS + " pings, no warm-up below 0");
        }
    }
}
