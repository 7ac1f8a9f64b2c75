package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.feed.mdp3.PriceLevels;

/** What an instrument's day has brought so far: how much traded, and its prices, of trades and of who would trade. */
@HotPath
final class DayStatistics {
    /** Names of prices, as bits. */
    static final int OPEN = 1;

    static final int HIGH = 2;
    static final int LOW = 4;
    static final int HIGHEST_BID = 8;
    static final int LOWEST_OFFER = 16;
    static final int ALL = 31;

    private static final int OF_TRADES = OPEN | HIGH | LOW;

    /** Prices that there are. */
    private int known;

    private long open;
    private long high;
    private long low;
    private long highestBid;
    private long lowestOffer;
    private long volume;

    void clear() {
        known = 0;
        volume = 0;
    }

    /** Returns which of the prices are others now, as bits. */
    int trade(final long priceNanos, final long contracts) {
        volume += contracts;
        if (!traded()) {
            known |= OF_TRADES;
            open = priceNanos;
            high = priceNanos;
            low = priceNanos;
            return OF_TRADES;
        }
        int changed = 0;
        if (priceNanos > high) {
            high = priceNanos;
            changed |= HIGH;
        }
        if (priceNanos < low) {
            low = priceNanos;
            changed |= LOW;
        }
        return changed;
    }

    /** What can be traded at; returns which of the prices are others now, as bits. */
    int quote(final PriceLevels bids, final PriceLevels asks) {
        int changed = 0;
        if (bids.count() > 0 && ((known & HIGHEST_BID) == 0 || bids.price(0) > highestBid)) {
            highestBid = bids.price(0);
            changed |= HIGHEST_BID;
        }
        if (asks.count() > 0 && ((known & LOWEST_OFFER) == 0 || asks.price(0) < lowestOffer)) {
            lowestOffer = asks.price(0);
            changed |= LOWEST_OFFER;
        }
        known |= changed;
        return changed;
    }

    /** Without any trade there is no volume. */
    boolean traded() {
        return (known & OPEN) != 0;
    }

    /** Prices that there are, as bits. */
    int known() {
        return known;
    }

    /** @param which a bit, of a price that there is */
    long price(final int which) {
        return switch (which) {
            case OPEN -> open;
            case HIGH -> high;
            case LOW -> low;
            case HIGHEST_BID -> highestBid;
            default -> lowestOffer;
        };
    }

    /** In contracts. */
    long volume() {
        return volume;
    }
}
