package io.tiercel.engine.boot.configuration;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Decimal text to whole numbers of a power of ten and back, exactly: nothing is ever rounded. */
public final class Decimals {
    /** Prices and money are in 1e-9. */
    public static final int NANO_SCALE = 9;

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,18})?");

    private Decimals() {}

    /** {@code text} in units of 10^-scale. */
    public static long parse(final String text, final int scale) throws BadValueException {
        if (!DECIMAL.matcher(text).matches()) {
            throw new BadValueException("is not a decimal number; write digits, such as 100 or 0.25");
        }
        final BigDecimal value = new BigDecimal(text);
        try {
            return value.setScale(scale, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
        } catch (final ArithmeticException e) {
            if (value.stripTrailingZeros().scale() > scale) {
                throw new BadValueException("has more than " + scale + " decimals; leave out what is beyond them");
            }
            throw new BadValueException("is too large; the greatest is " + format(Long.MAX_VALUE, scale));
        }
    }

    /** The shortest text that {@link #parse} reads as {@code value}. */
    public static String format(final long value, final int scale) {
        return value == 0
                ? "0"
                : BigDecimal.valueOf(value, scale).stripTrailingZeros().toPlainString();
    }
}
