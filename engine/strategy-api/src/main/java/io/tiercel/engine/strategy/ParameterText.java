package io.tiercel.engine.strategy;

import io.tiercel.engine.reference.Instrument;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads and writes the values of parameters as people write them. What is no value throws NumberFormatException. */
final class ParameterText {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,19})?");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,19})?) ?(ns|us|ms|s|m|h|d)");

    private ParameterText() {}

    static long wholeNumber(final String text) {
        require(WHOLE, text);
        return Long.parseLong(text);
    }

    /** Finite. Text that is too small for a double is 0, as everywhere in Java. */
    static double number(final String text) {
        require(NUMBER, text);
        final double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new NumberFormatException(text);
        }
        // One zero only: -0.0 would show in digests.
        return value == 0 ? 0 : value;
    }

    static long quantity(final String text, final int quantityScale) {
        require(DECIMAL, text);
        return exact(new BigDecimal(text).movePointRight(quantityScale), text);
    }

    /** The quantity as {@link #quantity} reads it. */
    static String quantityText(final long quantity, final int quantityScale) {
        return BigDecimal.valueOf(quantity, quantityScale).stripTrailingZeros().toPlainString();
    }

    /** So many lots, or as many as a quantity can hold, as {@link #quantity} reads them. */
    static String lots(final Instrument instrument, final long count) {
        final long lot = instrument.lotQuantity();
        return quantityText(lot * Math.min(count, Long.MAX_VALUE / 4 / lot), instrument.quantityScale());
    }

    static long duration(final String text) {
        final var matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new NumberFormatException(text);
        }
        return exact(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitNs(matcher.group(2)))), text);
    }

    static boolean flag(final String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new NumberFormatException(text);
        }
        return text.equals("true");
    }

    private static long unitNs(final String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 86_400_000_000_000L;
        };
    }

    private static long exact(final BigDecimal value, final String text) {
        try {
            return value.longValueExact();
        } catch (final ArithmeticException e) {
            final NumberFormatException failure = new NumberFormatException(text);
            failure.initCause(e);
            throw failure;
        }
    }

    private static void require(final Pattern pattern, final String text) {
        if (!pattern.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
    }
}
