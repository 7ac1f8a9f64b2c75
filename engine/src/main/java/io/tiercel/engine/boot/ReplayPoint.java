package io.tiercel.engine.boot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A place in a journal: an input's sequence, or a time.
 *
 * @param time  whether it is a time
 * @param value the sequence, or ns since 1970 in UTC
 * @param text  as it was written
 */
record ReplayPoint(boolean time, long value, String text) {
    private static final long NANOS = 1_000_000_000L;
    private static final String SEQUENCE = "[0-9]{1,18}";
    private static final String NANOSECONDS = "[0-9]{1,19}ns";

    static ReplayPoint parse(final String text) {
        try {
            if (text.matches(SEQUENCE)) {
                return new ReplayPoint(false, Long.parseLong(text), text);
            }
            if (text.matches(NANOSECONDS)) {
                return new ReplayPoint(true, Long.parseLong(text.substring(0, text.length() - 2)), text);
            }
            final Instant instant = text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            final long seconds = Math.multiplyExact(instant.getEpochSecond(), NANOS);
            return new ReplayPoint(true, Math.addExact(seconds, instant.getNano()), text);
        } catch (final DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new TypeConversionException(
                    "\"" + text + "\" is neither the sequence of an input, as 12345, nor a UTC"
                            + " time, as 2026-11-20T14:30:00Z, nor ns since 1970, as 1795185000000000000ns (up to "
                            + Instant.ofEpochSecond(0, Long.MAX_VALUE) + ")");
        }
    }

    /** For the command line. */
    static final class Converter implements ITypeConverter<ReplayPoint> {
        @Override
        public ReplayPoint convert(final String text) {
            return parse(text);
        }
    }
}
