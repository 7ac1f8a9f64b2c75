package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Counts refusals per strategy and second. A strategy that answers each refusal with another order would keep the
 * core busy for ever: beyond the limit it is to be disabled.
 */
@HotPath
final class RefusalWatch {
    /** Refusals in one second that no strategy in its right mind collects. */
    static final int LIMIT = 10_000;

    private static final int SECTION = 0x52465553;
    private static final long SECOND_NS = 1_000_000_000L;

    private final long[] secondBeginNs;
    private final int[] count;

    RefusalWatch(final int maxStrategies) {
        secondBeginNs = new long[maxStrategies + 1];
        count = new int[maxStrategies + 1];
    }

    /** Whether this refusal is one too many. */
    boolean exceeds(final int strategyId, final long timeNs) {
        if (timeNs - secondBeginNs[strategyId] >= SECOND_NS) {
            secondBeginNs[strategyId] = timeNs;
            count[strategyId] = 0;
        }
        return ++count[strategyId] == LIMIT + 1;
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        for (int i = 0; i < count.length; i++) {
            writer.putLong(secondBeginNs[i]);
            writer.putInt(count[i]);
        }
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        for (int i = 0; i < count.length; i++) {
            secondBeginNs[i] = reader.takeLong();
            count[i] = reader.takeInt();
        }
    }
}
