package io.tiercel.engine.feed.bars;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.Arrays;

/**
 * Builds the bars of all instruments. A bar takes the trade that makes it whole in full, so that it may have more than
 * it takes; the next trade begins the next one. Bars of time are told when a trade of any instrument is behind their
 * end, by end and instrument; a trade that is late is of the bar that its instrument has then.
 */
@HotPath
public final class Bars {
    /** Beyond these a price or a quantity is none that can be. */
    private static final long MAX_PRICE = 1L << 62;

    private static final long MAX_QUANTITY = 1L << 53;
    private static final long MAX_TIME_NS = 1L << 62;
    /** Behind each other; a longer silence has none. */
    private static final long MAX_EMPTY_BARS = 100_000;

    private final BarRule rule;
    private final BarListener listener;
    private final TimeGrid grid;
    private Bar[] bars = new Bar[64];
    private int greatestId;
    /** Of the open bars of time, where the first one ends. */
    private long nextEndNs = Long.MAX_VALUE;
    /** Bars that end by then were told. */
    private long toldNs = Long.MIN_VALUE;

    private long tradeCount;
    private long lateCount;
    private long refusedCount;

    public Bars(final BarRule rule, final BarListener listener) {
        this.rule = rule;
        this.listener = listener;
        grid = rule.kind() == BarRule.Kind.TIME ? new TimeGrid(rule.limit(), rule.zone()) : null;
    }

    /** @param instrumentId from 1 on */
    public void onTrade(final int instrumentId, final long timeNs, final long priceNanos, final long quantity) {
        if (quantity < 1 || quantity > MAX_QUANTITY || beyond(priceNanos, MAX_PRICE) || beyond(timeNs, MAX_TIME_NS)) {
            refusedCount++;
            return;
        }
        if (timeNs >= nextEndNs) {
            endBefore(timeNs);
        }
        final Bar bar =
                instrumentId < bars.length && bars[instrumentId] != null ? bars[instrumentId] : first(instrumentId, 0);
        if (bar.tradeCount() == 0 && (grid == null || bar.limitNs() == BarRule.NO_TIME)) {
            begin(bar, timeNs);
        }
        if (grid != null && timeNs < bar.startNs()) {
            lateCount++;
        }
        if (!bar.add(timeNs, priceNanos, quantity)) {
            refusedCount++;
            return;
        }
        tradeCount++;
        if (isWhole(bar)) {
            listener.onBar(bar, true);
            bar.begin(BarRule.NO_TIME, BarRule.NO_TIME);
        }
    }

    private static boolean beyond(final long value, final long limit) {
        return value > limit || value < -limit;
    }

    /** An instrument whose quantities have digits after the point; before its first trade. */
    @ColdPath
    public void define(final int instrumentId, final int quantityScale) {
        first(instrumentId, quantityScale);
    }

    @ColdPath
    private Bar first(final int instrumentId, final int quantityScale) {
        if (instrumentId >= bars.length) {
            bars = Arrays.copyOf(bars, Math.max(instrumentId + 1, 2 * bars.length));
        }
        greatestId = Math.max(greatestId, instrumentId);
        bars[instrumentId] = new Bar(instrumentId, quantityScale);
        bars[instrumentId].begin(BarRule.NO_TIME, BarRule.NO_TIME);
        return bars[instrumentId];
    }

    private void begin(final Bar bar, final long timeNs) {
        if (grid == null) {
            bar.begin(BarRule.NO_TIME, BarRule.NO_TIME);
        } else {
            grid.find(Math.max(timeNs, toldNs));
            bar.begin(grid.startNs(), grid.endNs());
            nextEndNs = Math.min(nextEndNs, grid.endNs());
        }
    }

    private boolean isWhole(final Bar bar) {
        return switch (rule.kind()) {
            case TRADES -> bar.tradeCount() == rule.limit();
            case VOLUME -> bar.hasVolume(rule.limit());
            case TURNOVER -> bar.hasTurnover(rule.limit());
            default -> false;
        };
    }

    /** Tells bars of time that end by then, in the order of their ends and then of their instruments. */
    private void endBefore(final long timeNs) {
        while (nextEndNs <= timeNs) {
            final long endNs = nextEndNs;
            nextEndNs = Long.MAX_VALUE;
            toldNs = endNs;
            for (int id = 1; id <= greatestId; id++) {
                final Bar bar = bars[id];
                if (bar != null && bar.limitNs() != BarRule.NO_TIME) {
                    if (bar.limitNs() <= endNs) {
                        end(bar);
                        next(bar, timeNs);
                    }
                    nextEndNs = bar.limitNs() == BarRule.NO_TIME ? nextEndNs : Math.min(nextEndNs, bar.limitNs());
                }
            }
        }
    }

    private void end(final Bar bar) {
        if (bar.tradeCount() > 0 || rule.fillsEmpty()) {
            listener.onBar(bar, true);
        }
    }

    /** What follows a bar that ended: an empty one where these are wanted. */
    private void next(final Bar bar, final long timeNs) {
        if (rule.fillsEmpty() && (timeNs - toldNs) / rule.limit() <= MAX_EMPTY_BARS) {
            grid.find(toldNs);
            bar.begin(grid.startNs(), grid.endNs());
        } else {
            bar.begin(BarRule.NO_TIME, BarRule.NO_TIME);
        }
    }

    /** No more trades: tells what is begun, by instrument. */
    @ColdPath
    public void end() {
        for (int id = 1; id <= greatestId; id++) {
            final Bar bar = bars[id];
            if (bar != null && bar.tradeCount() > 0) {
                listener.onBar(bar, rule.kind() == BarRule.Kind.SESSION);
                bar.begin(BarRule.NO_TIME, BarRule.NO_TIME);
            }
        }
        nextEndNs = Long.MAX_VALUE;
    }

    /** Trades in bars. */
    public long tradeCount() {
        return tradeCount;
    }

    /** Trades whose time is before the bar that they are in. */
    public long lateCount() {
        return lateCount;
    }

    /** Trades of prices and quantities that cannot be, or that sums have no room for. */
    public long refusedCount() {
        return refusedCount;
    }
}
