package io.tiercel.engine.signal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * The signals that are shipped. Prices come out in currency units, quantities in units of the instrument, volatility
 * in basis points per square root of a second. Signals of the book skip every update at which it is not
 * {@link io.tiercel.engine.book.Book#tradable() tradable} and keep their value.
 */
public final class StandardSignals {
    /** A leap year: sums of times and intervals stay far from overflow. */
    private static final long MAX_INTERVAL_NS = 366 * SessionVwap.DAY_NS;

    private static final int MAX_DIGITS = 17;

    private StandardSignals() {}

    /** (bid × askQty + ask × bidQty) ÷ (bidQty + askQty), in currency units. Ready with the first tradable book. */
    public static SignalSpec microprice(final int instrumentId) {
        return StandardSpec.ofQuotes("microprice(" + instrumentId + ")", instrumentId, Microprice::new);
    }

    /**
     * Order-flow imbalance at the best prices, in units of the instrument: each packet's flow counts in full when it
     * comes, half of that after {@code halfLifeNs}. Ready when one half-life has gone by.
     */
    public static SignalSpec orderFlowImbalance(final int instrumentId, final long halfLifeNs) {
        final String key = "orderFlowImbalance(" + instrumentId + "," + halfLifeNs + ")";
        requireInterval(halfLifeNs, key, "half-life in ns");
        return StandardSpec.ofQuotes(key, instrumentId, () -> new OrderFlowImbalance(halfLifeNs));
    }

    /**
     * The mid's exponential moving average over time, in currency units: a price counts for as long as it stood. Ready
     * when one half-life has gone by.
     */
    public static SignalSpec averagePrice(final int instrumentId, final long halfLifeNs) {
        final String key = "averagePrice(" + instrumentId + "," + halfLifeNs + ")";
        requireInterval(halfLifeNs, key, "half-life in ns");
        return StandardSpec.ofQuotes(key, instrumentId, () -> new AveragePrice(halfLifeNs));
    }

    /**
     * How far the average price of the shorter half-life stands above that of the longer one, in basis points. Ready
     * with the slower average.
     */
    public static SignalSpec trend(final int instrumentId, final long fastHalfLifeNs, final long slowHalfLifeNs) {
        final String key = "trend(" + instrumentId + "," + fastHalfLifeNs + "," + slowHalfLifeNs + ")";
        final SignalSpec fast = averagePrice(instrumentId, fastHalfLifeNs);
        final SignalSpec slow = averagePrice(instrumentId, slowHalfLifeNs);
        requireAtLeast(fastHalfLifeNs + 1, slowHalfLifeNs, key, "slow half-life in ns");
        return StandardSpec.ofSignals(key, fast, slow, Trend::new);
    }

    /**
     * (bought − sold) ÷ (bought + sold) of what aggressors took, weighted by half-life; from −1 to 1. Ready with the
     * first trade after one half-life has gone by.
     */
    public static SignalSpec tradeImbalance(final int instrumentId, final long halfLifeNs) {
        final String key = "tradeImbalance(" + instrumentId + "," + halfLifeNs + ")";
        requireInterval(halfLifeNs, key, "half-life in ns");
        return StandardSpec.ofTrades(key, instrumentId, () -> new TradeImbalance(halfLifeNs));
    }

    /**
     * Volatility of the mid, exponentially weighted over time, in basis points per square root of a second. Ready
     * when one half-life has gone by.
     */
    public static SignalSpec ewmaVolatility(final int instrumentId, final long halfLifeNs) {
        final String key = "ewmaVolatility(" + instrumentId + "," + halfLifeNs + ")";
        requireInterval(halfLifeNs, key, "half-life in ns");
        return StandardSpec.ofQuotes(key, instrumentId, () -> new EwmaVolatility(halfLifeNs));
    }

    /**
     * Volatility of the mid over the last {@code samples} intervals of {@code sampleNs}, in basis points per square
     * root of a second. Ready when that many intervals were seen in full.
     */
    public static SignalSpec realisedVolatility(final int instrumentId, final long sampleNs, final int samples) {
        final String key = "realisedVolatility(" + instrumentId + "," + sampleNs + "," + samples + ")";
        requireInterval(sampleNs, key, "sample interval in ns");
        requireAtLeast(1, samples, key, "number of samples");
        requireAtMost(RealisedVolatility.MAX_SAMPLES, samples, key, "number of samples");
        return StandardSpec.ofQuotes(key, instrumentId, () -> new RealisedVolatility(sampleNs, samples));
    }

    /**
     * Volume-weighted average price of the trades since midnight UTC, in currency units. Ready with the first trade.
     */
    public static SignalSpec vwap(final int instrumentId) {
        return vwap(instrumentId, 0);
    }

    /**
     * Volume-weighted average price of the trades since the day began, in currency units. Ready with the first trade.
     *
     * @param dayStartNs when a new day begins, ns after midnight UTC: any time at which the venue is closed all year
     *          round
     */
    public static SignalSpec vwap(final int instrumentId, final long dayStartNs) {
        final String key = "vwap(" + instrumentId + "," + dayStartNs + ")";
        requireAtLeast(0, dayStartNs, key, "start of the day in ns");
        requireAtMost(SessionVwap.DAY_NS - 1, dayStartNs, key, "start of the day in ns");
        return StandardSpec.ofTrades(key, instrumentId, () -> new SessionVwap(dayStartNs));
    }

    /**
     * Volume-weighted average price of the trades in the current interval of {@code bucketNs} and the
     * {@code buckets − 1} before it, in currency units. Ready with the first trade that comes {@code buckets}
     * intervals after the first one.
     */
    public static SignalSpec rollingVwap(final int instrumentId, final long bucketNs, final int buckets) {
        final String key = "rollingVwap(" + instrumentId + "," + bucketNs + "," + buckets + ")";
        requireInterval(bucketNs, key, "bucket interval in ns");
        requireAtLeast(1, buckets, key, "number of buckets");
        requireAtMost(RollingVwap.MAX_BUCKETS, buckets, key, "number of buckets");
        return StandardSpec.ofTrades(key, instrumentId, () -> new RollingVwap(bucketNs, buckets));
    }

    /** The price in the middle of the book, in currency units. Ready with the first tradable book. */
    public static SignalSpec mid(final int instrumentId) {
        return StandardSpec.ofQuotes("mid(" + instrumentId + ")", instrumentId, Mid::new);
    }

    /**
     * The mean of the mids at the last {@code samples} points of a grid of {@code sampleNs}, in currency units. Ready
     * when that many were seen.
     */
    public static SignalSpec simpleAverage(final int instrumentId, final long sampleNs, final int samples) {
        final String key = "simpleAverage(" + instrumentId + "," + sampleNs + "," + samples + ")";
        requireGrid(sampleNs, 1, samples, key);
        return StandardSpec.ofQuotes(key, instrumentId, () -> new SimpleAverage(sampleNs, samples));
    }

    /**
     * Wilder's average true range of the mid over bars of {@code barNs}, in currency units. Ready with {@code bars}
     * complete bars.
     */
    public static SignalSpec averageTrueRange(final int instrumentId, final long barNs, final int bars) {
        final String key = "averageTrueRange(" + instrumentId + "," + barNs + "," + bars + ")";
        requireInterval(barNs, key, "length of a bar in ns");
        requireAtLeast(1, bars, key, "number of bars");
        requireAtMost(SampleWindow.MAX_SAMPLES, bars, key, "number of bars");
        return StandardSpec.ofQuotes(key, instrumentId, () -> new AverageTrueRange(barNs, bars));
    }

    /**
     * The slope of the least-squares line of one instrument's mid on another's, over the last {@code samples} points
     * of a grid of {@code sampleNs}. Ready when that many were seen of both, and x moved between them.
     *
     * @param yInstrumentId whose price is explained
     * @param xInstrumentId by whose price
     */
    public static SignalSpec hedgeRatio(
            final int yInstrumentId, final int xInstrumentId, final long sampleNs, final int samples) {
        final String key = "hedgeRatio(" + pair(yInstrumentId, xInstrumentId, sampleNs, samples) + ")";
        requireGrid(sampleNs, 2, samples, key);
        if (yInstrumentId == xInstrumentId) {
            throw new IllegalArgumentException(key + ": one instrument twice; name two");
        }
        return StandardSpec.ofSignals(
                key,
                mid(yInstrumentId),
                mid(xInstrumentId),
                (y, x) -> new HedgeRatio((Mid) y, (Mid) x, sampleNs, samples));
    }

    /**
     * How far y's mid stands above that line at x's mid, in currency units: the residual of the prices now. Ready with
     * the line.
     */
    public static SignalSpec spread(
            final int yInstrumentId, final int xInstrumentId, final long sampleNs, final int samples) {
        final SignalSpec line = hedgeRatio(yInstrumentId, xInstrumentId, sampleNs, samples);
        return StandardSpec.ofSignals(
                "spread(" + pair(yInstrumentId, xInstrumentId, sampleNs, samples) + ")",
                List.of(line, mid(yInstrumentId), mid(xInstrumentId)),
                upstream -> new Spread((HedgeRatio) upstream.get(0)));
    }

    /**
     * (value − mean) ÷ standard deviation of another signal, the two over its values at the last {@code samples}
     * points of a grid of {@code sampleNs}; 0 while all of these are equal. Ready when that many were seen.
     */
    public static SignalSpec zScore(final SignalSpec of, final long sampleNs, final int samples) {
        final String key = "zScore(" + of.key() + "," + sampleNs + "," + samples + ")";
        requireGrid(sampleNs, 2, samples, key);
        return StandardSpec.ofSignal(key, of, () -> new ZScore(sampleNs, samples));
    }

    /**
     * 1 while trading is allowed, else 0. It becomes 1 when the volatility lies within [enterLow, enterHigh], and 0
     * when it is below leaveLow or above leaveHigh; 0 until the volatility is ready. The bands are in the unit of the
     * volatility.
     *
     * @param volatility the signal to watch
     */
    public static SignalSpec volatilityFilter(
            final SignalSpec volatility,
            final double enterLow,
            final double enterHigh,
            final double leaveLow,
            final double leaveHigh) {
        if (!Double.isFinite(leaveHigh)
                || !(0 <= leaveLow && leaveLow <= enterLow && enterLow <= enterHigh && enterHigh <= leaveHigh)) {
            throw new IllegalArgumentException("volatilityFilter(" + volatility.key() + "): enterLow " + enterLow
                    + ", enterHigh " + enterHigh + ", leaveLow " + leaveLow + ", leaveHigh " + leaveHigh
                    + " must be finite with 0 <= leaveLow <= enterLow <= enterHigh <= leaveHigh;"
                    + " make the band to stay in the wider one");
        }
        final String key = "volatilityFilter(" + volatility.key() + "," + decimal(enterLow) + "," + decimal(enterHigh)
                + "," + decimal(leaveLow) + "," + decimal(leaveHigh) + ")";
        return StandardSpec.ofSignal(
                key, volatility, () -> new VolatilityFilter(enterLow, enterHigh, leaveLow, leaveHigh));
    }

    /**
     * The fewest digits that mean exactly this double. Keys are part of the state, and Double.toString writes some
     * numbers with other digits from JDK 19 on.
     */
    static String decimal(final double value) {
        final BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            final BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros().toPlainString();
            }
        }
        return exact.round(new MathContext(MAX_DIGITS)).stripTrailingZeros().toPlainString();
    }

    private static String pair(final int y, final int x, final long sampleNs, final int samples) {
        return y + "," + x + "," + sampleNs + "," + samples;
    }

    private static void requireGrid(final long sampleNs, final int least, final int samples, final String key) {
        requireInterval(sampleNs, key, "sample interval in ns");
        requireAtLeast(least, samples, key, "number of samples");
        requireAtMost(SampleWindow.MAX_SAMPLES, samples, key, "number of samples");
    }

    private static void requireInterval(final long intervalNs, final String key, final String what) {
        requireAtLeast(1, intervalNs, key, what);
        requireAtMost(MAX_INTERVAL_NS, intervalNs, key, what);
    }

    private static void requireAtLeast(final long least, final long value, final String key, final String what) {
        if (value < least) {
            throw new IllegalArgumentException(key + ": " + what + " " + value + " is below " + least + "; raise it");
        }
    }

    private static void requireAtMost(final long greatest, final long value, final String key, final String what) {
        if (value > greatest) {
            throw new IllegalArgumentException(
                    key + ": " + what + " " + value + " is above " + greatest + "; lower it");
        }
    }
}
