package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.TradeChange;
import io.tiercel.engine.feed.BrokenTrades;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.MarketDataSink;

/**
 * What TotalView-ITCH 5.0 says besides orders, trades and whether stocks trade. None of it changes a book, so what
 * cannot be is counted and left out, and the books go on.
 */
@HotPath
final class ItchFacts {
    /** 1e-4 in 1e-9. */
    private static final long PRICE_NANOS = 100_000;
    /** 1e-8 in 1e-9. */
    private static final long LEVEL_NANOS = 10;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long DAY_NS = 86_400 * SECOND_NS;
    private static final long NONE = MarketDataSink.NO_VALUE;
    private static final StatisticKind[] LEVELS = {
        StatisticKind.CIRCUIT_BREAKER_1, StatisticKind.CIRCUIT_BREAKER_2, StatisticKind.CIRCUIT_BREAKER_3
    };

    private final MarketDataSink sink;
    private final FeedCounts counts;
    private final Locates locates;
    private final TradingDate day;
    private final BrokenTrades brokenTrades;

    ItchFacts(
            final MarketDataSink sink,
            final FeedCounts counts,
            final Locates locates,
            final TradingDate day,
            final BrokenTrades brokenTrades) {
        this.sink = sink;
        this.counts = counts;
        this.locates = locates;
        this.day = day;
        this.brokenTrades = brokenTrades;
    }

    /** A message that is whole. */
    void onMessage(final ItchFlyweight message) {
        switch (message.type()) {
            case ItchType.BROKEN_TRADE -> onBroken(message);
            case ItchType.NET_ORDER_IMBALANCE -> onImbalance(message);
            case ItchType.AUCTION_COLLAR -> onCollar(message);
            case ItchType.CIRCUIT_BREAKER_LEVELS -> onBreakerLevels(message);
            case ItchType.CIRCUIT_BREAKER_STATUS -> onBreakerReached(message);
            case ItchType.IPO_QUOTATION -> onIpo(message);
            case ItchType.RETAIL_PRICE_IMPROVEMENT -> onRetailInterest(message);
            case ItchType.SHORT_SALE_RESTRICTION -> onShortSaleRestriction(message);
            case ItchType.DIRECT_LISTING -> onListing(message);
            default -> counts.add(FeedCount.PASSED_OVER, 1);
        }
    }

    /** The id of the stock, or 0 when it is none of ours, which is counted. */
    private int instrument(final ItchFlyweight message, final long stock) {
        if (locates.boundByOrders()) {
            locates.bind(message.locate(), stock);
        }
        return instrument(message);
    }

    private int instrument(final ItchFlyweight message) {
        final int index = message.locate() == 0 ? Locates.NONE : locates.index(message.locate());
        if (index == Locates.NONE) {
            counts.add(FeedCount.UNKNOWN_INSTRUMENT, 1);
            return 0;
        }
        return locates.instrumentId(index);
    }

    private void malformed() {
        counts.add(FeedCount.MALFORMED, 1);
    }

    /** Of 1e-4; 0 is none. */
    private static long price(final long price) {
        return price == 0 ? NONE : price * PRICE_NANOS;
    }

    private void onBroken(final ItchFlyweight message) {
        counts.add(FeedCount.BROKEN_TRADES, 1);
        brokenTrades.onBroken(message.brokenMatch());
        final int id = instrument(message);
        if (id != 0) {
            sink.correction(id, TradeChange.BROKEN, Side.NULL_VAL, NONE, NONE, message.brokenMatch());
        }
    }

    private void onImbalance(final ItchFlyweight message) {
        final int id = instrument(message, message.imbalanceStock());
        if (id == 0) {
            return;
        }
        final long unit = locates.quantityUnit(locates.index(message.locate()));
        final long most = Long.MAX_VALUE / unit;
        final long paired = message.pairedShares();
        final long shares = message.imbalanceShares();
        if (paired < 0 || paired > most || shares < 0 || shares > most) {
            malformed();
            return;
        }
        final byte direction = message.imbalanceDirection();
        final boolean said = direction == 'B' || direction == 'S' || direction == 'N';
        sink.imbalance(
                id,
                auction(message.imbalanceCross()),
                direction == 'B' ? Side.BUY : direction == 'S' ? Side.SELL : Side.NULL_VAL,
                paired * unit,
                said ? shares * unit : NONE,
                price(message.referencePrice()),
                price(message.nearPrice()),
                price(message.farPrice()));
    }

    private static AuctionKind auction(final byte crossType) {
        return switch (crossType) {
            case 'O' -> AuctionKind.OPENING;
            case 'C' -> AuctionKind.CLOSING;
            case 'H' -> AuctionKind.HALTED;
            case 'A' -> AuctionKind.EXTENDED;
            default -> AuctionKind.NULL_VAL;
        };
    }

    private void onCollar(final ItchFlyweight message) {
        final int id = instrument(message, message.stock());
        if (id == 0) {
            return;
        }
        if (message.collarExtension() > Integer.MAX_VALUE) {
            malformed();
            return;
        }
        sink.limits(
                id,
                PriceLimitScope.AUCTION,
                price(message.lowerCollar()),
                price(message.upperCollar()),
                price(message.collarReference()),
                NONE,
                (int) message.collarExtension());
    }

    private void onBreakerLevels(final ItchFlyweight message) {
        for (int i = 0; i < LEVELS.length; i++) {
            final long level = message.breakerLevel(i);
            if (level < 0 || level > Long.MAX_VALUE / LEVEL_NANOS) {
                malformed();
                return;
            }
        }
        for (int i = 0; i < LEVELS.length; i++) {
            sink.statistic(
                    MarketDataSink.MARKET,
                    LEVELS[i],
                    message.breakerLevel(i) * LEVEL_NANOS,
                    NONE,
                    MarketDataSink.NO_CODE,
                    NONE);
        }
    }

    private void onBreakerReached(final ItchFlyweight message) {
        final int level = message.breakerReached() - '0';
        if (level < 1 || level > LEVELS.length) {
            malformed();
        } else {
            sink.statistic(MarketDataSink.MARKET, StatisticKind.CIRCUIT_BREAKER_REACHED, NONE, NONE, level, NONE);
        }
    }

    private void onIpo(final ItchFlyweight message) {
        final int id = instrument(message, message.stock());
        if (id == 0) {
            return;
        }
        final long releaseNs = message.releaseTime() * SECOND_NS;
        if (message.releaseQualifier() == 'C') {
            sink.withdraw(id, StatisticKind.IPO_PRICE);
        } else if (releaseNs >= DAY_NS) {
            malformed();
        } else {
            sink.statistic(
                    id,
                    StatisticKind.IPO_PRICE,
                    price(message.ipoPrice()),
                    NONE,
                    MarketDataSink.NO_CODE,
                    day.midnightNs() + releaseNs);
        }
    }

    private void onRetailInterest(final ItchFlyweight message) {
        final int id = instrument(message, message.stock());
        final int sides = switch (message.word()) {
            case 'N' -> 0;
            case 'B' -> 1;
            case 'S' -> 2;
            case 'A' -> 3;
            default -> MarketDataSink.NO_CODE;
        };
        say(id, StatisticKind.RETAIL_INTEREST, sides);
    }

    private void onShortSaleRestriction(final ItchFlyweight message) {
        final int id = instrument(message, message.stock());
        final int action = message.word() - '0';
        say(id, StatisticKind.SHORT_SALE_RESTRICTION, action < 0 || action > 2 ? MarketDataSink.NO_CODE : action);
    }

    private void say(final int id, final StatisticKind kind, final int code) {
        if (code == MarketDataSink.NO_CODE) {
            malformed();
        } else if (id != 0) {
            sink.statistic(id, kind, NONE, NONE, code, NONE);
        }
    }

    private void onListing(final ItchFlyweight message) {
        final int id = instrument(message, message.stock());
        if (id == 0) {
            return;
        }
        final long timeNs = message.listingTimeNs();
        final byte eligible = message.word();
        if (timeNs < 0 || timeNs >= DAY_NS || eligible != 'Y' && eligible != 'N') {
            malformed();
            return;
        }
        final long near = price(message.listingPrice());
        sink.statistic(
                id,
                StatisticKind.LISTING_PRICE,
                near,
                NONE,
                eligible == 'Y' ? 1 : 0,
                timeNs == 0 ? NONE : day.midnightNs() + timeNs);
        sink.limits(
                id,
                PriceLimitScope.LISTING,
                price(message.lowestPrice()),
                price(message.highestPrice()),
                NONE,
                NONE,
                MarketDataSink.NO_EXTENSION);
        sink.limits(
                id,
                PriceLimitScope.AUCTION,
                price(message.listingLowerCollar()),
                price(message.listingUpperCollar()),
                near,
                NONE,
                MarketDataSink.NO_EXTENSION);
    }
}
