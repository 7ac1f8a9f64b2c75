package io.tiercel.engine.strategy;

import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.SignalSpec;
import io.tiercel.engine.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Serves a strategy's constructor, and notes what it asked for. Not used afterwards. */
final class Setup implements StrategySetup {
    private final String name;
    private final StrategyContext context;
    private final Instruments instruments;
    private final Signals signals;
    private final TreeMap<String, String> configured;

    /** What stands before a key in error texts, as in the configuration. */
    private final String prefix;

    private final TreeSet<String> askedKeys = new TreeSet<>();
    private final TreeSet<Integer> instrumentIds = new TreeSet<>();
    private final TreeSet<Integer> signalIds = new TreeSet<>();
    private final List<Parameter> live = new ArrayList<>();

    Setup(
            final String name,
            final StrategyContext context,
            final Instruments instruments,
            final Signals signals,
            final Map<String, String> configured) {
        this.name = name;
        this.prefix = "strategies." + name + ".parameters.";
        this.context = context;
        this.instruments = instruments;
        this.signals = signals;
        this.configured = new TreeMap<>(configured);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public StrategyContext context() {
        return context;
    }

    @Override
    public Instrument instrument(final String key) {
        return subscribe(key, requiredText(key).strip());
    }

    @Override
    public Instrument[] instruments(final String key) {
        final String[] symbols = requiredText(key).split(",", -1);
        final Instrument[] result = new Instrument[symbols.length];
        for (int i = 0; i < symbols.length; i++) {
            result[i] = subscribe(key, symbols[i].strip());
            for (int j = 0; j < i; j++) {
                if (result[j] == result[i]) {
                    throw error(key, symbols[i].strip(), "stands in the list twice; name each instrument once");
                }
            }
        }
        return result;
    }

    @Override
    public Signal signal(final SignalSpec spec) {
        final int signalId = signals.declare(spec);
        signalIds.add(signalId);
        return signals.signal(signalId);
    }

    @Override
    public LongParameter wholeNumber(final String key, final long defaultValue, final long min, final long max) {
        return live(Parameter.wholeNumber(key, min, max), String.valueOf(defaultValue));
    }

    @Override
    public DoubleParameter number(final String key, final double defaultValue, final double min, final double max) {
        return live(new Parameter.OfDouble(key, min, max), String.valueOf(defaultValue));
    }

    @Override
    public LongParameter quantity(
            final String key,
            final Instrument instrument,
            final String defaultValue,
            final String min,
            final String max) {
        return live(Parameter.quantity(key, instrument, min, max), defaultValue);
    }

    @Override
    public LongParameter duration(final String key, final String defaultValue, final String min, final String max) {
        return live(Parameter.duration(key, min, max), defaultValue);
    }

    @Override
    public BooleanParameter flag(final String key, final boolean defaultValue) {
        return live(new Parameter.OfBoolean(key), String.valueOf(defaultValue));
    }

    @Override
    public double fixedNumber(final String key, final double defaultValue, final double min, final double max) {
        return configure(new Parameter.OfDouble(key, min, max), String.valueOf(defaultValue))
                .value();
    }

    @Override
    public long fixedDuration(final String key, final String defaultValue, final String min, final String max) {
        return configure(Parameter.duration(key, min, max), defaultValue).value();
    }

    /** Fails when the configuration holds a key that the constructor did not ask for. */
    void rejectUnknownKeys() {
        for (final String key : configured.navigableKeySet()) {
            if (!askedKeys.contains(key)) {
                throw error(
                        key,
                        configured.get(key),
                        "unknown key; remove it, or set one of " + String.join(", ", askedKeys));
            }
        }
    }

    /** Every key that the strategy asked for, in alphabetical order. */
    List<String> knownKeys() {
        return List.copyOf(askedKeys);
    }

    /** In rising order. */
    int[] instrumentIds() {
        return instrumentIds.stream().mapToInt(Integer::intValue).toArray();
    }

    /** In rising order. */
    int[] signalIds() {
        return signalIds.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Those that may change later, in the order in which they were asked for. */
    Parameter[] liveParameters() {
        return live.toArray(new Parameter[0]);
    }

    private <P extends Parameter> P live(final P parameter, final String defaultValue) {
        live.add(configure(parameter, defaultValue));
        return parameter;
    }

    private <P extends Parameter> P configure(final P parameter, final String defaultValue) {
        final String key = parameter.key();
        ask(key);
        final String value = configured.getOrDefault(key, defaultValue).strip();
        switch (parameter.change(value)) {
            case APPLIED -> {
                return parameter;
            }
            case OUT_OF_RANGE -> throw error(key, value, "out of range; set " + parameter.expected());
            default -> throw error(key, value, "not a value of this parameter; set " + parameter.expected());
        }
    }

    private String requiredText(final String key) {
        ask(key);
        final String value = configured.get(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    prefix + key + ": missing; set the symbol of an instrument from the reference data");
        }
        return value;
    }

    private void ask(final String key) {
        if (!askedKeys.add(key)) {
            throw new IllegalArgumentException(prefix + key
                    + ": the strategy asks for this key twice; ask once in its constructor and keep the result");
        }
    }

    private Instrument subscribe(final String key, final String symbol) {
        final Instrument instrument = instruments.find(symbol);
        if (instrument == null) {
            throw error(key, symbol, "no such instrument; set the symbol of one from the reference data");
        }
        instrumentIds.add(instrument.id());
        return instrument;
    }

    private IllegalArgumentException error(final String key, final String value, final String what) {
        return new IllegalArgumentException(prefix + key + " = \"" + value + "\": " + what);
    }
}
