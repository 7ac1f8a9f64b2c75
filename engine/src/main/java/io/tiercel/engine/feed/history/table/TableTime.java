package io.tiercel.engine.feed.history.table;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/** Times as texts have them, to UTC ns. */
final class TableTime {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int DAY_SECONDS = 86_400;
    private static final long MAX_SECONDS = Long.MAX_VALUE / SECOND_NS - 1;
    private static final int DATE_LENGTH = 10;
    private static final int FRACTION_DIGITS = 9;
    private static final String BAD = "is no time";
    private static final String BEYOND = "is a time before 1970 or after 2262";

    private final TableMapping.Unit unit;
    private final ZoneId zone;
    private final DateTimeFormatter pattern;
    private final DecimalText decimal = new DecimalText();
    private long value;
    private byte[] text;
    private int at;
    private int limit;
    /** Days are said again and again. */
    private int date;

    private long dateSeconds;

    TableTime(final TableMapping mapping) {
        unit = mapping.unit();
        zone = mapping.zone();
        pattern = mapping.pattern();
    }

    /** UTC ns. */
    long value() {
        return value;
    }

    /** What is wrong, as the end of a sentence; else null. */
    String parse(final TableRow row, final int slot) {
        text = row.bytes();
        at = row.start(slot);
        limit = row.limit(slot);
        final String fault;
        try {
            fault = switch (unit) {
                case PATTERN -> byPattern();
                case ISO -> iso();
                case FOUND -> looksLikeADate() ? iso() : count(found());
                default -> count(unit);
            };
        } catch (final DateTimeException none) {
            return BAD;
        }
        return fault == null && value < 0 ? BEYOND : fault;
    }

    private boolean looksLikeADate() {
        for (int i = at + 1; i < limit; i++) {
            if (text[i] == '-' || text[i] == ':' || text[i] == 'T') {
                return text[i - 1] != 'e' && text[i - 1] != 'E';
            }
        }
        return false;
    }

    /** A count since 1970 of so many digits can be in one unit only, from 2001 on. */
    private TableMapping.Unit found() {
        int digits = 0;
        while (at + digits < limit && text[at + digits] >= '0' && text[at + digits] <= '9') {
            digits++;
        }
        if (digits <= 10) {
            return TableMapping.Unit.S;
        }
        if (digits <= 13) {
            return TableMapping.Unit.MS;
        }
        return digits <= 16 ? TableMapping.Unit.US : TableMapping.Unit.NS;
    }

    private String count(final TableMapping.Unit of) {
        final String fault = decimal.parse(text, at, limit, of.digitsToNs(), true);
        value = decimal.value();
        if (fault == null) {
            return null;
        }
        return fault.startsWith("is beyond") ? BEYOND : BAD;
    }

    private String byPattern() {
        final String whole = new String(text, at, limit - at, StandardCharsets.UTF_8);
        final TemporalAccessor parsed =
                pattern.parseBest(whole, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
        final ZonedDateTime time = parsed instanceof ZonedDateTime zoned
                ? zoned
                : (parsed instanceof LocalDateTime local ? local : ((LocalDate) parsed).atStartOfDay()).atZone(zone);
        return at(time.toEpochSecond(), time.getNano());
    }

    private String at(final long seconds, final long nanos) {
        if (seconds < 0 || seconds > MAX_SECONDS) {
            return BEYOND;
        }
        value = seconds * SECOND_NS + nanos;
        return null;
    }

    /** A day, or a day and a time, with or without an offset. */
    private String iso() {
        if (limit - at < DATE_LENGTH || !date()) {
            return BAD;
        }
        long ofDay = 0;
        long nanos = 0;
        if (at < limit) {
            if (text[at] != 'T' && text[at] != ' ' && text[at] != 't') {
                return BAD;
            }
            at++;
            final int hours = two(-1);
            final int minutes = two(':');
            final int seconds = at < limit && text[at] == ':' ? two(':') : 0;
            if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
                return BAD;
            }
            ofDay = hours * 3_600L + minutes * 60L + seconds;
            nanos = fraction();
        }
        return nanos < 0 ? BAD : withOffset(dateSeconds, ofDay, nanos);
    }

    private boolean date() {
        final int year = number(4);
        final int month = at < limit && text[at++] == '-' ? number(2) : -1;
        final int day = at < limit && text[at++] == '-' ? number(2) : -1;
        if (year < 0 || month < 0 || day < 0) {
            return false;
        }
        final int key = (year * 16 + month) * 32 + day;
        if (key != date) {
            dateSeconds = LocalDate.of(year, month, day).toEpochDay() * DAY_SECONDS;
            date = key;
        }
        return true;
    }

    private String withOffset(final long day, final long ofDay, final long nanos) {
        if (at == limit) {
            if (zone.equals(ZoneOffset.UTC)) {
                return at(day + ofDay, nanos);
            }
            final LocalDateTime local = LocalDate.ofEpochDay(day / DAY_SECONDS).atTime(LocalTime.ofSecondOfDay(ofDay));
            return at(local.atZone(zone).toEpochSecond(), nanos);
        }
        final byte sign = text[at++];
        if (sign == 'Z' || sign == 'z') {
            return at == limit ? at(day + ofDay, nanos) : BAD;
        }
        final int hours = two(-1);
        final int minutes = at < limit ? text[at] == ':' ? two(':') : two(-1) : 0;
        if (sign != '+' && sign != '-' || hours < 0 || minutes < 0 || at != limit) {
            return BAD;
        }
        final int offset = hours * 3_600 + minutes * 60;
        return at(day + ofDay - (sign == '+' ? offset : -offset), nanos);
    }

    private long fraction() {
        if (at == limit || text[at] != '.' && text[at] != ',') {
            return 0;
        }
        at++;
        long nanos = 0;
        int digits = 0;
        for (; at < limit && text[at] >= '0' && text[at] <= '9'; at++) {
            nanos = digits < FRACTION_DIGITS ? nanos * 10 + text[at] - '0' : nanos;
            digits++;
        }
        for (int i = digits; i < FRACTION_DIGITS; i++) {
            nanos *= 10;
        }
        return digits == 0 ? -1 : nanos;
    }

    /** Two digits, behind a letter unless that is -1. */
    private int two(final int before) {
        if (before >= 0 && (at >= limit || text[at++] != before)) {
            return -1;
        }
        return number(2);
    }

    private int number(final int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            if (at >= limit || text[at] < '0' || text[at] > '9') {
                return -1;
            }
            number = number * 10 + text[at++] - '0';
        }
        return number;
    }
}
