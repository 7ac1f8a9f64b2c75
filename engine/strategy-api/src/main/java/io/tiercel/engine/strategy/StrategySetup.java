package io.tiercel.engine.strategy;

import io.tiercel.engine.book.ConsolidatedBook;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.SignalSpec;

/**
 * What a strategy's constructor gets: its configuration, and everything it will work with. Any mistake in the
 * configuration is an {@link IllegalArgumentException} that names key, value, limit and remedy.
 */
public interface StrategySetup {
    /** The strategy's name in the configuration. */
    String name();

    /** Time, orders, books, positions and timers, for use in the callbacks. */
    StrategyContext context();

    /** The instrument whose symbol is configured under this key. The strategy will be called for it. */
    Instrument instrument(String key);

    /** Several instruments, their symbols a list in the configuration. */
    Instrument[] instruments(String key);

    /**
     * The security of this instrument, over all its listings that are defined at the start. The strategy will be called
     * for each of them.
     */
    ConsolidatedBook consolidatedBook(Instrument listing);

    /** A signal to be calculated; {@link Strategy#onSignal} will be called with it. */
    Signal signal(SignalSpec spec);

    /**
     * The results of the analytics lane whose name is configured under this key; {@link Strategy#onAnalytics} will be
     * called with them. Books of the lane's instruments may be asked for; for their changes the strategy is not called.
     */
    AnalyticsResult analytics(String key);

    /** A whole number within [min, max]. */
    LongParameter wholeNumber(String key, long defaultValue, long min, long max);

    /** A number within [min, max]. */
    DoubleParameter number(String key, double defaultValue, double min, double max);

    /** A quantity of the instrument, configured in its units ("100", "0.5"), held in its scale. */
    LongParameter quantity(String key, Instrument instrument, String defaultValue, String min, String max);

    /** A length of time ("500us", "2s"), held in ns. */
    LongParameter duration(String key, String defaultValue, String min, String max);

    /** true or false. */
    BooleanParameter flag(String key, boolean defaultValue);

    /** A number within [min, max] that never changes: for what a signal is declared with. */
    double fixedNumber(String key, double defaultValue, double min, double max);

    /** A length of time, in ns, that never changes: for what a signal is declared with. */
    long fixedDuration(String key, String defaultValue, String min, String max);
}
