package io.tiercel.engine.strategy;

import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.engine.reference.Instrument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The configured parameters of one strategy: what its constructor asked for, and the values now. For who hosts a
 * strategy, the engine or a test; a strategy itself gets its parameters from {@link StrategySetup}.
 */
public final class ParameterSet {
    /** What stands before a key in error texts, as in the configuration. */
    private final String prefix;

    private final TreeMap<String, String> configured;
    private final TreeSet<String> askedKeys = new TreeSet<>();
    private final List<Parameter> live = new ArrayList<>();

    /** @param configured the values by key, as they were written */
    public ParameterSet(final String strategyName, final Map<String, String> configured) {
        this.prefix = "strategies." + strategyName + ".parameters.";
        this.configured = new TreeMap<>(configured);
    }

    /** As {@link StrategySetup#wholeNumber}. */
    public LongParameter wholeNumber(final String key, final long defaultValue, final long min, final long max) {
        return live(Parameter.wholeNumber(key, min, max), String.valueOf(defaultValue));
    }

    /** As {@link StrategySetup#number}. */
    public DoubleParameter number(final String key, final double defaultValue, final double min, final double max) {
        return live(new Parameter.OfDouble(key, min, max), String.valueOf(defaultValue));
    }

    /** As {@link StrategySetup#quantity}. */
    public LongParameter quantity(
            final String key,
            final Instrument instrument,
            final String defaultValue,
            final String min,
            final String max) {
        return live(Parameter.quantity(key, instrument, min, max), defaultValue);
    }

    /** As {@link StrategySetup#duration}. */
    public LongParameter duration(final String key, final String defaultValue, final String min, final String max) {
        return live(Parameter.duration(key, min, max), defaultValue);
    }

    /** As {@link StrategySetup#flag}. */
    public BooleanParameter flag(final String key, final boolean defaultValue) {
        return live(new Parameter.OfBoolean(key), String.valueOf(defaultValue));
    }

    /** As {@link StrategySetup#fixedNumber}. */
    public double fixedNumber(final String key, final double defaultValue, final double min, final double max) {
        return configure(new Parameter.OfDouble(key, min, max), String.valueOf(defaultValue))
                .value();
    }

    /** As {@link StrategySetup#fixedDuration}. */
    public long fixedDuration(final String key, final String defaultValue, final String min, final String max) {
        return configure(Parameter.duration(key, min, max), defaultValue).value();
    }

    /** The symbol that is configured under this key. */
    public String symbol(final String key) {
        ask(key);
        final String value = configured.get(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    prefix + key + ": missing; set the symbol of an instrument from the reference data");
        }
        return value.strip();
    }

    /** The name of the analytics lane that is configured under this key. */
    public String lane(final String key) {
        ask(key);
        final String value = configured.get(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    prefix + key + ": missing; set the name of an analytics lane, as in lanes.NAME");
        }
        return value.strip();
    }

    /** The symbols of a list, each of them once. */
    public List<String> symbols(final String key) {
        final List<String> symbols = new ArrayList<>();
        for (final String written : symbol(key).split(",", -1)) {
            final String symbol = written.strip();
            if (symbols.contains(symbol)) {
                throw error(key, symbol, "stands in the list twice; name each instrument once");
            }
            symbols.add(symbol);
        }
        return Collections.unmodifiableList(symbols);
    }

    /** No instrument has the symbol that stands under this key. */
    public IllegalArgumentException noSuchInstrument(final String key, final String symbol) {
        return error(key, symbol, "no such instrument; set the symbol of one from the reference data");
    }

    /** No lane has the name that stands under this key. */
    public IllegalArgumentException noSuchLane(final String key, final String lane) {
        return error(key, lane, "no such analytics lane; set the name of one of lanes in the configuration");
    }

    /** Fails when the configuration holds a key that the constructor did not ask for. */
    public void rejectUnknownKeys() {
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
    public List<String> knownKeys() {
        return List.copyOf(askedKeys);
    }

    /** Gives a parameter another value, as a command does. */
    public CommandResultCode change(final String key, final String value) {
        for (final Parameter parameter : live) {
            if (parameter.key().equals(key)) {
                return parameter.change(value);
            }
        }
        return CommandResultCode.UNKNOWN_PARAMETER;
    }

    /** Those that may change later, in the order in which they were asked for. */
    Parameter[] live() {
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

    private void ask(final String key) {
        if (!askedKeys.add(key)) {
            throw new IllegalArgumentException(prefix + key
                    + ": the strategy asks for this key twice; ask once in its constructor and keep the result");
        }
    }

    private IllegalArgumentException error(final String key, final String value, final String what) {
        return new IllegalArgumentException(prefix + key + " = \"" + value + "\": " + what);
    }
}
