package io.tiercel.engine.signal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/** The textbook's formulas for what is sampled on a grid, over whole windows and in decimal numbers. */
final class SampleOracles {
    private static final MathContext EXACT = new MathContext(60);

    private SampleOracles() {}

    /** A value that stands from a time on. */
    record Point(long timeNs, BigDecimal value) {}

    static double simpleAverage(final List<MarketEvent> history, final long sampleNs, final int samples) {
        final List<Point> mids = mids(history);
        if (mids.isEmpty()) {
            return Double.NaN;
        }
        final long nowNs = mids.get(mids.size() - 1).timeNs();
        final List<BigDecimal> window = window(mids, mids.get(0).timeNs(), nowNs, sampleNs, samples);
        return window == null ? Double.NaN : mean(window).doubleValue();
    }

    static double averageTrueRange(final List<MarketEvent> history, final long barNs, final int bars) {
        final TreeMap<Long, List<BigDecimal>> cells = new TreeMap<>();
        for (final Point mid : mids(history)) {
            cells.computeIfAbsent(mid.timeNs() / barNs, cell -> new ArrayList<>())
                    .add(mid.value());
        }
        if (cells.size() <= bars) {
            return Double.NaN;
        }
        cells.pollLastEntry();
        final List<BigDecimal> ranges = new ArrayList<>();
        BigDecimal close = null;
        for (final List<BigDecimal> prices : cells.values()) {
            final BigDecimal high = prices.stream().max(BigDecimal::compareTo).orElseThrow();
            final BigDecimal low = prices.stream().min(BigDecimal::compareTo).orElseThrow();
            BigDecimal range = high.subtract(low);
            if (close != null) {
                range = range.max(high.subtract(close).abs())
                        .max(low.subtract(close).abs());
            }
            ranges.add(range);
            close = prices.get(prices.size() - 1);
        }
        BigDecimal average = mean(ranges.subList(0, bars));
        for (final BigDecimal range : ranges.subList(bars, ranges.size())) {
            average = average.multiply(BigDecimal.valueOf(bars - 1)).add(range).divide(BigDecimal.valueOf(bars), EXACT);
        }
        return average.doubleValue();
    }

    /** Σ (x − x̄)(y − ȳ) ÷ Σ (x − x̄)². Null when all x are equal. */
    static BigDecimal slope(final List<BigDecimal> x, final List<BigDecimal> y) {
        BigDecimal above = BigDecimal.ZERO;
        BigDecimal below = BigDecimal.ZERO;
        final BigDecimal meanX = mean(x);
        final BigDecimal meanY = mean(y);
        for (int i = 0; i < x.size(); i++) {
            final BigDecimal fromMean = x.get(i).subtract(meanX);
            above = above.add(fromMean.multiply(y.get(i).subtract(meanY)));
            below = below.add(fromMean.multiply(fromMean));
        }
        return new HashSet<>(x).size() == 1 ? null : above.divide(below, EXACT);
    }

    static BigDecimal intercept(final BigDecimal slope, final List<BigDecimal> x, final List<BigDecimal> y) {
        return mean(y).subtract(slope.multiply(mean(x)));
    }

    /** (value − mean) ÷ √(Σ (s − mean)² ÷ (n − 1)); 0 when all are equal. */
    static double zScore(final BigDecimal value, final List<BigDecimal> window) {
        final BigDecimal mean = mean(window);
        BigDecimal squares = BigDecimal.ZERO;
        for (final BigDecimal sample : window) {
            squares = squares.add(sample.subtract(mean).pow(2));
        }
        final BigDecimal variance = squares.divide(BigDecimal.valueOf(window.size() - 1), EXACT);
        return variance.signum() == 0
                ? 0
                : value.subtract(mean).divide(variance.sqrt(EXACT), EXACT).doubleValue();
    }

    /** Whether the values differ by so little that the rounding of each shows in their deviation. */
    static boolean nearlyEqual(final List<BigDecimal> values) {
        final BigDecimal least = values.stream().min(BigDecimal::compareTo).orElseThrow();
        final BigDecimal greatest = values.stream().max(BigDecimal::compareTo).orElseThrow();
        final BigDecimal range = greatest.subtract(least);
        return range.signum() > 0 && range.compareTo(new BigDecimal("0.0001")) < 0;
    }

    /** What stood strictly before each of the last grid points up to now; null when these are not enough. */
    static List<BigDecimal> window(
            final List<Point> points, final long fromNs, final long nowNs, final long sampleNs, final int samples) {
        final List<BigDecimal> window = new ArrayList<>();
        for (long cell = nowNs / sampleNs - samples + 1; cell <= nowNs / sampleNs; cell++) {
            if (cell <= fromNs / sampleNs) {
                return null;
            }
            BigDecimal stood = null;
            for (final Point point : points) {
                if (point.timeNs() < cell * sampleNs) {
                    stood = point.value();
                }
            }
            window.add(stood);
        }
        return window;
    }

    static List<Point> mids(final List<MarketEvent> history) {
        final List<Point> mids = new ArrayList<>();
        for (final MarketEvent event : history) {
            if (event.tradable()) {
                mids.add(new Point(event.timeNs(), BigDecimal.valueOf((event.bid() + event.ask()) / 2, 9)));
            }
        }
        return mids;
    }

    static BigDecimal mean(final List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(new BigDecimal(values.size()), EXACT);
    }
}
