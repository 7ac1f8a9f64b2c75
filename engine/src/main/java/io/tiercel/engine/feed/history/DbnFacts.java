package io.tiercel.engine.feed.history;

import io.tiercel.codecs.dbn.DbnFlyweight;
import io.tiercel.codecs.dbn.DbnType;
import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.MarketDataSink;
import org.agrona.collections.Long2ObjectHashMap;

/** Databento's records of statistics, imbalances and statuses, and the limits of definitions. */
final class DbnFacts {
    private static final int DELETED = 2;
    private static final int UPPER_LIMIT = 17;
    private static final int LOWER_LIMIT = 18;
    private static final long NONE = MarketDataSink.NO_VALUE;
    /** By the record's type of statistic. */
    private static final StatisticKind[] KINDS = {
        null,
        StatisticKind.OPEN,
        StatisticKind.INDICATIVE_OPEN,
        StatisticKind.SETTLEMENT,
        StatisticKind.LOW,
        StatisticKind.HIGH,
        StatisticKind.CLEARED_VOLUME,
        StatisticKind.LOWEST_OFFER,
        StatisticKind.HIGHEST_BID,
        StatisticKind.OPEN_INTEREST,
        StatisticKind.FIXING,
        StatisticKind.CLOSE,
        StatisticKind.NET_CHANGE,
        StatisticKind.AVERAGE_PRICE,
        StatisticKind.VOLATILITY,
        StatisticKind.DELTA,
        StatisticKind.AUCTION_PRICE,
        null,
        null,
        StatisticKind.BLOCK_VOLUME,
        StatisticKind.INDICATIVE_CLOSE
    };

    private final FeedSender sender;
    /** By publisher and instrument: statistics bring one of the two, and definitions come before books. */
    private final Long2ObjectHashMap<Limits> limits = new Long2ObjectHashMap<>();

    private static final class Limits {
        private long lowNanos = NONE;
        private long highNanos = NONE;
        private long variationNanos = NONE;
    }

    DbnFacts(final FeedSender sender) {
        this.sender = sender;
    }

    static boolean takes(final int type) {
        return type == DbnType.STATISTICS || type == DbnType.IMBALANCE || type == DbnType.STATUS;
    }

    /** @param version of the file that the record is of */
    void onRecord(final int id, final DbnFlyweight record, final int version) {
        switch (record.type()) {
            case DbnType.STATISTICS -> onStatistic(id, record, version);
            case DbnType.IMBALANCE -> onImbalance(id, record);
            default -> onStatus(id, record);
        }
    }

    private void onStatistic(final int id, final DbnFlyweight record, final int version) {
        final int type = record.statisticType(version);
        final boolean deleted = record.statisticUpdate(version) == DELETED;
        final long price = deleted ? NONE : price(record.statisticPriceNanos());
        if (type == UPPER_LIMIT || type == LOWER_LIMIT) {
            onLimit(id, record, type, price);
            return;
        }
        final StatisticKind kind = type < KINDS.length ? KINDS[type] : null;
        final long quantity = record.statisticQuantity(version);
        if (kind == null || quantity < 0) {
            // Of one venue alone, or of a later version: feed dump shows it.
            return;
        }
        if (deleted) {
            sender.withdraw(id, kind);
        } else {
            sender.statistic(
                    id,
                    kind,
                    price,
                    quantity == Long.MAX_VALUE ? NONE : quantity,
                    kind == StatisticKind.SETTLEMENT ? record.statisticFlags(version) : MarketDataSink.NO_CODE,
                    record.statisticReferenceNs() == DbnFlyweight.NO_TIME ? NONE : record.statisticReferenceNs());
        }
    }

    private void onLimit(final int id, final DbnFlyweight record, final int type, final long price) {
        final Limits known = limits(record.instrumentKey());
        if (type == UPPER_LIMIT) {
            known.highNanos = price;
        } else {
            known.lowNanos = price;
        }
        tell(id, known);
    }

    private Limits limits(final long key) {
        return limits.computeIfAbsent(key, missing -> new Limits());
    }

    /** The limits of a definition, whose book may never come. Returns whether they are others than before. */
    boolean define(final DbnFlyweight record) {
        final long low = price(record.lowLimitNanos());
        final long high = price(record.highLimitNanos());
        final long variation = price(record.limitVariationNanos());
        final Limits known = limits.get(record.instrumentKey());
        final boolean changed = known == null
                ? low != NONE || high != NONE || variation != NONE
                : low != known.lowNanos || high != known.highNanos || variation != known.variationNanos;
        if (changed) {
            final Limits defined = limits(record.instrumentKey());
            defined.lowNanos = low;
            defined.highNanos = high;
            defined.variationNanos = variation;
        }
        return changed;
    }

    /** What definitions said of an instrument, now that it has a book. */
    void tellLimits(final int id, final long key) {
        final Limits known = limits.get(key);
        if (known != null) {
            tell(id, known);
        }
    }

    private void tell(final int id, final Limits known) {
        sender.limits(
                id,
                PriceLimitScope.SESSION,
                known.lowNanos,
                known.highNanos,
                NONE,
                known.variationNanos,
                MarketDataSink.NO_EXTENSION);
    }

    private void onImbalance(final int id, final DbnFlyweight record) {
        final byte side = record.imbalanceSide();
        sender.imbalance(
                id,
                auction(record.auctionType()),
                side == 'B' ? Side.BUY : side == 'A' ? Side.SELL : Side.NULL_VAL,
                size(record.pairedSize()),
                size(record.imbalanceSize()),
                price(record.referencePriceNanos()),
                price(record.nearPriceNanos()),
                price(record.farPriceNanos()));
        final long low = price(record.lowerCollarNanos());
        final long high = price(record.upperCollarNanos());
        if (low != NONE || high != NONE) {
            sender.limits(
                    id,
                    PriceLimitScope.AUCTION,
                    low,
                    high,
                    price(record.referencePriceNanos()),
                    NONE,
                    record.extensions());
        }
    }

    /** Venues have letters of their own; these are the same at all that have them. */
    private static AuctionKind auction(final byte type) {
        return switch (type) {
            case 'O', 'M' -> AuctionKind.OPENING;
            case 'C' -> AuctionKind.CLOSING;
            case 'H' -> AuctionKind.HALTED;
            case 'A' -> AuctionKind.EXTENDED;
            default -> AuctionKind.NULL_VAL;
        };
    }

    private void onStatus(final int id, final DbnFlyweight record) {
        final byte restricted = record.shortSaleRestricted();
        if (restricted == 'Y' || restricted == 'N') {
            sender.statistic(id, StatisticKind.SHORT_SALE_RESTRICTION, NONE, NONE, restricted == 'Y' ? 1 : 0, NONE);
        }
        switch (record.statusAction()) {
            case 7 -> sender.instrumentStatus(id, TradingStatus.TRADING);
            // Before the open, crosses, quotes alone, indications of a price, before the close
            case 1, 2, 3, 4, 5, 6, 11 -> sender.instrumentStatus(id, TradingStatus.AUCTION);
            // Halted, paused, suspended
            case 8, 9, 10 -> sender.instrumentStatus(id, TradingStatus.HALTED);
            // Closed, after the close, not available
            case 12, 13, 15 -> sender.instrumentStatus(id, TradingStatus.CLOSED);
            default -> {
                // None, and restrictions of short sales.
            }
        }
    }

    private static long price(final long priceNanos) {
        return priceNanos == DbnFlyweight.NO_PRICE ? NONE : priceNanos;
    }

    private static long size(final long size) {
        return size == DbnFlyweight.NO_SIZE ? NONE : size;
    }
}
