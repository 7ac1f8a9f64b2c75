package io.tiercel.engine.strategy;

import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.reference.TradingDay;

/** What the core gives to the strategies it hosts. All calls come on the core's thread. */
public interface StrategyEnvironment {
    /** The time of the input that is being handled, UTC ns. */
    long timeNs();

    /** The sequence number of that input. */
    long sequence();

    /** The order port of a strategy: what goes through it belongs to that strategy. */
    OrderPort orders(int strategyId);

    /** The book, or null when the instrument is not defined. */
    Book book(int instrumentId);

    /** What its exchange says of it, or null when the instrument is not defined. */
    MarketFacts facts(int instrumentId);

    /** What holds for a venue's market, or null when no instrument of it is defined. */
    MarketFacts marketFacts(int venueId);

    /** The instrument's day that is open or opens next, or null when none is known. */
    TradingDay tradingDay(int instrumentId);

    long position(int strategyId, int instrumentId);

    long openBuyQuantity(int strategyId, int instrumentId);

    long openSellQuantity(int strategyId, int instrumentId);

    long realisedMoney(int strategyId, int instrumentId);

    /** A timer that comes back as {@link Strategies#onTimer}; 0 when there is no room. */
    long startTimer(int strategyId, long delayNs, long data);

    /** False when no such timer of this strategy runs. */
    boolean cancelTimer(int strategyId, long timerId);

    /** Whether a call into the engine was left by an exception, so that the engine's state may be half-changed. */
    boolean broken();

    /**
     * A strategy threw. It is disabled already and is never called again; its orders are the core's to cancel. Called
     * from inside the dispatch, before the strategies after it hear of the same event.
     */
    void onStrategyFailed(int strategyId, StrategyFailure failure, Throwable cause);
}
