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
    private final Verdict verdict;

    PriceControls(final LimitTable limits, final Verdict verdict) {
        this.limits = limits;
        this.verdict = verdict;
    }

    RiskReason checkTick(final Instrument instrument, final long priceNanos) {
        final boolean off =
                priceNanos == Book.NO_PRICE || !instrument.tickTable().onTick(priceNanos);
        // Looking it up costs, and without an explanation only a refusal shows it.
        final long tick = off || verdict.explains() ? instrument.tickTable().tickAt(priceNanos) : 0;
        return verdict.refuses(RiskReason.PRICE_TICK, Bound.MULTIPLE, off, priceNanos, tick)
                ? RiskReason.PRICE_TICK
                : RiskReason.NONE;
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
            final boolean none = best == Book.NO_PRICE;
            if (verdict.when(none, RiskReason.NO_REFERENCE_PRICE, 0, none ? 0 : best)) {
                return RiskReason.NO_REFERENCE_PRICE;
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
        final boolean none = reference == Book.NO_PRICE;
        if (verdict.when(none, RiskReason.NO_REFERENCE_PRICE, priceNanos, none ? 0 : reference)) {
            return RiskReason.NO_REFERENCE_PRICE;
        }
        final long allowance = allowance(reference, collar);
        final boolean beyond = side == Side.BUY
                ? verdict.above(RiskReason.PRICE_COLLAR, priceNanos, Saturating.add(reference, allowance))
                : verdict.below(RiskReason.PRICE_COLLAR, priceNanos, Saturating.subtract(reference, allowance));
        return beyond ? RiskReason.PRICE_COLLAR : RiskReason.NONE;
    }

    private RiskReason checkNotional(
            final int strategyId, final Instrument instrument, final long priceNanos, final long quantity) {
        final long limit = limits.maxOrderNotional(strategyId, instrument.id());
        final long notional =
                FixedPoint.notionalMoney(priceNanos, quantity, instrument.quantityScale(), instrument.multiplier());
        if (verdict.when(notional == FixedPoint.OVERFLOW, RiskReason.MONEY_OVERFLOW, priceNanos, limit)) {
            return RiskReason.MONEY_OVERFLOW;
        }
        return verdict.above(RiskReason.NOTIONAL_LIMIT, Math.abs(notional), limit)
                ? RiskReason.NOTIONAL_LIMIT
                : RiskReason.NONE;
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
