package io.tiercel.engine.boot.session;

import java.util.Map;

/**
 * How a live run came to its first round.
 *
 * @param toReadyMs       since the JVM began
 * @param warmUpMs        of these; 0 without a warm-up, and then nothing below is known
 * @param warmUpInputs    that the second core handled
 * @param warmUpOrders    that it sent
 * @param deoptimisations since then, on the engine's threads: how often each place of compiled code was given up; null
 *     when that is not known: when not asked for (engine.deoptimisations), without a warm-up, and after a signal
 */
public record Readiness(
        long toReadyMs, long warmUpMs, long warmUpInputs, long warmUpOrders, Map<String, Integer> deoptimisations) {
    /** Of all places. */
    public int deoptimisationCount() {
        return deoptimisations.values().stream().mapToInt(Integer::intValue).sum();
    }
}
