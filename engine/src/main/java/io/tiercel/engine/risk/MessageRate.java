package io.tiercel.engine.risk;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * How many messages each strategy sent in the last second, exactly: the times of the last ones stand in a ring as
 * large as the limit, so with a limit of n a message may go when the n-th before it is a second old or more. No
 * interval of less than a second holds more than n. Only a limit that is raised takes memory.
 */
@HotPath
final class MessageRate {
    static final long WINDOW_NS = 1_000_000_000L;

    private final long[][] times;
    private final int[] next;
    private final int[] count;

    MessageRate(final int maxStrategies) {
        times = new long[maxStrategies + 1][0];
        next = new int[maxStrategies + 1];
        count = new int[maxStrategies + 1];
    }

    /** Makes room to watch a limit. */
    void reserve(final int strategyId, final long limit) {
        final long[] old = times[strategyId];
        if (limit <= old.length) {
            return;
        }
        final long[] larger = new long[(int) limit];
        for (int i = 0; i < count[strategyId]; i++) {
            larger[i] = time(strategyId, count[strategyId] - i);
        }
        times[strategyId] = larger;
        next[strategyId] = count[strategyId];
    }

    /** Whether one more would be beyond the limit. */
    boolean exhausted(final int strategyId, final long limit, final long timeNs) {
        if (count[strategyId] < limit) {
            return false;
        }
        return limit == 0 || timeNs - time(strategyId, (int) limit) < WINDOW_NS;
    }

    void record(final int strategyId, final long timeNs) {
        final long[] ring = times[strategyId];
        final int index = next[strategyId];
        ring[index] = timeNs;
        next[strategyId] = index + 1 == ring.length ? 0 : index + 1;
        if (count[strategyId] < ring.length) {
            count[strategyId]++;
        }
    }

    /** How many were sent in the second before this time, as far as the ring remembers: for explanations. */
    int recent(final int strategyId, final long timeNs) {
        int recent = 0;
        while (recent < count[strategyId] && timeNs - time(strategyId, recent + 1) < WINDOW_NS) {
            recent++;
        }
        return recent;
    }

    /** The time of a message; 1 ago is the last one. */
    private long time(final int strategyId, final int ago) {
        final long[] ring = times[strategyId];
        final int index = (next[strategyId] == 0 ? ring.length : next[strategyId]) - ago;
        return ring[index < 0 ? index + ring.length : index];
    }

    /** Of those that are a second older than the last one nothing depends any more: they are not written. */
    void snapshotTo(final StateWriter writer) {
        for (int strategyId = 1; strategyId < times.length; strategyId++) {
            int written = 0;
            while (written < count[strategyId] && time(strategyId, 1) - time(strategyId, written + 1) < WINDOW_NS) {
                written++;
            }
            writer.putInt(written);
            for (int ago = written; ago > 0; ago--) {
                writer.putLong(time(strategyId, ago));
            }
        }
    }

    /** After the limits were restored and {@link #reserve} was called for them. */
    void restoreFrom(final StateReader reader) {
        for (int strategyId = 1; strategyId < times.length; strategyId++) {
            next[strategyId] = 0;
            count[strategyId] = 0;
            final int written = reader.takeInt();
            reserve(strategyId, written);
            for (int i = 0; i < written; i++) {
                record(strategyId, reader.takeLong());
            }
        }
    }
}
