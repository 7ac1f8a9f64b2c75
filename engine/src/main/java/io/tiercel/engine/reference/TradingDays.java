package io.tiercel.engine.reference;

import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.Arrays;

/** The days that were told, per calendar and by date. What is over goes when a new one comes. */
public final class TradingDays {
    /** Of one calendar: more than {@code reference.daysAhead} can be. */
    static final int MAX_DAYS = 512;

    private static final int SECTION = 0x44415953;
    private static final TradingDay[] NONE = {};

    private TradingDay[][] byCalendar = {};

    /**
     * Adds a day, or replaces the one of its date.
     *
     * @param timeNs what was over by then may go
     * @throws IllegalArgumentException when there is no room, or it ends before it begins
     */
    public void put(final TradingDay day, final long timeNs) {
        if (day.openNs() > day.closeNs()) {
            throw new IllegalArgumentException(
                    "trading day " + day.date() + " of calendar " + day.calendarId() + " closes at " + day.closeNs()
                            + " before it opens at " + day.openNs() + ": send it the other way");
        }
        if (day.calendarId() >= byCalendar.length) {
            final int before = byCalendar.length;
            byCalendar = Arrays.copyOf(byCalendar, day.calendarId() + 1);
            Arrays.fill(byCalendar, before, byCalendar.length, NONE);
        }
        final TradingDay[] known = withoutPast(byCalendar[day.calendarId()], timeNs);
        int place = 0;
        while (place < known.length && known[place].date() < day.date()) {
            place++;
        }
        final boolean replaces = place < known.length && known[place].date() == day.date();
        if (!replaces && known.length == MAX_DAYS) {
            throw new IllegalArgumentException("calendar " + day.calendarId() + " has " + MAX_DAYS
                    + " trading days to come already: send fewer days ahead");
        }
        final TradingDay[] days = new TradingDay[known.length + (replaces ? 0 : 1)];
        System.arraycopy(known, 0, days, 0, place);
        days[place] = day;
        final int rest = replaces ? place + 1 : place;
        System.arraycopy(known, rest, days, place + 1, known.length - rest);
        byCalendar[day.calendarId()] = days;
    }

    private static TradingDay[] withoutPast(final TradingDay[] days, final long timeNs) {
        int past = 0;
        while (past < days.length && days[past].closeNs() <= timeNs) {
            past++;
        }
        return Arrays.copyOfRange(days, past, days.length);
    }

    /** The calendar's first day with trading that is not over at this time; null when none is known. */
    public TradingDay at(final int calendarId, final long timeNs) {
        final TradingDay[] days = of(calendarId);
        for (int i = 0; i < days.length; i++) {
            if (days[i].closeNs() > timeNs && !days[i].holiday()) {
                return days[i];
            }
        }
        return null;
    }

    /** The calendar's day of this date, or null when it is not known. */
    public TradingDay on(final int calendarId, final int date) {
        final TradingDay[] days = of(calendarId);
        for (int i = 0; i < days.length; i++) {
            if (days[i].date() == date) {
                return days[i];
            }
        }
        return null;
    }

    private TradingDay[] of(final int calendarId) {
        return calendarId >= 0 && calendarId < byCalendar.length ? byCalendar[calendarId] : NONE;
    }

    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putInt(byCalendar.length);
        for (final TradingDay[] days : byCalendar) {
            writer.putInt(days.length);
            for (final TradingDay day : days) {
                writer.putBoolean(day.halfDay());
                writer.putInt(day.date());
                writer.putLong(day.openNs());
                writer.putLong(day.closeNs());
            }
        }
    }

    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        byCalendar = new TradingDay[reader.takeInt()][];
        for (int calendarId = 0; calendarId < byCalendar.length; calendarId++) {
            final TradingDay[] days = new TradingDay[reader.takeInt()];
            for (int i = 0; i < days.length; i++) {
                final boolean halfDay = reader.takeBoolean();
                final int date = reader.takeInt();
                final long openNs = reader.takeLong();
                days[i] = new TradingDay(calendarId, halfDay, date, openNs, reader.takeLong());
            }
            byCalendar[calendarId] = days;
        }
    }
}
