package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * 1 while trading is allowed, else 0: volatility came inside the band to enter and has not yet left the wider band to
 * stay in. The two bands keep it from flickering when volatility stands at a threshold.
 */
@HotPath
final class VolatilityFilter extends Signal {
    private static final int SECTION = 0x53494737;

    private final double enterLow;
    private final double enterHigh;
    private final double leaveLow;
    private final double leaveHigh;

    private boolean allowed;

    VolatilityFilter(final double enterLow, final double enterHigh, final double leaveLow, final double leaveHigh) {
        this.enterLow = enterLow;
        this.enterHigh = enterHigh;
        this.leaveLow = leaveLow;
        this.leaveHigh = leaveHigh;
    }

    @Override
    public void onSignal(final Signal upstream, final long timeNs) {
        final double volatility = upstream.value();
        allowed = allowed
                ? volatility >= leaveLow && volatility <= leaveHigh
                : volatility >= enterLow && volatility <= enterHigh;
        value(allowed ? 1 : 0);
        ready(true);
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putBoolean(allowed);
        writer.putBoolean(ready());
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        allowed = reader.takeBoolean();
        value(allowed ? 1 : 0);
        ready(reader.takeBoolean());
    }
}
