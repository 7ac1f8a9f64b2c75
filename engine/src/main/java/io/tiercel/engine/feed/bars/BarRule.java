package io.tiercel.engine.feed.bars;

import java.time.ZoneId;

/**
 * When a bar is whole.
 *
 * @param limit      trades, whole units of volume, or |price| × quantity in 1e-9; the length of a bar of time in ns
 * @param zone       where a bar of time is counted from midnight; null to count from 1970-01-01 in UTC
 * @param fillsEmpty whether bars of time without trades are told, too
 */
public record BarRule(Kind kind, long limit, ZoneId zone, boolean fillsEmpty) {
    static final long NO_TIME = Long.MIN_VALUE;
    private static final long DAY_NS = 86_400_000_000_000L;

    /** What is counted. */
    public enum Kind {
        TIME,
        TRADES,
        VOLUME,
        TURNOVER,
        /** Nothing: all trades are one bar. */
        SESSION
    }

    public BarRule {
        if (limit < 1 && kind != Kind.SESSION) {
            throw new IllegalArgumentException("a bar of " + limit + " is none; it is at least 1");
        }
        if (kind == Kind.TIME && zone != null && limit > DAY_NS) {
            throw new IllegalArgumentException(
                    "a bar of " + limit + " ns is longer than a day, in which it is counted from midnight");
        }
    }

    /** @param zone null to count from 1970-01-01 in UTC */
    public static BarRule time(final long intervalNs, final ZoneId zone, final boolean fillsEmpty) {
        return new BarRule(Kind.TIME, intervalNs, zone, fillsEmpty);
    }

    public static BarRule trades(final long count) {
        return new BarRule(Kind.TRADES, count, null, false);
    }

    public static BarRule volume(final long quantity) {
        return new BarRule(Kind.VOLUME, quantity, null, false);
    }

    /** @param moneyNanos |price| × quantity, in 1e-9: a price below 0 moves as much money as one above */
    public static BarRule turnover(final long moneyNanos) {
        return new BarRule(Kind.TURNOVER, moneyNanos, null, false);
    }

    public static BarRule session() {
        return new BarRule(Kind.SESSION, 0, null, false);
    }
}
