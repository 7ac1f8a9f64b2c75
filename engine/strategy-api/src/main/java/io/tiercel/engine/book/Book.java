package io.tiercel.engine.book;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.reference.Instrument;

/** What a book shows to the stages after it. A live view: it changes with the next message. */
public interface Book {
    /** A best price when that side is empty. */
    long NO_PRICE = Long.MIN_VALUE;

    Instrument instrument();

    int instrumentId();

    /** Best bid, or {@link #NO_PRICE}. */
    long bidPriceNanos();

    /** Quantity at the best bid, 0 when there is none. */
    long bidQuantity();

    /** Best ask, or {@link #NO_PRICE}. */
    long askPriceNanos();

    /** Quantity at the best ask, 0 when there is none. */
    long askQuantity();

    /** Number of price levels on a side. */
    int levelCount(Side side);

    /** Price of a level; index 0 is the best. */
    long levelPriceNanos(Side side, int index);

    /** Quantity of a level; index 0 is the best. */
    long levelQuantity(Side side, int index);

    /** Orders at a level; index 0 is the best. 0 where a level feed does not say. */
    int levelOrderCount(Side side, int index);

    /** Price of the last trade, or {@link #NO_PRICE}. */
    long lastTradePriceNanos();

    /** Something did not fit: the book may differ from the venue's until it is cleared. Nobody may trade on it. */
    boolean suspect();

    /** Whether the feed behind it is live. */
    FeedState feedState();

    /** Both sides have a price, the book is neither suspect nor crossed, and its feed is live. */
    boolean tradable();
}
