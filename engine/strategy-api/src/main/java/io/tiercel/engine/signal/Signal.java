package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * One streaming calculation on one instrument. It does O(1) work per event, allocates nothing after construction, and
 * is a function of what it is called with. Value and readiness are fields here, since whoever reads them would
 * otherwise call into another class for each signal.
 */
@HotPath
public abstract class Signal {
    private double value;
    private boolean ready;

    /** The instrument's book at the end of a packet that changed it. */
    public void onBook(final Book book, final long timeNs) {}

    /** A trade in the instrument. */
    public void onTrade(
            final Book book, final Side aggressorSide, final long priceNanos, final long quantity, final long timeNs) {}

    /** A signal that this one declared as its input has a new value. */
    public void onSignal(final Signal upstream, final long timeNs) {}

    /** The value now; without meaning until {@link #ready()}. */
    public final double value() {
        return value;
    }

    /** Whether enough was seen. Once true it stays true until the signal is reset. */
    public final boolean ready() {
        return ready;
    }

    protected final void value(final double newValue) {
        value = newValue;
    }

    protected final void ready(final boolean newReady) {
        ready = newReady;
    }

    /** All that the signal's later values depend on, {@link #value} and {@link #ready} with it. */
    public abstract void snapshotTo(StateWriter writer);

    public abstract void restoreFrom(StateReader reader);
}
