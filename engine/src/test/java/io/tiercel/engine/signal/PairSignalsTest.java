package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.signal.SampleOracles.Point;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hedge ratio, spread and z-score. Literal values were calculated outside, with numpy's lstsq and std(ddof=1). */
class PairSignalsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long UNIT = 1_000_000_000L;
    private static final double[] X = {100, 101, 103, 102, 104, 107, 105, 108};
    private static final double[] Y = {50.5, 51, 52.5, 51.5, 52, 54.5, 52.5, 55};

    private final FakeBook y = new FakeBook(1, 0);
    private final FakeBook x = new FakeBook(2, 0);
    private final List<String> told = new ArrayList<>();
    private final Signals signals = new Signals(2, (signalId, signal) -> told.add(name(signalId)));

    @Test
    void shouldFitTheLineOfTheLastSamples() {
        final Signal ratio = declare(StandardSignals.hedgeRatio(1, 2, SECOND, 5));
        final double[] slopes = {0.45, 0.56132075471698, 0.53378378378378, 0.63157894736842};

        feed(5);
        assertFalse(ratio.ready());
        for (int i = 5; i < X.length; i++) {
            prices(i, Y[i], X[i]);
            assertEquals(slopes[i - 5], ratio.value(), 1e-13);
        }
        prices(8, 56, 107);
        assertEquals(slopes[3], ratio.value(), 1e-13);
    }

    @Test
    void shouldMeasureFromTheLineToThePriceNow() {
        final Signal spread = declare(StandardSignals.spread(1, 2, SECOND, 5));

        feed(X.length);
        prices(8, 56, 107);
        assertEquals(1.76315789473685, spread.value(), 1e-12);

        // 1 more of x moves the line by its slope, 1 more of y the spread by 1
        price(x, 8, 108);
        assertEquals(1.76315789473685 - 0.63157894736842, spread.value(), 1e-12);
        price(y, 8, 57);
        assertEquals(2.76315789473685 - 0.63157894736842, spread.value(), 1e-12);
    }

    @Test
    void shouldMeasureInStandardDeviations() {
        final Signal zScore = declare(StandardSignals.zScore(StandardSignals.mid(1), SECOND, 5));
        final double[] values = {1, 2, 4, 2.5, 3.5};
        for (int i = 0; i < values.length; i++) {
            price(y, i, values[i]);
        }
        assertFalse(zScore.ready());

        price(y, 5, 5);

        assertTrue(zScore.ready());
        assertEquals(2.0104987598001385, zScore.value(), 1e-12);
    }

    @Test
    void shouldBeZeroWithoutADeviation() {
        final Signal zScore = declare(StandardSignals.zScore(StandardSignals.mid(1), SECOND, 3));
        price(y, 0, 7);
        price(y, 1, 7.5);

        price(y, 60, 8);
        assertEquals(0, Double.doubleToRawLongBits(zScore.value()));
        price(y, 61, 9);
        assertTrue(zScore.value() > 1);
    }

    @Test
    void shouldKeepTheSlopeWhileXStandsStill() {
        final Signal ratio = declare(StandardSignals.hedgeRatio(1, 2, SECOND, 5));
        feed(X.length);
        price(y, 8, 55);
        final double before = ratio.value();

        for (int i = 20; i < 40; i++) {
            price(y, i, i);
        }

        assertEquals(before, ratio.value());
        assertTrue(ratio.ready());
    }

    @Test
    void shouldNotBeReadyBeforeXMoved() {
        final Signal ratio = declare(StandardSignals.hedgeRatio(1, 2, SECOND, 3));
        for (int i = 0; i < 9; i++) {
            prices(i, 10 + i, 50);
        }

        assertFalse(ratio.ready());
        assertEquals(0, told.indexOf("mid(1)"));
        assertFalse(told.contains("hedgeRatio(1,2,1000000000,3)"));
    }

    @Test
    void shouldBeginAnewAfterPricesBeyondItsRange() {
        final Signal ratio = declare(StandardSignals.hedgeRatio(1, 2, SECOND, 5));
        final Signal spread = declare(StandardSignals.spread(1, 2, SECOND, 5));
        feed(X.length);
        assertTrue(ratio.ready());

        // More than 70,368 away from the first one
        price(y, 8, 80_000);
        assertFalse(ratio.ready());
        assertFalse(spread.ready());

        for (int i = 9; i < 15; i++) {
            prices(i, 80_000 + 3 * (i % 4), 100 + i % 4);
        }
        assertEquals(3, ratio.value(), 1e-9);
    }

    @Test
    void shouldStayExactWithPricesOfBillions() {
        final Signal ratio = declare(StandardSignals.hedgeRatio(1, 2, SECOND, 5));
        for (int i = 0; i <= X.length; i++) {
            final int from = Math.min(i, X.length - 1);
            prices(i, 4e6 * Y[from], 3e7 * X[from]);
        }
        price(y, X.length, 1e8);

        assertEquals(0.63157894736842 * 4e6 / 3e7, ratio.value(), 1e-12);
    }

    @Test
    void shouldForgetTurmoilWithoutATrace() {
        final Signal ratio = declare(StandardSignals.hedgeRatio(1, 2, SECOND, 5));
        for (int i = 0; i < 30_000; i++) {
            prices(i, 50 + (i * 7919L) % 60_000, 100 + (i * 104_729L) % 60_000);
        }
        for (int i = 0; i <= X.length; i++) {
            prices(30_000 + i, Y[Math.min(i, 7)], X[Math.min(i, 7)]);
        }
        price(y, 30_000 + X.length, 1);

        assertEquals(0.63157894736842, ratio.value(), 1e-13);
    }

    @Test
    void shouldTellInTheOrderOfCalculation() {
        declare(StandardSignals.zScore(StandardSignals.spread(1, 2, SECOND, 3), SECOND, 2));
        feed(7);
        told.clear();

        price(x, 7, 104);

        final String pair = "1,2,1000000000,3)";
        assertEquals(
                List.of("mid(2)", "hedgeRatio(" + pair, "spread(" + pair, "zScore(spread(" + pair + ",1000000000,2)"),
                told);
        told.clear();
        price(y, 7, 53);
        assertEquals(List.of("mid(1)", "spread(" + pair, "zScore(spread(" + pair + ",1000000000,2)"), told);
    }

    @Test
    void shouldMatchTheDefinition() {
        final long[][] grids = {{50_000_000, 6, 4}, {20_000_000, 30, 20}, {333_333_333, 2, 5}};
        for (final long[] grid : grids) {
            for (long seed = 1; seed <= 4; seed++) {
                compare(seed, grid[0], (int) grid[1], (int) grid[2]);
            }
        }
    }

    private static void compare(final long seed, final long sampleNs, final int samples, final int zSamples) {
        final List<Signal> changed = new ArrayList<>();
        final Signals compared = new Signals(2, (signalId, signal) -> changed.add(signal));
        final SignalSpec spreadSpec = StandardSignals.spread(1, 2, sampleNs, samples);
        final Signal zScore = compared.signal(compared.declare(StandardSignals.zScore(spreadSpec, sampleNs, zSamples)));
        final Signal spread = compared.signal(compared.declare(spreadSpec));
        final Signal ratio = compared.signal(compared.declare(StandardSignals.hedgeRatio(1, 2, sampleNs, samples)));
        final FakeBook[] books = {new FakeBook(1, 0), new FakeBook(2, 0)};
        final List<List<Point>> mids = List.of(new ArrayList<>(), new ArrayList<>());
        final List<Point> spreads = new ArrayList<>();
        long nowNs = 0;
        int count = 0;
        BigDecimal slope = null;
        final List<MarketEvent> events = MarketEvent.random(seed, 600);
        for (int i = 0; i < events.size(); i++) {
            final MarketEvent event = events.get(i);
            changed.clear();
            event.feed(compared, books[i % 2]);
            for (final Point mid : SampleOracles.mids(List.of(event))) {
                final List<Point> ofBook = mids.get(i % 2);
                if (ofBook.isEmpty() || !ofBook.get(ofBook.size() - 1).value().equals(mid.value())) {
                    ofBook.add(mid);
                    nowNs = mid.timeNs();
                }
            }
            if (mids.get(0).isEmpty() || mids.get(1).isEmpty()) {
                continue;
            }
            final String where = "seed " + seed + ", event " + i;
            final long fromNs =
                    Math.max(mids.get(0).get(0).timeNs(), mids.get(1).get(0).timeNs());
            final List<BigDecimal> y = SampleOracles.window(mids.get(0), fromNs, nowNs, sampleNs, samples);
            final List<BigDecimal> x = SampleOracles.window(mids.get(1), fromNs, nowNs, sampleNs, samples);
            final BigDecimal newSlope = x == null ? null : SampleOracles.slope(x, y);
            slope = newSlope == null ? slope : newSlope;
            assertEquals(slope != null, ratio.ready(), where);
            if (slope == null) {
                continue;
            }
            assertEquals(slope.doubleValue(), ratio.value(), 1e-11 * Math.abs(slope.doubleValue()) + 1e-13, where);
            final BigDecimal residual = last(mids.get(0))
                    .subtract(SampleOracles.intercept(slope, x, y))
                    .subtract(slope.multiply(last(mids.get(1))));
            assertEquals(
                    residual.doubleValue(),
                    spread.value(),
                    1e-9 * residual.abs().doubleValue() + 1e-12,
                    where);
            // Held in 1e-9, so that sums are exact
            final BigDecimal held = residual.setScale(9, RoundingMode.HALF_EVEN);
            spreads.add(new Point(nowNs, held));
            final List<BigDecimal> window =
                    SampleOracles.window(spreads, spreads.get(0).timeNs(), nowNs, sampleNs, zSamples);
            assertTrue(window != null || !zScore.ready(), where);
            // It is calculated when the spread changes, and its noise is not compared
            if (window != null && changed.contains(spread) && !SampleOracles.nearlyEqual(window)) {
                final double expected = SampleOracles.zScore(held, window);
                assertEquals(expected, zScore.value(), 1e-5 * Math.abs(expected) + 1e-6, where);
                count++;
            }
        }
        assertTrue(count > 50, "only " + count + " values compared, seed " + seed);
    }

    private static BigDecimal last(final List<Point> points) {
        return points.get(points.size() - 1).value();
    }

    private Signal declare(final SignalSpec spec) {
        return signals.signal(signals.declare(spec));
    }

    private String name(final int signalId) {
        return signals.key(signalId);
    }

    /** Prices that stand from shortly after these seconds on, so that the next whole second samples them. */
    private void feed(final int count) {
        for (int i = 0; i < count; i++) {
            prices(i, Y[i], X[i]);
        }
    }

    private void prices(final int second, final double ofY, final double ofX) {
        price(y, second, ofY);
        price(x, second, ofX);
    }

    private void price(final FakeBook book, final int second, final double price) {
        final long mid = Math.round(price * UNIT);
        book.quote(mid - 1, 1, mid + 1, 1);
        signals.onBook(book, true, second * SECOND + SECOND / 2);
    }
}
