package io.tiercel.engine.simulation;

import java.util.Locale;
import java.util.SortedMap;

/**
 * What became of one seed.
 *
 * @param invariant that does not hold, or null
 * @param found     expected and actual, or null
 * @param trace     a hash of all that went into the engine and left it
 * @param steps     places at which the process could have been killed
 * @param faults    how many of each came
 */
record Outcome(
        long seed,
        String invariant,
        String found,
        long trace,
        long steps,
        long inputs,
        long orders,
        long fills,
        int restarts,
        SortedMap<String, Long> faults) {
    boolean held() {
        return invariant == null;
    }

    /** For a person, and enough to run it again. */
    String text() {
        return held()
                ? String.format(
                        Locale.ROOT,
                        "seed %d holds: %d steps, %d inputs, %d orders, %d fills, %d restarts, trace %016x %s",
                        seed,
                        steps,
                        inputs,
                        orders,
                        fills,
                        restarts,
                        trace,
                        faults)
                : String.format(
                        Locale.ROOT,
                        "seed %d FAILS at step %d: %s: %s%n  trace %016x; again: scripts/simulate --seed %d",
                        seed,
                        steps,
                        invariant,
                        found,
                        trace,
                        seed);
    }

    String json() {
        final StringBuilder text = new StringBuilder();
        text.append("{\"seed\": ").append(seed).append(", \"ok\": ").append(held());
        if (!held()) {
            text.append(", \"invariant\": ")
                    .append(quoted(invariant))
                    .append(", \"found\": ")
                    .append(quoted(found));
        }
        text.append(", \"step\": ").append(steps);
        text.append(", \"trace\": ").append(quoted(Long.toHexString(trace)));
        return text.append("}").toString();
    }

    private static String quoted(final String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
