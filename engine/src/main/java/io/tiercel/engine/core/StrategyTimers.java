package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.state.TimerQueue;
import io.tiercel.engine.state.Timers;

/**
 * The timers that strategies start. One strategy runs at most a quarter of all timers there can be, so that none
 * leaves the others, or the orders that wait for an answer, without; it cancels only its own.
 */
@HotPath
final class StrategyTimers {
    private static final int SECTION = 0x5354494D;
    private static final int PARTS = 4;
    private static final long MAX_DELAY_NS = Long.MAX_VALUE / 4;

    private final TimerQueue timers;
    private final int[] counts;
    private final int limit;

    StrategyTimers(final TimerQueue timers, final int maxStrategies) {
        this.timers = timers;
        counts = new int[maxStrategies + 1];
        limit = Math.max(1, timers.capacity() / PARTS);
    }

    /** How many timers one strategy can run. */
    int limit() {
        return limit;
    }

    int count(final int strategyId) {
        return counts[strategyId];
    }

    /** The timer's id, or {@link Timers#NONE} when the strategy, or all together, run as many as they can. */
    long start(final int strategyId, final long timeNs, final long delayNs, final long data) {
        if (counts[strategyId] >= limit) {
            return Timers.NONE;
        }
        // At least 1 ns: a timer that restarts itself must not fire again within the same input.
        final long deadlineNs = timeNs + Math.min(Math.max(1, delayNs), MAX_DELAY_NS);
        final long timerId = timers.schedule(deadlineNs, Timers.Owner.STRATEGY, strategyId, data);
        if (timerId != Timers.NONE) {
            counts[strategyId]++;
        }
        return timerId;
    }

    /** False when it is not this strategy's, or does not run. */
    boolean cancel(final int strategyId, final long timerId) {
        if (!timers.cancel(timerId, Timers.Owner.STRATEGY, strategyId)) {
            return false;
        }
        counts[strategyId]--;
        return true;
    }

    /** One of this strategy's has run out. */
    void onFired(final int strategyId) {
        counts[strategyId]--;
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        for (final int count : counts) {
            writer.putInt(count);
        }
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = reader.takeInt();
        }
    }
}
