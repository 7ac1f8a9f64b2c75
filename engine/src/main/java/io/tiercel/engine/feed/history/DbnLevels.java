package io.tiercel.engine.feed.history;

import io.tiercel.codecs.dbn.DbnFlyweight;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.feed.FeedSender;

/** What the last record by price showed of an instrument: the next one shows all of it again. */
final class DbnLevels {
    private final long[] bids;
    private final long[] asks;
    private int bidCount;
    private int askCount;

    DbnLevels(final int most) {
        bids = new long[most];
        asks = new long[most];
    }

    /** @param count of levels in the record */
    void update(final FeedSender sender, final int id, final DbnFlyweight record, final int count) {
        removeGone(sender, id, record, count);
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

    private void removeGone(final FeedSender sender, final int id, final DbnFlyweight record, final int count) {
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
