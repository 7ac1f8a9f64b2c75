package io.tiercel.engine.feed.bars;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Intervals of one length: from 1970-01-01 in UTC on, or anew from each midnight of a time zone, where the last one of
 * a day ends with it.
 */
@HotPath
final class TimeGrid {
    private static final long SECOND_NS = 1_000_000_000L;

    private final long intervalNs;
    private final ZoneId zone;
    private long dayNs;
    private long nextDayNs;
    private long startNs;
    private long endNs;

    /** @param zone null for UTC */
    TimeGrid(final long intervalNs, final ZoneId zone) {
        this.intervalNs = intervalNs;
        this.zone = zone;
    }

    /** Goes to the interval that this time is in. */
    void find(final long timeNs) {
        if (timeNs >= startNs && timeNs < endNs) {
            return;
        }
        if (zone == null) {
            startNs = Math.floorDiv(timeNs, intervalNs) * intervalNs;
            endNs = startNs + intervalNs;
            return;
        }
        if (timeNs < dayNs || timeNs >= nextDayNs) {
            findDay(timeNs);
        }
        startNs = dayNs + (timeNs - dayNs) / intervalNs * intervalNs;
        endNs = Math.min(startNs + intervalNs, nextDayNs);
    }

    @ColdPath
    private void findDay(final long timeNs) {
        final LocalDate day = Instant.ofEpochSecond(Math.floorDiv(timeNs, SECOND_NS))
                .atZone(zone)
                .toLocalDate();
        dayNs = day.atStartOfDay(zone).toEpochSecond() * SECOND_NS;
        nextDayNs = day.plusDays(1).atStartOfDay(zone).toEpochSecond() * SECOND_NS;
    }

    long startNs() {
        return startNs;
    }

    /** Where the next one begins. */
    long endNs() {
        return endNs;
    }
}
