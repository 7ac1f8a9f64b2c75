package io.tiercel.engine.strategy;

import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.SignalSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parameters as the engine reads them, and signals whose values a test sets. */
final class FakeSetup implements StrategySetup {
    /** By the part of their keys before the bracket. */
    final Map<String, FakeSignal> signals = new TreeMap<>();

    private final Setup setup;

    FakeSetup(
            final StrategyEnvironment environment, final Instrument instrument, final Map<String, String> parameters) {
        this(environment, List.of(instrument), parameters);
    }

    /** @param defined by rising ids */
    FakeSetup(
            final StrategyEnvironment environment,
            final List<Instrument> defined,
            final Map<String, String> parameters) {
        final Instruments instruments =
                new Instruments(defined.get(defined.size() - 1).id());
        defined.forEach(instruments::define);
        setup = new Setup("test", new HostedContext(1, environment), instruments, null, parameters);
    }

    /** Sets a live parameter as a command does. */
    void change(final String key, final String value) {
        for (final Parameter parameter : setup.liveParameters()) {
            if (parameter.key().equals(key)) {
                parameter.change(value);
                return;
            }
        }
        throw new AssertionError("no parameter " + key);
    }

    void rejectUnknownKeys() {
        setup.rejectUnknownKeys();
    }

    List<String> knownKeys() {
        return setup.knownKeys();
    }

    @Override
    public String name() {
        return setup.name();
    }

    @Override
    public StrategyContext context() {
        return setup.context();
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
    public Signal signal(final SignalSpec spec) {
        return signals.computeIfAbsent(spec.key().substring(0, spec.key().indexOf('(')), key -> new FakeSignal());
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
