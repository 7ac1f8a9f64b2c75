package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.types.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the exchange's log line by line, also one that another process wrote. */
public final class VenueLogReader implements AutoCloseable {
    private static final int COLUMN_COUNT = VenueLog.COLUMNS.split(",").length;

    private final Path file;
    private final BufferedReader reader;
    private int lineNumber = 1;

    /**
     * One line; a value that its event does not have is 0.
     *
     * @param quantity of a fill: what traded; else the order's total
     * @param maker    of a fill: whether the engine's order rested
     * @param reason   the name of a venue reason, or empty
     */
    public record Line(
            VenueLogEvent event,
            long timeNs,
            int sessionId,
            long inboundSequence,
            long executionId,
            int strategyId,
            int instrumentId,
            Side side,
            long orderId,
            long venueToken,
            long venueOrderId,
            long newVenueToken,
            long priceNanos,
            long quantity,
            long leavesQuantity,
            long cumulativeQuantity,
            long feeMoney,
            long matchId,
            boolean maker,
            String reason) {}

    /** @throws IllegalArgumentException when the file is no venue log */
    public VenueLogReader(final Path file) {
        this.file = file;
        try {
            reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
            final String first = reader.readLine();
            if (!VenueLog.COLUMNS.equals(first)) {
                reader.close();
                throw new IllegalArgumentException(file + " is no venue log: its first line is \"" + first
                        + "\", not \"" + VenueLog.COLUMNS + "\"");
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("venue log " + file + " cannot be read (" + e + ")", e);
        }
    }

    /**
     * The next line, or null at the end.
     *
     * @throws IllegalArgumentException when the line is torn or wrong
     */
    public Line next() {
        try {
            final String text = reader.readLine();
            if (text == null) {
                return null;
            }
            lineNumber++;
            return parse(text);
        } catch (final IOException e) {
            throw new UncheckedIOException("venue log " + file + " cannot be read (" + e + ")", e);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (final IOException e) {
            throw new UncheckedIOException("venue log " + file + " cannot be closed (" + e + ")", e);
        }
    }

    private Line parse(final String text) {
        final String[] values = text.split(",", -1);
        if (values.length != COLUMN_COUNT) {
            throw wrong(values.length + " values instead of " + COLUMN_COUNT + ": the line is torn", null);
        }
        try {
            return new Line(
                    VenueLogEvent.valueOf(values[0]),
                    number(values[1]),
                    (int) number(values[2]),
                    number(values[3]),
                    number(values[4]),
                    (int) number(values[5]),
                    (int) number(values[6]),
                    side(values[7]),
                    number(values[8]),
                    number(values[9]),
                    number(values[10]),
                    number(values[11]),
                    number(values[12]),
                    number(values[13]),
                    number(values[14]),
                    number(values[15]),
                    number(values[16]),
                    number(values[17]),
                    "MAKER".equals(values[18]),
                    values[19]);
        } catch (final IllegalArgumentException e) {
            throw wrong("cannot be understood (" + e.getMessage() + ")", e);
        }
    }

    private IllegalArgumentException wrong(final String what, final Exception cause) {
        return new IllegalArgumentException("venue log " + file + ", line " + lineNumber + ": " + what, cause);
    }

    private static long number(final String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static Side side(final String text) {
        return switch (text) {
            case "BUY" -> Side.BUY;
            case "SELL" -> Side.SELL;
            case "NONE" -> Side.NULL_VAL;
            default -> throw new IllegalArgumentException("side " + text);
        };
    }
}
