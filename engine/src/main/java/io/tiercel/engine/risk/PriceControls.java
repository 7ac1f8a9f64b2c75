package io.tiercel.engine.risk;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;

/**
 * What depends on an order's price: tick, collar, notional. The reference price is the middle of a tradable book,
 * rounded down, else the last trade. A limit order may not be priced worse than the reference price by more than the
 * collar; a market order counts as priced at the opposite side's best plus the collar, and needs that best.
 */
@HotPath
final class PriceControls {
    private static final long BASIS_POINTS = 10_000;

    private final LimitTable limits;
    private final Breach breach;

    PriceControls(final LimitTable limits, final Breach breach) {
        this.limits = limits;
        this.breach = breach;
    }

    RiskReason checkTick(final Instrument instrument, final long priceNanos) {
        if (priceNanos == Book.NO_PRICE || !instrument.tickTable().onTick(priceNanos)) {
            return breach.of(
                    RiskReason.PRICE_TICK, priceNanos, instrument.tickTable().tickAt(priceNanos));
        }
        return RiskReason.NONE;
    }

    RiskReason checkPrice(
            final int strategyId,
            final Book book,
            final Side side,
            final OrderType type,
            final long priceNanos,
            final long quantity) {
        final long collar = limits.priceCollar(strategyId, book.instrumentId());
        final long worstPriceNanos;
        if (type == OrderType.MARKET) {
            final long best = side == Side.BUY ? book.askPriceNanos() : book.bidPriceNanos();
            if (best == Book.NO_PRICE) {
                return breach.of(RiskReason.NO_REFERENCE_PRICE, 0, 0);
            }
            worstPriceNanos = Saturating.add(Math.abs(best), allowance(best, collar));
        } else {
            final RiskReason reason = checkCollar(book, side, priceNanos, collar);
            if (reason != RiskReason.NONE) {
                return reason;
            }
            worstPriceNanos = priceNanos;
        }
        return checkNotional(strategyId, book.instrument(), worstPriceNanos, quantity);
    }

    private RiskReason checkCollar(final Book book, final Side side, final long priceNanos, final long collar) {
        final long reference = referencePriceNanos(book);
        if (reference == Book.NO_PRICE) {
            return breach.of(RiskReason.NO_REFERENCE_PRICE, priceNanos, 0);
        }
        final long allowance = allowance(reference, collar);
        if (side == Side.BUY) {
            final long highest = Saturating.add(reference, allowance);
            return priceNanos > highest ? breach.of(RiskReason.PRICE_COLLAR, priceNanos, highest) : RiskReason.NONE;
        }
        final long lowest = Saturating.subtract(reference, allowance);
        return priceNanos < lowest ? breach.of(RiskReason.PRICE_COLLAR, priceNanos, lowest) : RiskReason.NONE;
    }

    private RiskReason checkNotional(
            final int strategyId, final Instrument instrument, final long priceNanos, final long quantity) {
        final long limit = limits.maxOrderNotional(strategyId, instrument.id());
        final long notional =
                FixedPoint.notionalMoney(priceNanos, quantity, instrument.quantityScale(), instrument.multiplier());
        if (notional == FixedPoint.OVERFLOW) {
            return breach.of(RiskReason.MONEY_OVERFLOW, priceNanos, limit);
        }
        final long magnitude = Math.abs(notional);
        return magnitude > limit ? breach.of(RiskReason.NOTIONAL_LIMIT, magnitude, limit) : RiskReason.NONE;
    }

    static long referencePriceNanos(final Book book) {
        return book.tradable() ? middle(book) : book.lastTradePriceNanos();
    }

    /** What a position is worth: as the reference price, but any two sides will do. */
    static long markPriceNanos(final Book book) {
        return book.bidPriceNanos() != Book.NO_PRICE && book.askPriceNanos() != Book.NO_PRICE
                ? middle(book)
                : book.lastTradePriceNanos();
    }

    /** Rounded down; the sum itself could overflow. */
    private static long middle(final Book book) {
        final long bid = book.bidPriceNanos();
        final long ask = book.askPriceNanos();
        return (bid & ask) + ((bid ^ ask) >> 1);
    }

    /** The collar's width in price; what does not fit is no bound. */
    private static long allowance(final long referenceNanos, final long collarBasisPoints) {
        final long width = FixedPoint.mulDiv(Math.abs(referenceNanos), collarBasisPoints, BASIS_POINTS);
        return width == FixedPoint.OVERFLOW ? Long.MAX_VALUE : width;
    }
}
