package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** How far a fast average stands above a slow one, in basis points of the slow one. */
@HotPath
final class Trend extends Signal {
    private static final int SECTION = 0x5349473A;

    private final Signal fast;
    private final Signal slow;

    Trend(final Signal fast, final Signal slow) {
        this.fast = fast;
        this.slow = slow;
    }

    @Override
    public void onSignal(final Signal upstream, final long timeNs) {
        final double base = slow.value();
        if (fast.ready() && slow.ready() && base > 0) {
            value((fast.value() - base) / base * Units.BASIS_POINTS);
            ready(true);
        }
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putDouble(value());
        writer.putBoolean(ready());
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        value(reader.takeDouble());
        ready(reader.takeBoolean());
    }
}
