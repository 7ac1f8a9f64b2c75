package io.tiercel.engine.strategy.testing;

import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.engine.book.ConsolidatedBook;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.SignalSpec;
import io.tiercel.engine.strategy.AnalyticsResult;
import io.tiercel.engine.strategy.BooleanParameter;
import io.tiercel.engine.strategy.DoubleParameter;
import io.tiercel.engine.strategy.LongParameter;
import io.tiercel.engine.strategy.ParameterSet;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a strategy's constructor gets in a test: parameters as the engine reads them, signals whose values it sets. */
public final class FakeSetup implements StrategySetup {
    private static final String NAME = "test";

    private final StrategyContext context;
    private final ParameterSet parameters;
    private final TreeMap<String, Instrument> instruments = new TreeMap<>();
    private final TreeMap<String, FakeSignal> signals = new TreeMap<>();
    private final TreeMap<String, AnalyticsResult> lanes = new TreeMap<>();

    /**
     * @param configured  the parameters by key, written as in the configuration
     * @param instruments those that reference data would have
     */
    public FakeSetup(
            final StrategyContext context, final Map<String, String> configured, final Instrument... instruments) {
        this.context = context;
        this.parameters = new ParameterSet(NAME, configured);
        for (final Instrument instrument : instruments) {
            this.instruments.put(instrument.symbol(), instrument);
        }
    }

    /** There is an analytics lane of this name. Before the strategy is made. */
    public FakeSetup lane(final AnalyticsResult result) {
        lanes.put(result.lane(), result);
        return this;
    }

    /** The signal that the strategy asked for, by the part of its key before the bracket. */
    public FakeSignal signal(final String name) {
        final FakeSignal signal = signals.get(name);
        if (signal == null) {
            throw new IllegalArgumentException("the strategy did not ask for a signal " + name + "; it asked for "
                    + String.join(", ", signals.navigableKeySet()));
        }
        return signal;
    }

    /** Sets a live parameter as a command does. */
    public void change(final String key, final String value) {
        final CommandResultCode result = parameters.change(key, value);
        if (result != CommandResultCode.APPLIED) {
            throw new IllegalArgumentException("parameter " + key + " = \"" + value + "\": " + result);
        }
    }

    /** Fails when a parameter is configured that the strategy's constructor did not ask for. */
    public void rejectUnknownKeys() {
        parameters.rejectUnknownKeys();
    }

    /** Every key that the strategy asked for, in alphabetical order. */
    public List<String> knownKeys() {
        return parameters.knownKeys();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StrategyContext context() {
        return context;
    }

    @Override
    public Instrument instrument(final String key) {
        return find(key, parameters.symbol(key));
    }

    @Override
    public Instrument[] instruments(final String key) {
        return parameters.symbols(key).stream().map(symbol -> find(key, symbol)).toArray(Instrument[]::new);
    }

    @Override
    public ConsolidatedBook consolidatedBook(final Instrument listing) {
        final int securityId = listing.securityId();
        return new ConsolidatedBook(
                instruments.values().stream()
                        .filter(instrument -> instrument.securityId() == securityId)
                        .sorted(Comparator.comparingInt(Instrument::id))
                        .toArray(Instrument[]::new),
                context::book);
    }

    @Override
    public Signal signal(final SignalSpec spec) {
        return signals.computeIfAbsent(spec.key().split("\\(", 2)[0], name -> new FakeSignal());
    }

    @Override
    public AnalyticsResult analytics(final String key) {
        final String lane = parameters.lane(key);
        if (!lanes.containsKey(lane)) {
            throw parameters.noSuchLane(key, lane);
        }
        return lanes.get(lane);
    }

    @Override
    public LongParameter wholeNumber(final String key, final long defaultValue, final long min, final long max) {
        return parameters.wholeNumber(key, defaultValue, min, max);
    }

    @Override
    public DoubleParameter number(final String key, final double defaultValue, final double min, final double max) {
        return parameters.number(key, defaultValue, min, max);
    }

    @Override
    public LongParameter quantity(
            final String key,
            final Instrument instrument,
            final String defaultValue,
            final String min,
            final String max) {
        return parameters.quantity(key, instrument, defaultValue, min, max);
    }

    @Override
    public LongParameter duration(final String key, final String defaultValue, final String min, final String max) {
        return parameters.duration(key, defaultValue, min, max);
    }

    @Override
    public BooleanParameter flag(final String key, final boolean defaultValue) {
        return parameters.flag(key, defaultValue);
    }

    @Override
    public double fixedNumber(final String key, final double defaultValue, final double min, final double max) {
        return parameters.fixedNumber(key, defaultValue, min, max);
    }

    @Override
    public long fixedDuration(final String key, final String defaultValue, final String min, final String max) {
        return parameters.fixedDuration(key, defaultValue, min, max);
    }

    private Instrument find(final String key, final String symbol) {
        final Instrument instrument = instruments.get(symbol);
        if (instrument == null) {
            throw parameters.noSuchInstrument(key, symbol);
        }
        return instrument;
    }
}
