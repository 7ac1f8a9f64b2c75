package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.HotPath;

/**
 * The price that the background traders believe in, in ticks: a random walk whose volatility changes between regimes,
 * plus what trades push it.
 */
@HotPath
final class FundamentalPrice {
    /** Calm, usual, stormy: factors of the configured volatility. */
    private static final double[] REGIMES = {0.4, 1, 2.5};

    private static final double MEAN_REGIME_SECONDS = 4;
    private static final int USUAL = 1;

    private final Randomness random;
    private final double volatility;
    private final double floor;
    private double ticks;
    private double regimeSeconds;
    private int regime = USUAL;

    /** @param volatility in ticks per square root of a second, in the usual regime */
    FundamentalPrice(final double startTicks, final double volatility, final Randomness random) {
        this.random = random;
        this.volatility = volatility;
        floor = startTicks / 4;
        ticks = startTicks;
        regimeSeconds = random.nextExponential() * MEAN_REGIME_SECONDS;
    }

    double ticks() {
        return ticks;
    }

    void advance(final double seconds) {
        regimeSeconds -= seconds;
        if (regimeSeconds <= 0) {
            // The usual regime lies between the others: a storm does not follow on a calm at once.
            regime = regime == USUAL ? (random.nextBoolean() ? 0 : 2) : USUAL;
            regimeSeconds = random.nextExponential() * MEAN_REGIME_SECONDS;
        }
        push(volatility * REGIMES[regime] * Math.sqrt(seconds) * random.nextNormal());
    }

    /** Moves it; far down it is reflected, so that a book always has room below. */
    void push(final double byTicks) {
        ticks += byTicks;
        if (ticks < floor) {
            ticks = 2 * floor - ticks;
        }
    }
}
