package io.tiercel.engine.strategy;

import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * A parameter of a strategy: a value, its limits, and how it is written as text. Read on the hot path, changed by
 * commands.
 */
abstract class Parameter {
    private final String key;
    private final String expected;

    /** @param expected what a value must be, with its limits, as it stands in an error text after "set" */
    Parameter(final String key, final String expected) {
        this.key = key;
        this.expected = expected;
    }

    final String key() {
        return key;
    }

    final String expected() {
        return expected;
    }

    /** Takes the value over when it is one and within the limits. */
    final CommandResultCode change(final String text) {
        try {
            return take(text) ? CommandResultCode.APPLIED : CommandResultCode.OUT_OF_RANGE;
        } catch (final NumberFormatException e) {
            return CommandResultCode.INVALID_VALUE;
        }
    }

    /** False, and no change, when the value is out of range. */
    abstract boolean take(String text);

    abstract void snapshotTo(StateWriter writer);

    abstract void restoreFrom(StateReader reader);

    static OfLong wholeNumber(final String key, final long min, final long max) {
        return new OfLong(key, "a whole number from " + min + " to " + max, min, max) {
            @Override
            long parse(final String text) {
                return ParameterText.wholeNumber(text);
            }
        };
    }

    static OfLong quantity(final String key, final Instrument instrument, final String min, final String max) {
        final int scale = instrument.quantityScale();
        final String expected = "a quantity of " + instrument.symbol() + " from " + min + " to " + max
                + " with at most " + scale + (scale == 1 ? " decimal" : " decimals");
        final long least = ParameterText.quantity(min, scale);
        return new OfLong(key, expected, least, ParameterText.quantity(max, scale)) {
            @Override
            long parse(final String text) {
                return ParameterText.quantity(text, scale);
            }
        };
    }

    static OfLong duration(final String key, final String min, final String max) {
        final String expected = "a duration from " + min + " to " + max + " with a unit (ns, us, ms, s, m, h, d)";
        return new OfLong(key, expected, ParameterText.duration(min), ParameterText.duration(max)) {
            @Override
            long parse(final String text) {
                return ParameterText.duration(text);
            }
        };
    }

    abstract static class OfLong extends Parameter implements LongParameter {
        private final long min;
        private final long max;
        private long value;

        OfLong(final String key, final String expected, final long min, final long max) {
            super(key, expected);
            this.min = min;
            this.max = max;
        }

        @Override
        public final long value() {
            return value;
        }

        abstract long parse(String text);

        @Override
        final boolean take(final String text) {
            final long parsed = parse(text);
            if (parsed < min || parsed > max) {
                return false;
            }
            value = parsed;
            return true;
        }

        @Override
        final void snapshotTo(final StateWriter writer) {
            writer.putLong(value);
        }

        @Override
        final void restoreFrom(final StateReader reader) {
            value = reader.takeLong();
        }
    }

    static final class OfDouble extends Parameter implements DoubleParameter {
        private final double min;
        private final double max;
        private double value;

        OfDouble(final String key, final double min, final double max) {
            super(key, "a number from " + min + " to " + max);
            this.min = min;
            this.max = max;
        }

        @Override
        public double value() {
            return value;
        }

        @Override
        boolean take(final String text) {
            final double parsed = ParameterText.number(text);
            if (!(parsed >= min && parsed <= max)) {
                return false;
            }
            value = parsed;
            return true;
        }

        @Override
        void snapshotTo(final StateWriter writer) {
            writer.putDouble(value);
        }

        @Override
        void restoreFrom(final StateReader reader) {
            value = reader.takeDouble();
        }
    }

    static final class OfBoolean extends Parameter implements BooleanParameter {
        private boolean value;

        OfBoolean(final String key) {
            super(key, "true or false");
        }

        @Override
        public boolean value() {
            return value;
        }

        @Override
        boolean take(final String text) {
            value = ParameterText.flag(text);
            return true;
        }

        @Override
        void snapshotTo(final StateWriter writer) {
            writer.putBoolean(value);
        }

        @Override
        void restoreFrom(final StateReader reader) {
            value = reader.takeBoolean();
        }
    }
}
