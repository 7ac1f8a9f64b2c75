package io.tiercel.engine.strategy;

import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * A trading strategy. Its constructor takes a {@link StrategySetup}: there it names its instruments, signals and
 * parameters, and keeps what it gets in final fields. Afterwards it only reacts to these calls. All come on one
 * thread, never nested: what an order of its own leads to is told after the call that sent it.
 */
public interface Strategy {
    /** A packet is complete and one of the strategy's instruments changed. Signals are up to date. */
    default void onBook(final Book book) {}

    /** A trade in one of the strategy's instruments, before the book's change is told. */
    default void onTrade(final Book book, final Side aggressorSide, final long priceNanos, final long quantity) {}

    /**
     * The same with the exchange's number for it, by which a later correction names it: for strategies that keep
     * trades. Who overrides this one is not called with the other.
     *
     * @param matchId {@link MarketFacts#NONE} where there is none
     */
    default void onTrade(
            final Book book, final Side aggressorSide, final long priceNanos, final long quantity, final long matchId) {
        onTrade(book, aggressorSide, priceNanos, quantity);
    }

    /**
     * An exchange took back, or changed, a trade in one of the strategy's instruments, however long ago it was. It
     * comes in its place among the packet's trades. What signals made of the trade stays.
     */
    default void onTradeCorrection(final Book book, final TradeCorrection correction) {}

    /**
     * A packet is complete, and an exchange said in it something of one of the strategy's instruments besides its book:
     * {@link MarketFacts#changed} and its like say what. Of a whole market (instrument 0) all strategies are told.
     * Comes after the packet's trades and before {@link #onSignal} and {@link #onBook}.
     */
    default void onFacts(final MarketFacts facts) {}

    /** A signal that the strategy asked for has a new value. Comes before {@link #onBook} of the same packet. */
    default void onSignal(final Signal signal) {}

    /** A lane that the strategy asked for has a new result, or its result has become stale. */
    default void onAnalytics(final AnalyticsResult result) {}

    /** Something happened to an order of this strategy. The view is valid only during the call. */
    default void onExecution(final Execution execution) {}

    /** A timer that the strategy started has run out. */
    default void onTimer(final long timerId, final long data) {}

    /** A venue moved to another phase of its day, or the engine is about to stop. */
    default void onSession(final int venueId, final Phase phase) {}

    /** A parameter has a new value; it is in force already. */
    default void onParameterChanged(final String name) {}

    /** Writes what the strategy has to remember; its orders, positions, signals and parameters are kept for it. */
    default void snapshotTo(final StateWriter writer) {}

    /** Takes back what {@link #snapshotTo} wrote. */
    default void restoreFrom(final StateReader reader) {}
}
