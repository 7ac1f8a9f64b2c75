package io.tiercel.engine.feed.history;

import java.nio.file.Path;
import java.util.Objects;
import org.agrona.DirectBuffer;

/**
 * A row of LOBSTER's tables: whole numbers with commas between them, before those of messages a time in seconds. Newer
 * tables of messages have a seventh column with nothing in it.
 */
final class LobsterRow {
    static final int MESSAGE_FIELDS = 6;
    /** Columns of a level: ask price, ask size, bid price, bid size. */
    static final int LEVEL_FIELDS = 4;
    /** Of an order book: 1,000 levels. */
    static final int MAX_FIELDS = 4_000;

    static final int TIME = 0;
    static final int TYPE = 1;
    static final int ORDER_ID = 2;
    static final int SIZE = 3;
    static final int PRICE = 4;
    static final int DIRECTION = 5;

    private static final int MAX_DIGITS = 18;
    private static final int FRACTION_DIGITS = 9;
    private static final int SHOWN = 40;
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final long[] values = new long[MAX_FIELDS];
    private int count;
    /** The file whose order books are read, and how many columns each of them has; 0 before its first one. */
    private Path bookFile;

    private int bookColumns;

    int count() {
        return count;
    }

    long value(final int field) {
        return values[field];
    }

    /** What is wrong with a row of a message file, or null; its time is in ns then. */
    String message(final DirectBuffer buffer, final int offset, final int length) {
        final String fault = parse(buffer, offset, length, true);
        if (fault != null) {
            return fault;
        }
        if (count != MESSAGE_FIELDS) {
            return "a message of " + count + " columns; it has " + MESSAGE_FIELDS;
        }
        if (values[TYPE] < 1 || values[TYPE] > 7) {
            return "a message of type " + values[TYPE] + "; there are 1 to 7";
        }
        return values[DIRECTION] == 1 || values[DIRECTION] == -1
                ? null
                : "a direction of " + values[DIRECTION] + "; it is 1 or -1";
    }

    /** What is wrong with a row of an order book file, or null. */
    String book(final DirectBuffer buffer, final int offset, final int length) {
        final String fault = parse(buffer, offset, length, false);
        return fault == null && (count == 0 || count % LEVEL_FIELDS != 0)
                ? "an order book of " + count + " columns; each level has " + LEVEL_FIELDS
                : fault;
    }

    /** The same of a row of this file: all of them have as many columns, so one that is torn behind a level is told. */
    String book(final Path file, final DirectBuffer buffer, final int offset, final int length) {
        if (!Objects.equals(file, bookFile)) {
            bookFile = file;
            bookColumns = 0;
        }
        final String fault = book(buffer, offset, length);
        if (fault != null) {
            return fault;
        }
        bookColumns = bookColumns == 0 ? count : bookColumns;
        return count == bookColumns
                ? null
                : "an order book of " + count + " columns; the rows before it have " + bookColumns;
    }

    private String parse(final DirectBuffer buffer, final int offset, final int length, final boolean timeFirst) {
        count = 0;
        int at = offset;
        final int end = offset + length;
        while (at <= end) {
            int next = at;
            while (next < end && buffer.getByte(next) != ',') {
                next++;
            }
            if (timeFirst && count == MESSAGE_FIELDS) {
                return behindMessage(buffer, at, end);
            }
            if (count == MAX_FIELDS) {
                return "more than " + MAX_FIELDS + " columns";
            }
            if (!number(buffer, at, next, timeFirst && count == TIME)) {
                return "column " + (count + 1) + " is "
                        + (at == next ? "empty" : shown(buffer, at, next) + ": " + wanted(timeFirst && count == TIME));
            }
            count++;
            at = next + 1;
        }
        return null;
    }

    private static String wanted(final boolean seconds) {
        return "no " + (seconds ? "time in seconds" : "whole number") + " of up to " + MAX_DIGITS + " digits";
    }

    /** What is wrong with the columns behind the sixth of a message, or null. */
    private static String behindMessage(final DirectBuffer buffer, final int from, final int end) {
        boolean isNull = end - from == NULL.length;
        for (int i = 0; i < NULL.length && isNull; i++) {
            isNull = buffer.getByte(from + i) == NULL[i];
        }
        return isNull || from == end
                ? null
                : "column " + (MESSAGE_FIELDS + 1) + " is " + shown(buffer, from, end) + "; a message has "
                        + MESSAGE_FIELDS + " columns, and maybe one more that is empty or null";
    }

    /** For a message. */
    private static String shown(final DirectBuffer buffer, final int from, final int to) {
        final StringBuilder shown = new StringBuilder();
        for (int i = from; i < Math.min(to, from + SHOWN); i++) {
            final byte letter = buffer.getByte(i);
            shown.append(letter < ' ' || letter == 0x7F ? '?' : (char) letter);
        }
        return shown + (to - from > SHOWN ? "…" : "");
    }

    private boolean number(final DirectBuffer buffer, final int from, final int to, final boolean seconds) {
        final boolean negative = from < to && buffer.getByte(from) == '-';
        long value = 0;
        int digits = 0;
        int fraction = -1;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            final byte letter = buffer.getByte(i);
            if (letter == '.' && seconds && fraction < 0) {
                fraction = 0;
            } else if (letter < '0' || letter > '9') {
                return false;
            } else if (fraction < FRACTION_DIGITS) {
                value = value * 10 + letter - '0';
                digits++;
                fraction += fraction < 0 ? 0 : 1;
            }
            if (digits > MAX_DIGITS) {
                return false;
            }
        }
        for (int i = Math.max(0, fraction); seconds && i < FRACTION_DIGITS; i++) {
            value = value > Long.MAX_VALUE / 10 ? Long.MAX_VALUE : value * 10;
        }
        values[count] = negative ? -value : value;
        return digits > 0;
    }
}
