package io.tiercel.engine.feed.history;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** The time at which books are wanted: a moment, or a time of day at the exchange. */
public final class BookTime {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long DAY_NS = 86_400 * SECOND_NS;
    /** What comes on several channels may be out of order by less than this. */
    private static final long LATE_NS = SECOND_NS;

    private final long ofDayNs;
    private final ZoneId zone;
    private long limitNs;
    private long midnightNs = Long.MAX_VALUE;

    private BookTime(final long limitNs, final long ofDayNs, final ZoneId zone) {
        this.limitNs = limitNs;
        this.ofDayNs = ofDayNs;
        this.zone = zone;
    }

    public static BookTime never() {
        return new BookTime(Long.MAX_VALUE, -1, null);
    }

    /** @param timeNs UTC */
    public static BookTime at(final long timeNs) {
        return new BookTime(timeNs, -1, null);
    }

    public static BookTime at(final LocalTime time, final ZoneId zone) {
        return new BookTime(0, time.toNanoOfDay(), zone);
    }

    /** Whether there is no such time: books at the end are wanted. */
    boolean isNever() {
        return zone == null && limitNs == Long.MAX_VALUE;
    }

    /** Whether it is a moment, of a day: times of day alone say not what was before it. */
    boolean isMoment() {
        return zone == null && !isNever();
    }

    /** Whether a message of this time, UTC, comes after it. */
    boolean isBefore(final long timeNs) {
        return timeNs > limitNs(timeNs);
    }

    /** Whether no message that matters can follow one of this time. */
    boolean isLongBefore(final long timeNs) {
        final long limit = limitNs(timeNs);
        return limit != Long.MAX_VALUE && timeNs - LATE_NS > limit;
    }

    private long limitNs(final long timeNs) {
        if (zone != null && (timeNs < midnightNs || timeNs - midnightNs >= DAY_NS)) {
            midnightNs = Instant.ofEpochSecond(Math.floorDiv(timeNs, SECOND_NS))
                            .atZone(zone)
                            .toLocalDate()
                            .atStartOfDay(zone)
                            .toEpochSecond()
                    * SECOND_NS;
            limitNs = midnightNs + ofDayNs;
        }
        return limitNs;
    }
}
