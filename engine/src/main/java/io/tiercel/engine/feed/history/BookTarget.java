package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MarketDataSink;
import io.tiercel.engine.feed.MessageLine;

/** Where books are made. */
public interface BookTarget {
    /** A feed of its own, with instruments of its own; from 1. */
    int newFeed();

    /** Where the instruments of a feed are entered. */
    InstrumentDirectory instruments(int feedId, boolean byOrder);

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

    /** Whether the books are wanted as they were at a time. */
    boolean untilTime();

    void onFault(Origin origin, String reason);
}
