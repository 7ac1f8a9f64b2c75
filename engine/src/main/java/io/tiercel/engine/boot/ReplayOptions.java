package io.tiercel.engine.boot;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code replay} was asked for.
 *
 * @param journal   the journal's folder
 * @param verify    every output is compared with the recorded one
 * @param json      one JSON object on standard output and nothing else
 * @param from      first input of the range
 * @param to        last input of the range
 * @param speed     how many times faster than recorded; infinite: as fast as it goes
 * @param allowCode other code than the journal's may run
 */
record ReplayOptions(
        Path journal,
        boolean verify,
        boolean json,
        Optional<ReplayPoint> from,
        Optional<ReplayPoint> to,
        double speed,
        boolean allowCode) {
    /** All of it, as fast as it goes, by the code that wrote it. */
    ReplayOptions(final Path journal, final boolean verify, final boolean json) {
        this(journal, verify, json, Optional.empty(), Optional.empty(), ReplayConductor.MAX_SPEED, false);
    }

    boolean ranged() {
        return from.isPresent() || to.isPresent();
    }
}
