package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.BadValueException;
import io.tiercel.engine.boot.configuration.KeyType;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's length of time, written as in the configuration, in ns. */
final class DurationConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(final String text) {
        try {
            final long ns = KeyType.DURATION.parse(text);
            if (ns == 0) {
                throw new TypeConversionException("\"" + text + "\" is no time at all; write more than 0");
            }
            return ns;
        } catch (final BadValueException e) {
            throw new TypeConversionException("\"" + text + "\" " + e.getMessage());
        }
    }
}
