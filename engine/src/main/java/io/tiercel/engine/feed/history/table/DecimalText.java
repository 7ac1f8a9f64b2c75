package io.tiercel.engine.feed.history.table;

/** A decimal number's text as a long, exact: no digit that counts is dropped, and nothing passes through a double. */
final class DecimalText {
    /** More digits are no number that anybody means. */
    private static final int MAX_DIGITS = 64;

    private static final int MAX_EXPONENT = 400;

    private long value;

    long value() {
        return value;
    }

    /**
     * @param scale digits after the point
     * @param cut   whether more digits after the point are passed over
     * @return what is wrong, as the end of a sentence; else null
     */
    String parse(final byte[] text, final int from, final int to, final int scale, final boolean cut) {
        int at = from;
        final boolean negative = at < to && text[at] == '-';
        if (at < to && (negative || text[at] == '+')) {
            at++;
        }
        int point = -1;
        int digits = 0;
        final int begin = at;
        while (at < to && (text[at] >= '0' && text[at] <= '9' || text[at] == '.' && point < 0)) {
            if (text[at] == '.') {
                point = at;
            } else {
                digits++;
            }
            at++;
        }
        final int end = at;
        int exponent = 0;
        if (at < to && (text[at] == 'e' || text[at] == 'E')) {
            exponent = exponent(text, at + 1, to);
            at = exponent < -MAX_EXPONENT ? at : to;
        }
        if (at != to || digits == 0 || digits > MAX_DIGITS) {
            return "is no number";
        }
        final int after = point < 0 ? 0 : end - point - 1;
        return scaled(text, begin, end, scale - after + exponent, negative, scale, cut);
    }

    /** Below any that can be when it is none. */
    private static int exponent(final byte[] text, final int from, final int to) {
        final boolean negative = from < to && text[from] == '-';
        final int begin = from < to && (negative || text[from] == '+') ? from + 1 : from;
        int exponent = 0;
        for (int i = begin; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return Integer.MIN_VALUE;
            }
            exponent = Math.min(MAX_EXPONENT, exponent * 10 + text[i] - '0');
        }
        return begin == to ? Integer.MIN_VALUE : negative ? -exponent : exponent;
    }

    /** @param shift digits to add behind the last one, or to take away */
    private String scaled(
            final byte[] text,
            final int from,
            final int to,
            final int shift,
            final boolean negative,
            final int scale,
            final boolean cut) {
        int counted = 0;
        for (int i = from; i < to; i++) {
            counted += text[i] == '.' ? 0 : 1;
        }
        final int kept = counted + Math.min(0, shift);
        long result = 0;
        int index = 0;
        for (int i = from; i < to; i++) {
            if (text[i] == '.') {
                continue;
            }
            final int digit = text[i] - '0';
            if (index++ < kept) {
                if (result > (Long.MAX_VALUE - digit) / 10) {
                    return tooMuch(scale);
                }
                result = result * 10 + digit;
            } else if (digit != 0 && !cut) {
                return "has more than " + scale + " digits after the point";
            }
        }
        for (int i = 0; i < shift && result != 0; i++) {
            if (result > Long.MAX_VALUE / 10) {
                return tooMuch(scale);
            }
            result *= 10;
        }
        value = negative ? -result : result;
        return null;
    }

    private static String tooMuch(final int scale) {
        return "is beyond 63 bits with " + scale + " digits after the point";
    }
}
