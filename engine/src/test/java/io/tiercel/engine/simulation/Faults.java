package io.tiercel.engine.simulation;

import java.util.Random;
import java.util.TreeMap;

/** The one source of chance of a simulation: whether a fault comes now, and how many of each there were. */
final class Faults {
    private final Random random;
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final Rates storm;
    private Rates rates;
    private long steps;
    private boolean dead;

    Faults(final long seed) {
        random = new Random(seed);
        storm = Rates.draw(random);
        rates = storm;
    }

    Random random() {
        return random;
    }

    /** Of now. */
    Rates rates() {
        return rates;
    }

    void calm(final boolean calm) {
        rates = calm ? Rates.NONE : storm;
    }

    /** Whether it comes, by its rate. */
    boolean comes(final String fault, final double rate) {
        if (rate > 0 && random.nextDouble() < rate) {
            counts.merge(fault, 1L, Long::sum);
            return true;
        }
        return false;
    }

    /** A place at which the process can end. */
    void step() {
        if (dead) {
            throw new Killed();
        }
        steps++;
        if (comes("kill", rates.kill())) {
            dead = true;
            throw new Killed();
        }
    }

    /** Another process begins. */
    void revive() {
        dead = false;
    }

    long steps() {
        return steps;
    }

    TreeMap<String, Long> counts() {
        return counts;
    }
}
