package io.tiercel.engine.strategy;

import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.reference.TradingDay;

/** What a strategy may ask and use in its callbacks. */
public interface StrategyContext {
    /** The time of the input that is being handled, UTC ns. */
    long timeNs();

    OrderPort orders();

    /**
     * The day of the instrument's calendar that is open now, or opens next: its date, hours, and whether it is a half
     * day. Null when none is known. What the venue itself says comes as {@link Strategy#onSession}.
     */
    TradingDay tradingDay(int instrumentId);

    /** The book of one of the strategy's instruments. */
    Book book(int instrumentId);

    /** What the exchange says of one of the strategy's instruments besides its book: statistics, limits, auctions. */
    MarketFacts facts(int instrumentId);

    /** What holds for the whole market of a venue; null when no instrument is traded there. */
    MarketFacts marketFacts(int venueId);

    /** What this strategy holds: bought − sold, in the instrument's quantity scale. */
    long position(int instrumentId);

    /** What its open buy orders could add to the position. */
    long openBuyQuantity(int instrumentId);

    /** What its open sell orders could take from the position. */
    long openSellQuantity(int instrumentId);

    /** Realised profit and loss in this instrument before fees, in 1e-9 of its currency. */
    long realisedMoney(int instrumentId);

    /**
     * Starts a timer; {@link Strategy#onTimer} is called once. Any number may run, on any number of instruments, up to
     * a quarter of {@code engine.maxTimers}; they fire in the order of their deadlines, then of their ids.
     *
     * @param delayNs at least 1; less counts as that
     * @param data    handed back when it fires: an instrument's id, say
     * @return its id, or 0 when there is no room
     */
    long startTimer(long delayNs, long data);

    /** Stops a timer of this strategy. False when it has fired, was cancelled before, or never was its own. */
    boolean cancelTimer(long timerId);
}
