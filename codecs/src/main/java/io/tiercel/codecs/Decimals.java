package io.tiercel.codecs;

/**
 * Text of fixed-point numbers, for configuration, reference data and reports. Exact in both directions; no double
 * is involved.
 */
final class Decimals {
    private Decimals() {}

    static long parse(final CharSequence text, final int scale) {
        checkScale(scale);
        final int length = text.length();
        final boolean negative = length > 0 && text.charAt(0) == '-';
        int position = negative ? 1 : 0;
        final int firstDigit = position;
        long value = 0;
        while (position < length && isDigit(text.charAt(position))) {
            value = append(value, text.charAt(position++), text, scale);
        }
        if (position == firstDigit) {
            throw notDecimal(text);
        }
        int decimals = 0;
        if (position < length && text.charAt(position) == '.') {
            position++;
            while (position < length && isDigit(text.charAt(position))) {
                if (++decimals > scale) {
                    throw new NumberFormatException(
                            "\"" + text + "\" has more than " + scale + " digits after the point");
                }
                value = append(value, text.charAt(position++), text, scale);
            }
            if (decimals == 0) {
                throw notDecimal(text);
            }
        }
        if (position != length) {
            throw notDecimal(text);
        }
        for (; decimals < scale; decimals++) {
            value = append(value, '0', text, scale);
        }
        return negative ? -value : value;
    }

    static String format(final long value, final int scale) {
        checkScale(scale);
        if (value == FixedPoint.OVERFLOW) {
            return "overflow";
        }
        return value < 0 ? "-" + formatUnsigned(-value, scale) : formatUnsigned(value, scale);
    }

    static String formatUnsigned(final long value, final int scale) {
        checkScale(scale);
        final long power = FixedPoint.powerOfTen(scale);
        final StringBuilder text =
                new StringBuilder(24).append(Long.toUnsignedString(Long.divideUnsigned(value, power)));
        final long fraction = Long.remainderUnsigned(value, power);
        if (fraction != 0) {
            text.append('.');
            final String digits = Long.toString(fraction);
            for (int i = digits.length(); i < scale; i++) {
                text.append('0');
            }
            text.append(digits);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
        return text.toString();
    }

    private static boolean isDigit(final char c) {
        return c >= '0' && c <= '9';
    }

    private static long append(final long value, final char digit, final CharSequence text, final int scale) {
        final int units = digit - '0';
        if (value > (Long.MAX_VALUE - units) / 10) {
            throw new NumberFormatException("\"" + text + "\" is outside ±" + format(Long.MAX_VALUE, scale)
                    + ", the limit with " + scale + " digits after the point");
        }
        return value * 10 + units;
    }

    private static NumberFormatException notDecimal(final CharSequence text) {
        return new NumberFormatException(
                "\"" + text + "\" is not a decimal: digits, with a minus before and a point between them if need be");
    }

    private static void checkScale(final int scale) {
        if (scale < 0 || scale > FixedPoint.MAX_SCALE) {
            throw new IllegalArgumentException("scale " + scale + " is outside 0 to " + FixedPoint.MAX_SCALE);
        }
    }
}
