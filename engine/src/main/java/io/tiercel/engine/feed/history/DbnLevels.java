package io.tiercel.engine.feed.history;

import io.tiercel.codecs.dbn.DbnFlyweight;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.feed.FeedSender;

/**
 * A book by price: what the last record showed of an instrument, of which the next one shows all again, and whether
 * that can be trusted. It is stale until a record shows it as it is, and wherever it may be wrong.
 */
final class DbnLevels {
    private final int id;
    private final long[] bids;
    private final long[] asks;
    private int bidCount;
    private int askCount;

    /** What it shows is the book, and not what it was once. */
    private boolean current;
    /** Records before were lost, and the exchange has not emptied it since. */
    private boolean suspect;
    /** What was told of it last; null is nothing. */
    private FeedState told;

    DbnLevels(final int id, final int most) {
        this.id = id;
        bids = new long[most];
        asks = new long[most];
    }

    void current(final boolean is) {
        current = is;
    }

    void suspect(final boolean is) {
        suspect = is;
    }

    /** To be said before anything else, where it cannot be trusted. */
    void tellStale(final FeedSender sender) {
        if (!current || suspect) {
            tell(sender, FeedState.STALE);
        }
    }

    /** To be said when an event is whole. */
    void tellLive(final FeedSender sender) {
        if (current && !suspect) {
            tell(sender, FeedState.LIVE);
        }
    }

    private void tell(final FeedSender sender, final FeedState state) {
        if (told != state) {
            told = state;
            sender.bookStatus(id, state);
        }
    }

    /** @param count of levels in the record */
    void update(final FeedSender sender, final DbnFlyweight record, final int count) {
        removeGone(sender, record, count);
        bidCount = 0;
        askCount = 0;
        for (int i = 0; i < count; i++) {
            if (record.bidPriceNanos(i) != DbnFlyweight.NO_PRICE && record.bidSize(i) > 0) {
                bids[bidCount++] = record.bidPriceNanos(i);
                sender.level(id, Side.BUY, record.bidPriceNanos(i), record.bidSize(i), record.bidOrderCount(i));
            }
            if (record.askPriceNanos(i) != DbnFlyweight.NO_PRICE && record.askSize(i) > 0) {
                asks[askCount++] = record.askPriceNanos(i);
                sender.level(id, Side.SELL, record.askPriceNanos(i), record.askSize(i), record.askOrderCount(i));
            }
        }
    }

    private void removeGone(final FeedSender sender, final DbnFlyweight record, final int count) {
        for (int i = 0; i < bidCount; i++) {
            boolean there = false;
            for (int k = 0; k < count; k++) {
                there |= record.bidPriceNanos(k) == bids[i] && record.bidSize(k) > 0;
            }
            if (!there) {
                sender.level(id, Side.BUY, bids[i], 0, 0);
            }
        }
        for (int i = 0; i < askCount; i++) {
            boolean there = false;
            for (int k = 0; k < count; k++) {
                there |= record.askPriceNanos(k) == asks[i] && record.askSize(k) > 0;
            }
            if (!there) {
                sender.level(id, Side.SELL, asks[i], 0, 0);
            }
        }
    }
}
