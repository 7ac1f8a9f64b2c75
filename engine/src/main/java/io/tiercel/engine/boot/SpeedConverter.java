package io.tiercel.engine.boot;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code max}, or how many times faster than it was recorded: {@code 1x}, {@code 0.5x}, {@code 100x}. */
final class SpeedConverter implements ITypeConverter<Double> {
    private static final BigDecimal LEAST = new BigDecimal("0.001");
    private static final BigDecimal GREATEST = new BigDecimal("1000000");
    private static final String TIMES = "[0-9]{1,9}(\\.[0-9]{1,9})?x";

    @Override
    public Double convert(final String text) {
        if (text.equals("max")) {
            return ReplayConductor.MAX_SPEED;
        }
        if (text.matches(TIMES)) {
            final BigDecimal times = new BigDecimal(text.substring(0, text.length() - 1));
            if (times.compareTo(LEAST) >= 0 && times.compareTo(GREATEST) <= 0) {
                return times.doubleValue();
            }
        }
        throw new TypeConversionException("\"" + text + "\" is no speed; write max, 1x, or a number of times from "
                + LEAST + "x to " + GREATEST + "x");
    }
}
