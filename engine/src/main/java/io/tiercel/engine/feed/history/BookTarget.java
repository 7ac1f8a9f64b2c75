package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MessageLine;

/** Where books are made. */
public interface BookTarget {
    /** A feed of its own, with instruments of its own; from 1. */
    int newFeed();

    /** Where the instruments of a feed are entered; their quantities are whole. */
    default InstrumentDirectory instruments(final int feedId, final boolean byOrder) {
        return instruments(feedId, byOrder, 0);
    }

    /** @param quantityDecimals digits after the point of quantities */
    InstrumentDirectory instruments(int feedId, boolean byOrder, int quantityDecimals);

    /** Where the feeds' messages go. */
    MessageLine line();

    /** Of a calendar day that times of day are on, when the files do not say: UTC ns of a moment in it, or 0. */
    long dayNs();

    /** Whether the books are wanted as they were at a time. */
    boolean untilTime();

    void onFault(Origin origin, String reason);

    /** A message did not fit the book of this instrument, and its handler has not told it to the book. */
    void onMisfit(int instrumentId);

    /** The files do not say enough for the book of this instrument to be trusted. */
    void onDoubt(int instrumentId);

    /** What else is said of this instrument; it goes on changing. */
    void onStatistics(int instrumentId, SessionStatistics statistics);

    /** Whether what was at this time, UTC, is wanted. */
    boolean isWanted(long timeNs);

    /** Those that are read, for who has to see them before. */
    HistoryFiles files();
}
