package io.tiercel.engine.feed.itch;

import io.tiercel.engine.ingress.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The day that the times of messages are counted from: today at the exchange when its session begins. */
final class TradingDate {
    private static final long SECOND_NS = 1_000_000_000L;

    private final Clock clock;
    private final ZoneId zone;
    private long midnightNs;
    private int date;

    TradingDate(final Clock clock, final ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** Allocates: once per session. */
    void begin() {
        final long nowNs = clock.timeNs();
        final LocalDate today = LocalDate.ofInstant(Instant.ofEpochSecond(nowNs / SECOND_NS, nowNs % SECOND_NS), zone);
        midnightNs = today.atStartOfDay(zone).toEpochSecond() * SECOND_NS;
        date = today.getYear() * 10_000 + today.getMonthValue() * 100 + today.getDayOfMonth();
    }

    long nowNs() {
        return clock.timeNs();
    }

    /** UTC. */
    long midnightNs() {
        return midnightNs;
    }

    /** As yyyymmdd. */
    int date() {
        return date;
    }
}
