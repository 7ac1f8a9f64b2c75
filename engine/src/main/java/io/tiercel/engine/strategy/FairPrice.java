package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.signal.Signal;

/**
 * The microprice of what others quote. Where own quotes stand at a best price they are taken out: a market maker that
 * follows its own quotes moves further with each step, without anyone else having moved.
 */
@HotPath
final class FairPrice {
    /** Of the price in 1e-9: there is none. */
    static final double NONE = 0;

    private static final double NANOS = 1e9;

    private final Signal microprice;

    /** The best price of others that {@link #findOthers} found, and their quantity there; 0 when there is none. */
    private long othersPriceNanos;

    private double othersQuantity;

    FairPrice(final Signal microprice) {
        this.microprice = microprice;
    }

    /** In 1e-9, or {@link #NONE} when nothing is known of what others quote, or it is not positive. */
    double nanos(final Book book, final Quote bid, final Quote ask) {
        if (!microprice.ready()) {
            return NONE;
        }
        if (bid.quantityAt(book.bidPriceNanos()) == 0 && ask.quantityAt(book.askPriceNanos()) == 0) {
            return positive(microprice.value() * NANOS);
        }
        findOthers(book, Side.BUY, bid);
        final double bidPrice = othersPriceNanos;
        final double bidQuantity = othersQuantity;
        findOthers(book, Side.SELL, ask);
        if (bidQuantity == 0 || othersQuantity == 0) {
            return NONE;
        }
        final double share = bidQuantity / (bidQuantity + othersQuantity);
        return positive(bidPrice + (othersPriceNanos - bidPrice) * share);
    }

    private void findOthers(final Book book, final Side side, final Quote own) {
        final int levelCount = book.levelCount(side);
        for (int i = 0; i < levelCount; i++) {
            final long price = book.levelPriceNanos(side, i);
            final long quantity = book.levelQuantity(side, i) - own.quantityAt(price);
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
