package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.mdp3.PriceLevels;
import io.tiercel.engine.venue.sim.RestingOrders;

/**
 * One instrument as the channel has told it: its orders, each with its rank for an owner, the levels that readers have,
 * and how many entries there were of it.
 */
@HotPath
final class ListedBook {
    /** What a quantity of 32 bits holds; the number above it stands for none. */
    private static final long MAX_CONTRACTS = Integer.MAX_VALUE - 1L;

    final int securityId;
    final RestingOrders orders;
    final DayStatistics statistics = new DayStatistics();
    TradingStatus status = TradingStatus.CLOSED;

    private final long unit;
    private final PriceLevels bids = new PriceLevels(true, LevelChanges.DEPTH);
    private final PriceLevels asks = new PriceLevels(false, LevelChanges.DEPTH);
    private long entryCount;

    ListedBook(final Mdp3Listing listing, final int maxOrders, final int maxLevels) {
        securityId = listing.instrumentId();
        unit = listing.quantityUnit();
        orders = new RestingOrders(maxOrders, maxLevels);
    }

    /** As it is before anything was told. */
    @ColdPath
    void clear() {
        orders.clear();
        bids.clear();
        asks.clear();
        statistics.clear();
        entryCount = 0;
    }

    /** The levels that readers have. */
    PriceLevels told(final int side) {
        return side == RestingOrders.BUY ? bids : asks;
    }

    /** The number of the next entry: RptSeq. */
    long nextEntry() {
        return ++entryCount;
    }

    /** Of the last entry. */
    long entryCount() {
        return entryCount;
    }

    /** @throws IllegalStateException when the channel cannot say it: what it would say in its place is no book */
    int contracts(final long quantity) {
        final long contracts = quantity / unit;
        if (contracts > MAX_CONTRACTS) {
            throw new IllegalStateException(
                    "security " + securityId + " has " + contracts + " contracts at a price, and " + MAX_CONTRACTS
                            + " is the most that MDP 3.0 has room for; take a smaller lot");
        }
        return (int) contracts;
    }
}
