package io.tiercel.engine.boot.reference;

import io.tiercel.engine.reference.TradingDay;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * When a calendar's instruments trade: a rule per day of the week, and dates that differ from it.
 *
 * @param weekdays days of the week without a rule are closed
 * @param dates    go before the days of the week
 */
public record TradingCalendar(
        int id, String name, ZoneId zone, Map<DayOfWeek, Hours> weekdays, Map<LocalDate, Hours> dates) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int MAX_CLOSED_DAYS = 400;

    /**
     * Open and close in seconds of local time from the date's midnight: below 0 is the evening before, 86,400 the
     * midnight at its end. Both are 0 on a holiday.
     */
    public record Hours(int openSecond, int closeSecond, boolean halfDay) {
        static final Hours HOLIDAY = new Hours(0, 0, false);

        boolean holiday() {
            return openSecond == closeSecond;
        }
    }

    /**
     * The trading days from the date at {@code timeNs}, in this calendar's zone, to {@code daysAhead} days after it.
     */
    public List<TradingDay> days(final long timeNs, final int daysAhead) {
        final LocalDate first = date(timeNs);
        final List<TradingDay> days = new ArrayList<>();
        for (int i = 0; i <= daysAhead; i++) {
            final TradingDay day = day(first.plusDays(i));
            if (day != null) {
                days.add(day);
            }
        }
        return days;
    }

    /** The first trading day that is not over at {@code timeNs}; null when there is none for more than a year. */
    public TradingDay dayAt(final long timeNs) {
        final LocalDate first = date(timeNs);
        for (int i = 0; i <= MAX_CLOSED_DAYS; i++) {
            final TradingDay day = day(first.plusDays(i));
            if (day != null && day.closeNs() > timeNs) {
                return day;
            }
        }
        return null;
    }

    /** When the date of {@code timeNs} ends in this calendar's zone. */
    long nextDateNs(final long timeNs) {
        return instant(date(timeNs).plusDays(1), 0);
    }

    private LocalDate date(final long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, NANOS_PER_SECOND), Math.floorMod(timeNs, NANOS_PER_SECOND))
                .atZone(zone)
                .toLocalDate();
    }

    /** Null when there is no trading on it. */
    private TradingDay day(final LocalDate date) {
        final Hours hours = dates.getOrDefault(date, weekdays.get(date.getDayOfWeek()));
        if (hours == null || hours.holiday()) {
            return null;
        }
        return new TradingDay(
                id,
                hours.halfDay(),
                date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth(),
                instant(date, hours.openSecond()),
                instant(date, hours.closeSecond()));
    }

    /** A local time that a clock change skips is moved on by the change; of one that comes twice the first counts. */
    private long instant(final LocalDate date, final int second) {
        final LocalDateTime local = date.atStartOfDay().plusSeconds(second);
        return Math.multiplyExact(local.atZone(zone).toEpochSecond(), NANOS_PER_SECOND);
    }
}
