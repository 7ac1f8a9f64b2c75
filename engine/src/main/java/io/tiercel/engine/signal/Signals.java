package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** All signals, updated in the order of their declaration: an input always comes before what is calculated from it. */
@HotPath
public final class Signals {
    public Signals(final int maxInstruments, final SignalListener listener) {}

    /** Adds a signal with its inputs, or finds the one with the same key. Only before trading begins. */
    public int declare(final SignalSpec spec) {
        return 0;
    }

    public Signal signal(final int signalId) {
        return null;
    }

    public String key(final int signalId) {
        return null;
    }

    public int signalCount() {
        return 0;
    }

    /** At the end of a packet, for each book that it changed. */
    public void onBook(final Book book, final long timeNs) {}

    public void onTrade(
            final Book book, final Side aggressorSide, final long priceNanos, final long quantity, final long timeNs) {}

    public void snapshotTo(final StateWriter writer) {}

    public void restoreFrom(final StateReader reader) {}
}
