package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Idle;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** How a thread waits, as the configuration names it. */
final class IdleStrategies {
    private static final long SLEEP_NS = 100_000;
    private static final long MAX_SPINS = 200;
    private static final long MAX_YIELDS = 20;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 100_000;

    private IdleStrategies() {}

    static IdleStrategy of(final Idle idle) {
        return switch (idle) {
            case AUTO -> throw new IllegalArgumentException("auto has to be decided before");
            case SPIN -> BusySpinIdleStrategy.INSTANCE;
            case YIELD -> YieldingIdleStrategy.INSTANCE;
            case BACKOFF -> new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
            case SLEEP -> new SleepingIdleStrategy(SLEEP_NS);
        };
    }
}
