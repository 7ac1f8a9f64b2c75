package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.Problems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * calendar.csv: calendar, zone, day, open, close, kind. A day is a day of the week ({@code MON}), several
 * ({@code MON-FRI}) or a date ({@code 2026-12-24}). The kind is regular, half or holiday; only a date can be a
 * holiday, and it has no hours. An open of {@code 17:00-1} is the evening before, a close of {@code 24:00} the
 * midnight at the day's end.
 */
final class CalendarFile {
    static final List<String> COLUMNS = List.of("calendar", "zone", "day", "open", "close", "kind");

    private static final List<String> KINDS = List.of("regular", "half", "holiday");
    private static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
    private static final Pattern TIME = Pattern.compile("([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(-1)?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final int DAY_SECONDS = 86_400;

    private final SortedMap<String, Draft> drafts = new TreeMap<>();

    private CalendarFile() {}

    /** By name. */
    static SortedMap<String, TradingCalendar> read(
            final Path path, final Map<String, Integer> earlierIds, final Problems problems) {
        final CalendarFile file = new CalendarFile();
        CsvFile.read(path, COLUMNS, problems).forEach(file::row);
        final Map<String, Integer> ids = Ids.assign(new TreeSet<>(file.drafts.keySet()), earlierIds);
        final SortedMap<String, TradingCalendar> calendars = new TreeMap<>();
        file.drafts.forEach((name, draft) -> calendars.put(
                name,
                new TradingCalendar(
                        ids.get(name),
                        name,
                        draft.zone,
                        Collections.unmodifiableMap(draft.weekdays),
                        Collections.unmodifiableMap(draft.dates))));
        return calendars;
    }

    private void row(final CsvRow row) {
        final String name = row.matching("calendar", Names.NAME, Names.NAME_RULE);
        final ZoneId zone = zone(row);
        final String kind = row.oneOf("kind", KINDS);
        final TradingCalendar.Hours hours = kind.equals("holiday") ? holiday(row) : hours(row, kind.equals("half"));
        final Draft draft = drafts.computeIfAbsent(name, key -> new Draft(zone));
        if (!draft.zone.equals(zone) && !row.bad()) {
            row.refuse("zone", "is not the zone of the calendar's first line, " + draft.zone + "; write one zone");
        }
        final String day = row.text("day");
        if (DATE.matcher(day).matches()) {
            date(row, draft, hours);
        } else if (kind.equals("holiday")) {
            row.refuse("day", "is no date, so it cannot be a holiday; leave the line out");
        } else {
            weekdays(row, draft, hours);
        }
    }

    private static ZoneId zone(final CsvRow row) {
        try {
            return ZoneId.of(row.text("zone"));
        } catch (final DateTimeException e) {
            row.refuse("zone", "is not a time zone; write one such as Europe/Berlin or UTC");
            return ZoneId.of("UTC");
        }
    }

    private static TradingCalendar.Hours holiday(final CsvRow row) {
        for (final String column : List.of("open", "close")) {
            if (!row.text(column).isEmpty()) {
                row.refuse(column, "stands on a holiday; leave it empty");
            }
        }
        return TradingCalendar.Hours.HOLIDAY;
    }

    private static TradingCalendar.Hours hours(final CsvRow row, final boolean half) {
        final int open = second(row, "open", true);
        final int close = second(row, "close", false);
        if (open >= close && !row.bad()) {
            row.refuse(
                    "close", "is not after the open; write a later one, or the open as HH:MM-1 for the evening before");
        }
        return new TradingCalendar.Hours(open, close, half);
    }

    private static int second(final CsvRow row, final String column, final boolean open) {
        final Matcher matcher = TIME.matcher(row.text(column));
        if (!matcher.matches() || (matcher.group(4) != null && !open)) {
            row.refuse(column, "is not a time of day; write HH:MM or HH:MM:SS");
            return 0;
        }
        final int hour = Integer.parseInt(matcher.group(1));
        final int minute = Integer.parseInt(matcher.group(2));
        final int second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        final int total = hour * 3_600 + minute * 60 + second;
        if (minute > 59 || second > 59 || total > DAY_SECONDS || (open && total == DAY_SECONDS)) {
            row.refuse(column, "is no time of a day; write " + (open ? "00:00 to 23:59:59" : "00:00 to 24:00"));
        }
        return matcher.group(4) == null ? total : total - DAY_SECONDS;
    }

    private static void date(final CsvRow row, final Draft draft, final TradingCalendar.Hours hours) {
        try {
            if (draft.dates.put(LocalDate.parse(row.text("day")), hours) != null) {
                row.refuse("day", "comes twice in its calendar; remove one line");
            }
        } catch (final DateTimeException e) {
            row.refuse("day", "is no date of the calendar; write one that exists, as yyyy-mm-dd");
        }
    }

    private static void weekdays(final CsvRow row, final Draft draft, final TradingCalendar.Hours hours) {
        final String[] ends = row.text("day").split("-", -1);
        final int first = DAYS.indexOf(ends[0]);
        final int last = DAYS.indexOf(ends[ends.length - 1]);
        if (first < 0 || last < first || ends.length > 2) {
            row.refuse("day", "is no day; write MON to SUN, a range such as MON-FRI, or a date as yyyy-mm-dd");
            return;
        }
        for (int i = first; i <= last; i++) {
            if (draft.weekdays.put(DayOfWeek.of(i + 1), hours) != null) {
                row.refuse("day", "covers " + DAYS.get(i) + ", which its calendar has already; remove one line");
            }
        }
    }

    private static final class Draft {
        private final ZoneId zone;
        private final Map<DayOfWeek, TradingCalendar.Hours> weekdays = new EnumMap<>(DayOfWeek.class);
        private final SortedMap<LocalDate, TradingCalendar.Hours> dates = new TreeMap<>();

        Draft(final ZoneId zone) {
            this.zone = zone;
        }
    }
}
