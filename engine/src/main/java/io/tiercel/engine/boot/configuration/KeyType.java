package io.tiercel.engine.boot.configuration;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the value of a key is written. Numbers of all kinds are held in a long; the rest is text. */
public enum KeyType {
    /** Digits with an optional sign. */
    WHOLE("whole number"),
    /** A decimal number, held in 1e-9. */
    DECIMAL("decimal number"),
    /** A number with a unit of time, held in ns. */
    DURATION("duration"),
    /** A number with a unit of memory, held in bytes. */
    SIZE("size"),
    /** One of a few words. */
    CHOICE("word"),
    /** {@code true} or {@code false}. */
    FLAG("true or false"),
    /** A name, a path: anything printable. */
    TEXT("text"),
    /** The name of a Java class. */
    CLASS_NAME("class name"),
    /** What a strategy checks itself: text, a number or a list. */
    FREE("any value or list");

    private static final Pattern WHOLE_TEXT = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,18})?)\\s*([A-Za-z]*)");
    private static final Pattern CLASS_TEXT =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*(\\$[A-Za-z0-9_]+)*");

    private static final String[] TIME_NAMES = {"d", "h", "m", "s", "ms", "us", "ns"};
    private static final long[] TIME_FACTORS = {
        86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L
    };
    private static final String[] SIZE_NAMES = {"GiB", "MiB", "KiB", "B"};
    private static final long[] SIZE_FACTORS = {1L << 30, 1L << 20, 1L << 10, 1L};

    private final String title;

    KeyType(final String title) {
        this.title = title;
    }

    /** As the reference calls it. */
    public String title() {
        return title;
    }

    /** Whether values are held in a long and have a least and a greatest one. */
    boolean numeric() {
        return ordinal() <= SIZE.ordinal();
    }

    /** The value of a {@link #numeric()} type. */
    public long parse(final String text) throws BadValueException {
        return switch (this) {
            case WHOLE -> parseWhole(text);
            case DECIMAL -> Decimals.parse(text, Decimals.NANO_SCALE);
            case DURATION ->
                parseWithUnit(
                        text,
                        TIME_NAMES,
                        TIME_FACTORS,
                        "a length of time; write a number and ns, us, ms, s, m, h or d");
            case SIZE -> parseWithUnit(text, SIZE_NAMES, SIZE_FACTORS, "a size; write a number and B, KiB, MiB or GiB");
            default -> throw new IllegalStateException(name());
        };
    }

    /** The canonical text of a {@link #numeric()} value. */
    String format(final long value) {
        return switch (this) {
            case WHOLE -> Long.toString(value);
            case DECIMAL -> Decimals.format(value, Decimals.NANO_SCALE);
            case DURATION -> formatWithUnit(value, TIME_NAMES, TIME_FACTORS, "s");
            case SIZE -> formatWithUnit(value, SIZE_NAMES, SIZE_FACTORS, "B");
            default -> throw new IllegalStateException(name());
        };
    }

    /** Checks a value of a type that is held as text. */
    void check(final String text, final Key key) throws BadValueException {
        switch (this) {
            case CHOICE -> {
                if (!key.choices().contains(text)) {
                    throw new BadValueException("is not known; write " + String.join(" or ", key.choices()));
                }
            }
            case FLAG -> {
                if (!text.equals("true") && !text.equals("false")) {
                    throw new BadValueException("is neither true nor false; write one of them");
                }
            }
            case CLASS_NAME -> {
                if (!CLASS_TEXT.matcher(text).matches()) {
                    throw new BadValueException("is not the name of a class; write it with its package");
                }
            }
            default -> checkPrintable(text);
        }
    }

    private static void checkPrintable(final String text) throws BadValueException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i)) || text.charAt(i) == '\uFFFD') {
                throw new BadValueException("holds a character that cannot be printed; remove it");
            }
        }
    }

    private static long parseWhole(final String text) throws BadValueException {
        if (!WHOLE_TEXT.matcher(text).matches()) {
            throw new BadValueException("is not a whole number; write digits only");
        }
        try {
            return Long.parseLong(text);
        } catch (final NumberFormatException e) {
            throw new BadValueException("is too large; the greatest is " + Long.MAX_VALUE);
        }
    }

    private static long parseWithUnit(
            final String text, final String[] names, final long[] factors, final String expected)
            throws BadValueException {
        final Matcher matcher = WITH_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw new BadValueException("is not " + expected);
        }
        if (matcher.group(2).isEmpty()) {
            throw new BadValueException("has no unit, so it is not " + expected);
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(matcher.group(2))) {
                return exact(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factors[i])), names);
            }
        }
        throw new BadValueException("has the unknown unit " + matcher.group(2) + ", so it is not " + expected);
    }

    private static long exact(final BigDecimal value, final String[] names) throws BadValueException {
        try {
            return value.longValueExact();
        } catch (final ArithmeticException e) {
            throw new BadValueException("is too large, or not a whole number of " + names[names.length - 1]
                    + "; write a number that fits into 63 bits of that unit");
        }
    }

    private static String formatWithUnit(
            final long value, final String[] names, final long[] factors, final String zeroUnit) {
        if (value == 0) {
            return "0" + zeroUnit;
        }
        int index = 0;
        while (value % factors[index] != 0) {
            index++;
        }
        return value / factors[index] + names[index];
    }
}
