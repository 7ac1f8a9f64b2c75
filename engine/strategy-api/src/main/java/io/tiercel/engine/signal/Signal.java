package io.tiercel.engine.signal;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * One streaming calculation on one instrument. It does O(1) work per event, allocates nothing after construction, and
 * is a function of what it is called with.
 */
public interface Signal {
    /** The instrument's book at the end of a packet that changed it. */
    default void onBook(final Book book, final long timeNs) {}

    /** A trade in the instrument. */
    default void onTrade(
            final Book book, final Side aggressorSide, final long priceNanos, final long quantity, final long timeNs) {}

    /** A signal that this one declared as its input has a new value. */
    default void onSignal(final Signal upstream, final long timeNs) {}

    /** The value now; without meaning until {@link #ready()}. */
    double value();

    /** Whether enough was seen. Once true it stays true until the signal is reset. */
    boolean ready();

    void snapshotTo(StateWriter writer);

    void restoreFrom(StateReader reader);
}
