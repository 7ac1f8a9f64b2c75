package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.ConsolidatedBook;
import io.tiercel.engine.signal.Signal;

/**
 * The microprice of what others quote, on the venue of the listing that is quoted or, over all listings of its
 * security, at the best prices there are. Where own quotes stand at a best price they are taken out: a market maker
 * that follows its own quotes moves further with each step, without anyone else having moved.
 */
@HotPath
final class FairPrice {
    /** Of the price in 1e-9: there is none. */
    static final double NONE = 0;

    private static final double NANOS = 1e9;

    private final StrategyContext context;
    private final Signal microprice;
    private final ConsolidatedBook listings;
    private final BooleanParameter consolidated;

    /** The best price of others that {@link #findOthers} found, and their quantity there; 0 when there is none. */
    private long othersPriceNanos;

    private double othersQuantity;

    /** @param listings those of the security, on whatever venue; counted in where {@code consolidated} says so */
    FairPrice(
            final StrategyContext context,
            final Signal microprice,
            final ConsolidatedBook listings,
            final BooleanParameter consolidated) {
        this.context = context;
        this.microprice = microprice;
        this.listings = listings;
        this.consolidated = consolidated;
    }

    /** In 1e-9, or {@link #NONE} when nothing is known of what others quote, or it is not positive. */
    double nanos(final Book book, final Quote bid, final Quote ask) {
        if (!microprice.ready()) {
            return NONE;
        }
        if (consolidated.value()) {
            return overAllListings(book, bid, ask);
        }
        if (bid.quantityAt(book.bidPriceNanos()) == 0 && ask.quantityAt(book.askPriceNanos()) == 0) {
            return positive(microprice.value() * NANOS);
        }
        findOthers(book, Side.BUY, bid);
        final double bidPrice = othersPriceNanos;
        final double bidQuantity = othersQuantity;
        findOthers(book, Side.SELL, ask);
        return between(bidPrice, bidQuantity);
    }

    /** Venues may cross each other: the price is between what one bids and another one asks, then too. */
    private double overAllListings(final Book book, final Quote bid, final Quote ask) {
        findBest(book, Side.BUY, bid);
        final double bidPrice = othersPriceNanos;
        final double bidQuantity = othersQuantity;
        findBest(book, Side.SELL, ask);
        return between(bidPrice, bidQuantity);
    }

    private double between(final double bidPrice, final double bidQuantity) {
        if (bidQuantity == 0 || othersQuantity == 0) {
            return NONE;
        }
        final double share = bidQuantity / (bidQuantity + othersQuantity);
        return positive(bidPrice + (othersPriceNanos - bidPrice) * share);
    }

    /** The own quote stands in the book of its own listing only. */
    private void findBest(final Book book, final Side side, final Quote own) {
        long bestPriceNanos = 0;
        double bestQuantity = 0;
        for (int i = 0; i < listings.listingCount(); i++) {
            if (!listings.usable(i)) {
                continue;
            }
            final Book listed = context.book(listings.listing(i).id());
            findOthers(listed, side, listed.instrumentId() == book.instrumentId() ? own : null);
            if (othersQuantity > 0) {
                if (bestQuantity == 0
                        || (side == Side.BUY ? othersPriceNanos > bestPriceNanos : othersPriceNanos < bestPriceNanos)) {
                    bestPriceNanos = othersPriceNanos;
                    bestQuantity = othersQuantity;
                } else if (othersPriceNanos == bestPriceNanos) {
                    bestQuantity += othersQuantity;
                }
            }
        }
        othersPriceNanos = bestPriceNanos;
        othersQuantity = bestQuantity;
    }

    /** @param own null where it cannot stand */
    private void findOthers(final Book book, final Side side, final Quote own) {
        final int levelCount = book.levelCount(side);
        for (int i = 0; i < levelCount; i++) {
            final long price = book.levelPriceNanos(side, i);
            final long quantity = book.levelQuantity(side, i) - (own == null ? 0 : own.quantityAt(price));
            if (quantity > 0) {
                othersPriceNanos = price;
                othersQuantity = quantity;
                return;
            }
        }
        othersQuantity = 0;
    }

    private static double positive(final double priceNanos) {
        return priceNanos > 0 ? priceNanos : NONE;
    }
}
