package io.tiercel.engine.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Instruments 1 to n on a grid of 100 ms; the oracle works on the mids as they were given, by the textbook. */
class RealisedCovarianceTest {
    private static final long SEED = 20261121;
    private static final long INTERVAL_NS = 100_000_000L;
    private static final double INTERVAL_SECONDS = 0.1;
    private static final long START_NS = 1_767_623_400_000_000_000L;
    private static final long TICK = 5_000_000L;

    private final Random random = new Random(SEED);

    @Test
    void shouldEqualTextbookOverAHundredInstruments() {
        final int n = 100;
        final int samples = 60;
        final RealisedCovariance covariance = new RealisedCovariance(ids(n), INTERVAL_NS, samples, 1);
        final double[] values = new double[covariance.valueCount()];
        final long[] bids = new long[n];
        final List<double[]> grid = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            bids[i] = (1_000 + random.nextInt(20_000)) * TICK;
            quote(covariance, i, bids[i]);
        }
        covariance.onTime(START_NS);
        int results = 0;
        for (int point = 1; point <= 2 * samples + 7; point++) {
            for (int k = 0; k < 400; k++) {
                final int i = random.nextInt(n);
                bids[i] = Math.max(100 * TICK, bids[i] + (random.nextInt(7) - 3) * TICK);
                quote(covariance, i, bids[i]);
            }
            grid.add(mids(bids));
            if (covariance.onTime(START_NS + point * INTERVAL_NS + random.nextInt((int) INTERVAL_NS))) {
                covariance.calculate(values);
                assertEquals(START_NS + point * INTERVAL_NS, covariance.asOfTimeNs());
                assertSame(textbook(grid, samples), values);
                results++;
            }
        }
        assertEquals(samples + 7, results, "the window is full after " + samples + " returns");
    }

    @Test
    void shouldBePositiveSemiDefinite() {
        final int n = 40;
        // Fewer samples than instruments: the matrix has no full rank, the hardest case.
        final double[] values = result(n, 25);

        for (int trial = 0; trial < 1_000; trial++) {
            final double[] w = random.doubles(n, -1, 1).toArray();
            double variance = 0;
            double size = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    variance += w[i] * w[j] * at(values, n, i, j);
                }
                size += w[i] * w[i] * at(values, n, i, i);
            }
            assertTrue(variance >= -1e-12 * size, "seed " + SEED + ", trial " + trial + ": " + variance);
        }
    }

    @Test
    void shouldLeaveOutAnInstrumentUntilItHasAPriceForAWholeWindow() {
        final int samples = 5;
        final RealisedCovariance covariance = new RealisedCovariance(ids(2), INTERVAL_NS, samples, 1);
        final double[] values = new double[3];
        final StringBuilder missing = new StringBuilder();
        quote(covariance, 0, 1_000 * TICK);
        quote(covariance, 1, 2_000 * TICK);
        covariance.onTime(START_NS);
        for (int point = 1; point <= 22; point++) {
            quote(covariance, 0, (1_000 + point % 2) * TICK);
            // The second book cannot be traded on at the grid points 9 and 10.
            covariance.onQuote(2, 2_000 * TICK, 2_002 * TICK, point != 9 && point != 10);
            if (covariance.onTime(START_NS + point * INTERVAL_NS)) {
                covariance.calculate(values);
                assertTrue(values[0] > 0);
                assertEquals(Double.isNaN(values[1]), Double.isNaN(values[2]));
                missing.append(Double.isNaN(values[2]) ? 'x' : '.');
            }
        }

        // Points 6 to 22. Missing are the returns to 9, 10 and 11; the last of them leaves the window at 16.
        assertEquals("...xxxxxxx.......", missing.toString());
    }

    @Test
    void shouldKnowNoPriceAfterMissedQuotesUntilTheNextOne() {
        final int samples = 3;
        final RealisedCovariance covariance = new RealisedCovariance(ids(2), INTERVAL_NS, samples, 1);
        final double[] values = new double[3];
        quote(covariance, 0, 1_000 * TICK);
        quote(covariance, 1, 2_000 * TICK);
        covariance.onTime(START_NS);
        for (int point = 1; point <= 4; point++) {
            covariance.onTime(START_NS + point * INTERVAL_NS);
        }

        covariance.onMissed();
        quote(covariance, 0, 1_001 * TICK);
        assertTrue(covariance.onTime(START_NS + 5 * INTERVAL_NS));
        covariance.calculate(values);

        assertFalse(Double.isNaN(values[0]));
        assertTrue(Double.isNaN(values[1]));
        assertTrue(Double.isNaN(values[2]));
    }

    @Test
    void shouldTakeSilenceForPricesThatStayed() {
        final RealisedCovariance covariance = new RealisedCovariance(ids(1), INTERVAL_NS, 4, 1);
        final double[] values = new double[1];
        quote(covariance, 0, 1_000 * TICK);
        covariance.onTime(START_NS);
        covariance.onTime(START_NS + INTERVAL_NS);
        quote(covariance, 0, 1_010 * TICK);

        assertTrue(covariance.onTime(START_NS + 5 * INTERVAL_NS), "four points at once fill the window");
        covariance.calculate(values);
        final double change = 1_011.0 / 1_001.0 - 1;
        assertEquals(change * change / (4 * INTERVAL_SECONDS), values[0], 1e-18);
        assertEquals(START_NS + 5 * INTERVAL_NS, covariance.asOfTimeNs());

        assertTrue(covariance.onTime(START_NS + 1_000_000 * INTERVAL_NS), "it does not walk through all of them");
        covariance.calculate(values);
        assertEquals(0, values[0]);
    }

    @Test
    void shouldGiveAResultAfterEverySoManySamples() {
        final RealisedCovariance covariance = new RealisedCovariance(ids(1), INTERVAL_NS, 2, 3);
        final StringBuilder due = new StringBuilder();
        quote(covariance, 0, 1_000 * TICK);
        for (int point = 0; point <= 12; point++) {
            due.append(covariance.onTime(START_NS + point * INTERVAL_NS) ? 'r' : '.');
        }

        assertEquals("...r..r..r..r", due.toString());
    }

    private double[] result(final int n, final int samples) {
        final RealisedCovariance covariance = new RealisedCovariance(ids(n), INTERVAL_NS, samples, 1);
        final double[] values = new double[covariance.valueCount()];
        for (int point = 0; point <= samples + 1; point++) {
            for (int i = 0; i < n; i++) {
                quote(covariance, i, (10_000 + random.nextInt(50)) * TICK);
            }
            covariance.onTime(START_NS + point * INTERVAL_NS);
        }
        covariance.calculate(values);
        return values;
    }

    private static double[][] textbook(final List<double[]> grid, final int samples) {
        final int n = grid.get(0).length;
        final double[][] sums = new double[n][n];
        for (int k = grid.size() - samples; k < grid.size(); k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    final double ri = (grid.get(k)[i] - grid.get(k - 1)[i]) / grid.get(k - 1)[i];
                    final double rj = (grid.get(k)[j] - grid.get(k - 1)[j]) / grid.get(k - 1)[j];
                    sums[i][j] += ri * rj / (samples * INTERVAL_SECONDS);
                }
            }
        }
        return sums;
    }

    private static void assertSame(final double[][] expected, final double[] values) {
        final int n = expected.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                final double scale = Math.sqrt(expected[i][i] * expected[j][j]);
                assertEquals(expected[i][j], at(values, n, i, j), 1e-9 * scale + 1e-24, "seed " + SEED);
            }
        }
    }

    /** Of the upper triangle, row by row. */
    private static double at(final double[] values, final int n, final int row, final int column) {
        int position = Math.max(row, column) - Math.min(row, column);
        for (int i = 0; i < Math.min(row, column); i++) {
            position += n - i;
        }
        return values[position];
    }

    private static double[] mids(final long[] bids) {
        final double[] mids = new double[bids.length];
        for (int i = 0; i < bids.length; i++) {
            mids[i] = bids[i] + TICK;
        }
        return mids;
    }

    private static void quote(final RealisedCovariance covariance, final int row, final long bid) {
        covariance.onQuote(row + 1, bid, bid + 2 * TICK, true);
    }

    private static int[] ids(final int n) {
        final int[] ids = new int[n];
        for (int i = 0; i < n; i++) {
            ids[i] = i + 1;
        }
        return ids;
    }
}
