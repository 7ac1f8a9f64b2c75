package io.tiercel.engine.lane;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.LaneCalculation;
import java.util.Arrays;

/**
 * Realised covariance of mids on a grid of time, per second:
 *
 * <pre>
 *  r(i, k) = mid(i, k) ÷ mid(i, k − 1) − 1          simple return up to grid point k
 *  C(i, j) = Σ r(i, k) × r(j, k) ÷ (n × interval)   over the last n grid points, interval in seconds
 * </pre>
 *
 * The mean is not taken out: over such a window it is noise. The mid at a grid point is the last one before it of a
 * book that can be traded on then; else the instrument is missing there, and so are the returns up to it and from it.
 * Row and column of an instrument with a missing return in the window are NaN. What is left is positive semi-definite
 * but for rounding, since all its elements are sums over the same grid points.
 */
@HotPath
public final class RealisedCovariance implements Calculation {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MISSING = Double.NaN;

    private final int[] instrumentIds;
    private final int[] rows;
    private final long intervalNs;
    private final int samples;
    private final int every;
    /** Of now, and at the last grid point; NaN for none. */
    private final double[] mids;

    private final double[] sampled;
    /** By row, each a ring over the window. */
    private final double[][] returns;

    private final int[] missingCounts;
    /** A grid point was seen: prices to start from, and no returns yet. */
    private boolean started;

    private int slot;
    private int count;
    private int sinceResult;
    private long cellEndNs;

    /**
     * @param instrumentIds by row
     * @param samples       returns in the window
     * @param every         a result after every so many grid points
     */
    public RealisedCovariance(final int[] instrumentIds, final long intervalNs, final int samples, final int every) {
        this.instrumentIds = instrumentIds.clone();
        this.intervalNs = intervalNs;
        this.samples = samples;
        this.every = every;
        rows = new int[Arrays.stream(instrumentIds).max().orElse(0) + 1];
        Arrays.fill(rows, -1);
        for (int row = 0; row < instrumentIds.length; row++) {
            rows[instrumentIds[row]] = row;
        }
        mids = new double[instrumentIds.length];
        sampled = new double[instrumentIds.length];
        returns = new double[instrumentIds.length][samples];
        missingCounts = new int[instrumentIds.length];
        Arrays.fill(mids, MISSING);
        Arrays.fill(sampled, MISSING);
    }

    @Override
    public LaneCalculation kind() {
        return LaneCalculation.REALISED_COVARIANCE;
    }

    @Override
    public int instrumentCount() {
        return instrumentIds.length;
    }

    @Override
    public int valueCount() {
        return instrumentIds.length * (instrumentIds.length + 1) / 2;
    }

    @Override
    public boolean onTime(final long timeNs) {
        if (timeNs < cellEndNs) {
            return false;
        }
        if (cellEndNs == 0) {
            cellEndNs = (timeNs / intervalNs + 1) * intervalNs;
            return false;
        }
        final long points = (timeNs - cellEndNs) / intervalNs + 1;
        // All but the first of them see the same mids: more than fill the window change nothing.
        final long sampledPoints = Math.min(points, samples + 1L);
        for (long i = 0; i < sampledPoints; i++) {
            sample();
        }
        cellEndNs += points * intervalNs;
        sinceResult = (int) Math.min(Integer.MAX_VALUE, sinceResult + points);
        if (count < samples || sinceResult < every) {
            return false;
        }
        sinceResult = 0;
        return true;
    }

    private void sample() {
        for (int row = 0; row < mids.length; row++) {
            final double change = mids[row] / sampled[row] - 1;
            sampled[row] = mids[row];
            if (started) {
                put(row, change);
            }
        }
        if (started) {
            count = Math.min(samples, count + 1);
            slot = slot + 1 < samples ? slot + 1 : 0;
        }
        started = true;
    }

    private void put(final int row, final double change) {
        if (count == samples && Double.isNaN(returns[row][slot])) {
            missingCounts[row]--;
        }
        if (Double.isNaN(change)) {
            missingCounts[row]++;
        }
        returns[row][slot] = change;
    }

    @Override
    public long asOfTimeNs() {
        return cellEndNs - intervalNs;
    }

    @Override
    public void calculate(final double[] values) {
        final double windowSeconds = samples * (intervalNs / NANOS_PER_SECOND);
        int position = 0;
        for (int row = 0; row < returns.length; row++) {
            final double[] left = returns[row];
            for (int column = row; column < returns.length; column++) {
                final boolean missing = missingCounts[row] > 0 || missingCounts[column] > 0;
                values[position++] = missing ? MISSING : product(left, returns[column]) / windowSeconds;
            }
        }
    }

    private double product(final double[] left, final double[] right) {
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    @Override
    public void onMissed() {
        for (int row = 0; row < mids.length; row++) {
            mids[row] = MISSING;
        }
    }

    @Override
    public void onQuote(
            final int instrumentId, final long bidPriceNanos, final long askPriceNanos, final boolean tradable) {
        final int row = instrumentId < rows.length ? rows[instrumentId] : -1;
        if (row >= 0) {
            final double sum = (double) bidPriceNanos + (double) askPriceNanos;
            mids[row] = tradable && sum > 0 ? sum / 2 : MISSING;
        }
    }
}
