package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** How far the mid of one instrument stands above the line that a hedge ratio draws through another's. */
@HotPath
final class Spread extends Signal {
    private static final int SECTION = 0x5349473F;

    private final HedgeRatio line;

    Spread(final HedgeRatio line) {
        this.line = line;
    }

    @Override
    public void onSignal(final Signal upstream, final long timeNs) {
        ready(line.ready());
        if (line.ready()) {
            value(line.residual());
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
