package io.tiercel.engine.feed.bars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Bars against the obvious way to make them: all trades of each kept, and decimals of any length. */
final class BarsTest {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long HOUR_NS = 60 * MINUTE_NS;
    private static final long START_NS = 1_577_716_200_000_000_000L;
    private static final int SEEDS = 200;
    private static final int INSTRUMENTS = 3;

    private final List<String> told = new ArrayList<>();
    private Random random;

    private record Trade(long timeNs, long price, long quantity) {}

    @Test
    void shouldMakeBarsOfTrades() {
        compare(seed -> BarRule.trades(1 + random.nextInt(20)));
    }

    @Test
    void shouldMakeBarsOfVolume() {
        compare(seed -> BarRule.volume(1 + random.nextInt(5_000)));
    }

    @Test
    void shouldMakeBarsOfTurnover() {
        compare(seed -> BarRule.turnover(1 + random.nextLong(seed % 2 == 0 ? 1L << 62 : 1L << 45)));
    }

    @Test
    void shouldMakeOneBarOfASession() {
        compare(seed -> BarRule.session());
    }

    @Test
    void shouldMakeBarsOfTime() {
        compare(seed -> BarRule.time(1 + random.nextLong(5 * MINUTE_NS), null, false));
    }

    @Test
    void shouldMakeBarsOfTimeAlsoWhereNothingTraded() {
        compare(seed -> BarRule.time(1_000_000_000L + random.nextLong(5 * MINUTE_NS), null, true));
    }

    private interface Rules {
        BarRule next(int seed);
    }

    private void compare(final Rules rules) {
        for (int seed = 0; seed < SEEDS; seed++) {
            random = new Random(seed);
            told.clear();
            final BarRule rule = rules.next(seed);
            final Bars bars = new Bars(rule, this::tell);
            final List<List<Trade>> trades = new ArrayList<>();
            for (int id = 0; id <= INSTRUMENTS; id++) {
                trades.add(new ArrayList<>());
            }
            long timeNs = START_NS;
            final int count = random.nextInt(400);
            for (int i = 0; i < count; i++) {
                timeNs += random.nextInt(10) == 0 ? random.nextLong(10 * MINUTE_NS) : random.nextLong(MINUTE_NS / 10);
                final int id = 1 + random.nextInt(INSTRUMENTS);
                final Trade trade = new Trade(timeNs, price(seed), quantity(seed));
                trades.get(id).add(trade);
                bars.onTrade(id, trade.timeNs, trade.price, trade.quantity);
            }
            bars.end();
            final List<String> expected = new ArrayList<>();
            for (int id = 1; id <= INSTRUMENTS; id++) {
                expected.addAll(expected(rule, id, trades.get(id), timeNs));
            }
            expected.sort(null);
            told.sort(null);
            assertEquals(expected, told, "seed " + seed + ", " + rule);
            assertEquals(count, bars.tradeCount(), "seed " + seed);
        }
    }

    /** Of some seeds so large that a product needs more than 64 bits, and below 0. */
    private long price(final int seed) {
        return switch (seed % 3) {
            case 0 -> 100_000_000_000L + random.nextInt(1_000) * 10_000_000L;
            case 1 -> (1L << 61) - random.nextLong(1L << 60);
            default -> random.nextLong(1L << 50) - (1L << 49);
        };
    }

    private long quantity(final int seed) {
        return 1 + (seed % 3 == 1 ? random.nextLong(1L << 52) : random.nextInt(1_000));
    }

    private static List<String> expected(
            final BarRule rule, final int id, final List<Trade> trades, final long lastNs) {
        return rule.kind() == BarRule.Kind.TIME ? ofTime(rule, id, trades, lastNs) : counted(rule, id, trades);
    }

    private static List<String> counted(final BarRule rule, final int id, final List<Trade> trades) {
        final List<String> all = new ArrayList<>();
        List<Trade> bar = new ArrayList<>();
        for (final Trade trade : trades) {
            bar.add(trade);
            final BigInteger volume = sum(bar, false);
            final boolean whole = switch (rule.kind()) {
                case TRADES -> bar.size() == rule.limit();
                case VOLUME -> volume.compareTo(BigInteger.valueOf(rule.limit())) >= 0;
                case TURNOVER -> notional(bar).compareTo(BigInteger.valueOf(rule.limit())) >= 0;
                default -> false;
            };
            if (whole) {
                all.add(text(id, bar.get(0).timeNs, trade.timeNs, bar, 0, true));
                bar = new ArrayList<>();
            }
        }
        if (!bar.isEmpty()) {
            final boolean whole = rule.kind() == BarRule.Kind.SESSION;
            all.add(text(id, bar.get(0).timeNs, bar.get(bar.size() - 1).timeNs, bar, 0, whole));
        }
        return all;
    }

    /** @param lastNs of the last trade of all instruments */
    private static List<String> ofTime(final BarRule rule, final int id, final List<Trade> trades, final long lastNs) {
        final List<String> all = new ArrayList<>();
        if (trades.isEmpty()) {
            return all;
        }
        final TreeMap<Long, List<Trade>> byStart = new TreeMap<>();
        for (final Trade trade : trades) {
            byStart.computeIfAbsent(trade.timeNs / rule.limit() * rule.limit(), missing -> new ArrayList<>())
                    .add(trade);
        }
        for (long start = byStart.firstKey(); rule.fillsEmpty() && start + rule.limit() <= lastNs; ) {
            byStart.putIfAbsent(start, new ArrayList<>());
            start += rule.limit();
        }
        long last = 0;
        for (final Map.Entry<Long, List<Trade>> bar : byStart.entrySet()) {
            final long endNs = bar.getKey() + rule.limit();
            all.add(text(id, bar.getKey(), endNs, bar.getValue(), last, endNs <= lastNs));
            last = bar.getValue().isEmpty() ? last : close(bar.getValue());
        }
        return all;
    }

    private static long close(final List<Trade> trades) {
        return trades.get(trades.size() - 1).price;
    }

    private static BigInteger notional(final List<Trade> trades) {
        return trades.stream()
                .map(each -> BigInteger.valueOf(each.price).abs().multiply(BigInteger.valueOf(each.quantity)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger sum(final List<Trade> trades, final boolean turnover) {
        BigInteger sum = BigInteger.ZERO;
        for (final Trade trade : trades) {
            final BigInteger quantity = BigInteger.valueOf(trade.quantity);
            sum = sum.add(turnover ? quantity.multiply(BigInteger.valueOf(trade.price)) : quantity);
        }
        return sum;
    }

    private static String text(
            final int id,
            final long startNs,
            final long endNs,
            final List<Trade> trades,
            final long before,
            final boolean whole) {
        final long open = trades.isEmpty() ? before : trades.get(0).price;
        final long close = trades.isEmpty() ? before : close(trades);
        final BigInteger volume = sum(trades, false);
        final BigInteger turnover = sum(trades, true);
        final BigDecimal vwap = trades.isEmpty()
                ? BigDecimal.valueOf(before)
                : new BigDecimal(turnover).divide(new BigDecimal(volume), 0, RoundingMode.HALF_EVEN);
        return text(
                id,
                startNs,
                endNs,
                open,
                trades.stream().mapToLong(Trade::price).max().orElse(before),
                trades.stream().mapToLong(Trade::price).min().orElse(before),
                close,
                volume.longValueExact(),
                turnover,
                trades.size(),
                vwap.longValueExact(),
                whole);
    }

    private static String text(
            final int id,
            final long startNs,
            final long endNs,
            final long open,
            final long high,
            final long low,
            final long close,
            final long volume,
            final BigInteger turnover,
            final long trades,
            final long vwap,
            final boolean whole) {
        return id + " " + startNs + " " + endNs + " " + open + " " + high + " " + low + " " + close + " " + volume + " "
                + turnover + " " + trades + " " + vwap + " " + whole;
    }

    private void tell(final Bar bar, final boolean whole) {
        told.add(text(
                bar.instrumentId(),
                bar.startNs(),
                bar.endNs(),
                bar.openNanos(),
                bar.highNanos(),
                bar.lowNanos(),
                bar.closeNanos(),
                bar.volume(),
                bar.turnoverNanos(),
                bar.tradeCount(),
                bar.vwapNanos(),
                whole));
    }

    /** As of a future on oil on 2020-04-20, or of a calendar spread. */
    @Test
    void shouldEndBarsOfTurnoverAtPricesBelowZero() {
        final Bars bars = new Bars(BarRule.turnover(100_000_000_000L), this::tell);

        bars.onTrade(1, START_NS, -37_630_000_000L, 2);
        bars.onTrade(1, START_NS + 1, 10_000_000_000L, 1);
        bars.onTrade(1, START_NS + 2, -14_740_000_000L, 1);
        bars.onTrade(1, START_NS + 3, -1_000_000_000L, 5);
        bars.end();

        assertEquals(2, told.size());
        assertTrue(told.get(0).endsWith(" -80000000000 3 -20000000000 true"), told::toString);
        assertTrue(told.get(1).endsWith(" 5 -5000000000 1 -1000000000 false"), told::toString);
    }

    @Test
    void shouldCountFromMidnightOfAZone() {
        final ZoneId zone = ZoneId.of("America/New_York");
        final Bars bars = new Bars(BarRule.time(24 * HOUR_NS, zone, false), this::tell);
        // The clocks went forward on the second day.
        final long first = Instant.parse("2019-03-09T05:00:00Z").getEpochSecond() * 1_000_000_000L;

        for (final int hour : new int[] {0, 23, 24, 46, 47}) {
            bars.onTrade(1, first + hour * HOUR_NS, hour, 1);
        }
        bars.end();

        assertEquals(3, told.size());
        assertTrue(
                told.get(0).startsWith("1 " + first + " " + (first + 24 * HOUR_NS) + " 0 23 0 23 2 "), told::toString);
        assertTrue(
                told.get(1).startsWith("1 " + (first + 24 * HOUR_NS) + " " + (first + 47 * HOUR_NS)), told::toString);
        assertThrows(IllegalArgumentException.class, () -> BarRule.time(25 * HOUR_NS, zone, false));
    }

    @Test
    void shouldEndTheLastIntervalOfADayWithTheDay() {
        final Bars bars = new Bars(BarRule.time(7 * HOUR_NS, ZoneId.of("UTC"), false), this::tell);
        final long day = START_NS / (24 * HOUR_NS) * 24 * HOUR_NS;

        bars.onTrade(1, day + 22 * HOUR_NS, 5, 1);
        bars.end();

        assertTrue(told.get(0).startsWith("1 " + (day + 21 * HOUR_NS) + " " + (day + 24 * HOUR_NS)), told::toString);
    }

    @Test
    void shouldPutALateTradeIntoTheNextBar() {
        final Bars bars = new Bars(BarRule.time(MINUTE_NS, null, false), this::tell);
        final long minute = START_NS / MINUTE_NS * MINUTE_NS;

        bars.onTrade(1, minute + 1, 100, 1);
        bars.onTrade(2, minute + MINUTE_NS, 7, 1);
        bars.onTrade(1, minute + 2, 101, 1);
        bars.end();

        assertEquals(1, bars.lateCount());
        assertTrue(told.get(0).startsWith("1 " + minute), told::toString);
        assertTrue(told.get(1).startsWith("1 " + (minute + MINUTE_NS) + " "), told::toString);
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        final Bars bars = new Bars(BarRule.session(), this::tell);

        bars.onTrade(1, START_NS, 1L << 62, 1L << 53);
        bars.onTrade(1, START_NS, (1L << 62) + 1, 1);
        bars.onTrade(1, START_NS, Long.MIN_VALUE, 1);
        bars.onTrade(1, START_NS, 1, 0);
        bars.onTrade(1, START_NS, 1, (1L << 53) + 1);
        bars.onTrade(1, Long.MAX_VALUE, 1, 1);
        bars.end();

        assertEquals(1, bars.tradeCount());
        assertEquals(5, bars.refusedCount());
        final BigInteger turnover = BigInteger.ONE.shiftLeft(115);
        assertTrue(told.get(0).contains(" " + turnover + " 1 " + (1L << 62)), told::toString);
    }

    @Test
    void shouldLeaveALongSilenceEmpty() {
        final Bars bars = new Bars(BarRule.time(1_000, null, true), this::tell);

        bars.onTrade(1, START_NS, 5, 1);
        bars.onTrade(1, START_NS + HOUR_NS, 6, 1);
        bars.end();

        assertEquals(2, told.size());
    }

    @Test
    void shouldCountWholeUnitsOfQuantitiesWithDecimals() {
        final Bars volume = new Bars(BarRule.volume(3), this::tell);
        volume.define(1, 2);

        volume.onTrade(1, START_NS, 100_000_000_000L, 299);
        assertEquals(0, told.size());
        volume.onTrade(1, START_NS, 100_000_000_000L, 1);
        assertEquals(1, told.size());

        final Bars turnover = new Bars(BarRule.turnover(300_000_000_000L), this::tell);
        turnover.define(1, 2);
        turnover.onTrade(1, START_NS, 100_000_000_000L, 299);
        assertEquals(1, told.size());
        turnover.onTrade(1, START_NS, 100_000_000_000L, 1);
        assertEquals(2, told.size());
        assertTrue(told.get(1).contains(" 300 30000000000000 2 100000000000 true"), told::toString);
    }

    @Test
    void shouldAllocateNothingForATrade() {
        final long[] count = new long[1];
        final Bars bars = new Bars(BarRule.time(MINUTE_NS, null, false), (bar, whole) -> count[0] += bar.vwapNanos());
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 2_000_000; i++) {
            if (i == 1_000_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            bars.onTrade(1 + i % 50, START_NS + i * 1_000_000L, 1_000_000_000L + i, 1 + i % 7);
        }

        assertEquals(0, threads.getCurrentThreadAllocatedBytes() - before);
        assertTrue(count[0] > 0);
    }
}
