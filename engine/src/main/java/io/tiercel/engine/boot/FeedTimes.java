package io.tiercel.engine.boot;

import io.tiercel.engine.feed.history.Message;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times of files of market data, as people read them. */
final class FeedTimes {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long DAY_NS = 86_400 * SECOND_NS;
    private static final DateTimeFormatter OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss.nnnnnnnnn", Locale.ROOT);

    private FeedTimes() {}

    /** UTC; null for none. */
    static String utc(final long timeNs) {
        return timeNs == Message.NONE
                ? null
                : Instant.ofEpochSecond(Math.floorDiv(timeNs, SECOND_NS), Math.floorMod(timeNs, SECOND_NS))
                        .toString();
    }

    /** @param timesOfDayIn where they are times of day; null when they are UTC */
    static String of(final long timeNs, final ZoneId timesOfDayIn) {
        return timesOfDayIn == null || timeNs < 0 || timeNs >= DAY_NS
                ? utc(timeNs)
                : LocalTime.ofNanoOfDay(timeNs).format(OF_DAY);
    }
}
