package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.HotPath;

/**
 * Times between arrivals of a self-exciting (Hawkes) process with an exponential kernel, drawn exactly (Dassios and
 * Zhao: Exact simulation of Hawkes process with exponentially decaying intensity, 2013). Every arrival makes others
 * more likely for a while, so they come in bursts. State: the excitation, and the random numbers it shares with its
 * owner.
 */
@HotPath
final class ArrivalClock {
    /** How many arrivals one arrival leads to, on average; below 1. */
    private static final double BRANCHING = 0.7;
    /** The memory is about as long as so many arrivals take on average. */
    private static final double MEMORY_ARRIVALS = 30;

    private final Randomness random;
    private final double baseRate;
    private final double decayRate;
    private final double jump;
    private double excitation;

    /** @param ratePerSecond on average, more than 0 */
    ArrivalClock(final double ratePerSecond, final Randomness random) {
        this.random = random;
        baseRate = ratePerSecond * (1 - BRANCHING);
        decayRate = ratePerSecond / MEMORY_ARRIVALS;
        jump = BRANCHING * decayRate;
        excitation = ratePerSecond - baseRate;
    }

    /** Seconds until the next arrival, which is counted. */
    double next() {
        final double byBase = random.nextExponential() / baseRate;
        // What is left of the excitation if its own next arrival comes first; that never comes when this is not
        // positive.
        final double left = 1 + decayRate * StrictMath.log(random.nextPositive()) / excitation;
        if (left > 0) {
            final double byExcitation = -StrictMath.log(left) / decayRate;
            if (byExcitation < byBase) {
                excitation = excitation * left + jump;
                return byExcitation;
            }
        }
        excitation = excitation * StrictMath.exp(-decayRate * byBase) + jump;
        return byBase;
    }

    double excitation() {
        return excitation;
    }

    void excitation(final double value) {
        excitation = value;
    }
}
