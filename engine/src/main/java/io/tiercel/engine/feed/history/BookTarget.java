package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.BrokenTrades;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MarketDataSink;
import io.tiercel.engine.feed.MessageLine;

/** Where books are made. */
public interface BookTarget {
    /** Orders that one book may have where its handler keeps its own and nobody says otherwise. */
    int BOOK_ORDERS = 1 << 16;

    /** As many at most. */
    int MAX_BOOK_ORDERS = 1 << 20;

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

    /**
     * Where events of a feed go that needs no messages between.
     *
     * @param staged messages that may wait at a time, where there are some
     */
    default MarketDataSink sink(final int feedId, final FeedCounts counts, final int staged) {
        return new FeedSender(feedId, line(), counts, staged);
    }

    /** Of a calendar day that times of day are on, when the files do not say: UTC ns of a moment in it, or 0. */
    long dayNs();

    /** Whether what is wanted depends on times. */
    boolean untilTime();

    /** What comes next stands there in the files. */
    default void at(final Origin origin) {}

    /** Whether nothing more needs to be read. */
    default boolean complete() {
        return false;
    }

    /** What comes next is another file of those that are read together: more may be needed of it. */
    default void reopen() {}

    /** Who hears which trades of a feed were broken. */
    default BrokenTrades brokenTrades(final int feedId) {
        return BrokenTrades.NOBODY;
    }

    void onFault(Origin origin, String reason);

    /** Orders that one book may have where its handler keeps its own. */
    default int maxBookOrders() {
        return BOOK_ORDERS;
    }

    /** Orders found no room in a book of which its handler keeps the orders. */
    default void onNoRoom(final long orders) {}

    /** A message did not fit the book of this instrument, and its handler has not told it to the book. */
    default void onMisfit(final int instrumentId) {}

    /** The files do not say enough for the book of this instrument to be trusted. */
    default void onDoubt(final int instrumentId) {}
}
