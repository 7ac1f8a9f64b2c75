package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Counts what goes wrong and alerts at the 1st, 2nd, 4th, 8th … time, so that a broken feed cannot flood the outputs.
 * The alert's value is the count, its limit what was wrong.
 */
@HotPath
final class AlertLimiter {
    private static final int SECTION = 0x414c5254;
    private static final int CODES = 256;

    private final OutputEncoder outputs;
    private final long[] counts = new long[CODES];

    AlertLimiter(final OutputEncoder outputs) {
        this.outputs = outputs;
    }

    void count(final AlertCode code, final int instrumentId, final long detail) {
        final long count = ++counts[code.value()];
        if ((count & (count - 1)) == 0) {
            outputs.alert(code, 0, instrumentId, 0, count, detail);
        }
    }

    /** Counts what is an alert of its own. */
    void tally(final AlertCode code) {
        counts[code.value()]++;
    }

    long counted(final AlertCode code) {
        return counts[code.value()];
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        for (final long count : counts) {
            writer.putLong(count);
        }
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        for (int i = 0; i < CODES; i++) {
            counts[i] = reader.takeLong();
        }
    }
}
