package io.tiercel.engine.replay.story;

import io.tiercel.engine.book.ConsolidatedBook;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.SignalSpec;
import io.tiercel.engine.strategy.AnalyticsResult;
import io.tiercel.engine.strategy.BooleanParameter;
import io.tiercel.engine.strategy.DoubleParameter;
import io.tiercel.engine.strategy.LongParameter;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;

/** A strategy's setup, which says what signals it declares. */
final class WatchedSetup implements StrategySetup {
    private final StrategySetup setup;
    private final StrategyWatch watch;
    private final StrategyContext context;

    WatchedSetup(final StrategySetup setup, final StrategyWatch watch) {
        this.setup = setup;
        this.watch = watch;
        context = new WatchedContext(setup.context(), watch);
    }

    @Override
    public String name() {
        return setup.name();
    }

    @Override
    public StrategyContext context() {
        return context;
    }

    @Override
    public Instrument instrument(final String key) {
        return setup.instrument(key);
    }

    @Override
    public Instrument[] instruments(final String key) {
        return setup.instruments(key);
    }

    @Override
    public ConsolidatedBook consolidatedBook(final Instrument listing) {
        return setup.consolidatedBook(listing);
    }

    @Override
    public Signal signal(final SignalSpec spec) {
        final Signal signal = setup.signal(spec);
        watch.onDeclared(setup.name(), spec.key(), signal);
        return signal;
    }

    @Override
    public AnalyticsResult analytics(final String key) {
        return setup.analytics(key);
    }

    @Override
    public LongParameter wholeNumber(final String key, final long defaultValue, final long min, final long max) {
        return setup.wholeNumber(key, defaultValue, min, max);
    }

    @Override
    public DoubleParameter number(final String key, final double defaultValue, final double min, final double max) {
        return setup.number(key, defaultValue, min, max);
    }

    @Override
    public LongParameter quantity(
            final String key,
            final Instrument instrument,
            final String defaultValue,
            final String min,
            final String max) {
        return setup.quantity(key, instrument, defaultValue, min, max);
    }

    @Override
    public LongParameter duration(final String key, final String defaultValue, final String min, final String max) {
        return setup.duration(key, defaultValue, min, max);
    }

    @Override
    public BooleanParameter flag(final String key, final boolean defaultValue) {
        return setup.flag(key, defaultValue);
    }

    @Override
    public double fixedNumber(final String key, final double defaultValue, final double min, final double max) {
        return setup.fixedNumber(key, defaultValue, min, max);
    }

    @Override
    public long fixedDuration(final String key, final String defaultValue, final String min, final String max) {
        return setup.fixedDuration(key, defaultValue, min, max);
    }
}
