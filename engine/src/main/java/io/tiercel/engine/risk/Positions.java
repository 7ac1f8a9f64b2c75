package io.tiercel.engine.risk;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.book.Book;

/** What each strategy holds in each instrument, and what it made. Money is in 1e-9 of the instrument's currency. */
@HotPath
public final class Positions {
    Positions() {}

    public long quantity(final int strategyId, final int instrumentId) {
        return 0;
    }

    public long openBuyQuantity(final int strategyId, final int instrumentId) {
        return 0;
    }

    public long openSellQuantity(final int strategyId, final int instrumentId) {
        return 0;
    }

    public int openOrderCount(final int strategyId) {
        return 0;
    }

    /** Before fees, against the average cost of what was held. */
    public long realisedMoney(final int strategyId, final int instrumentId) {
        return 0;
    }

    public long feeMoney(final int strategyId, final int instrumentId) {
        return 0;
    }

    /** What closing at the middle of the book (or at the last trade, without two sides) would realise. */
    public long unrealisedMoney(final int strategyId, final Book book) {
        return 0;
    }

    /** Whether this strategy ever held or traded the instrument. */
    public boolean touched(final int strategyId, final int instrumentId) {
        return false;
    }
}
