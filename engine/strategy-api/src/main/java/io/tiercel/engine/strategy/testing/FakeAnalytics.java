package io.tiercel.engine.strategy.testing;

import io.tiercel.engine.strategy.AnalyticsResult;
import java.util.Arrays;

/** The result of an analytics lane, set by a test. */
public final class FakeAnalytics implements AnalyticsResult {
    private final String lane;
    private final int[] instrumentIds;
    private final double[][] values;
    private boolean ready;
    private boolean stale;
    private long asOfSequence;
    private long asOfTimeNs;

    /** @param instrumentIds by row */
    public FakeAnalytics(final String lane, final int... instrumentIds) {
        this.lane = lane;
        this.instrumentIds = instrumentIds.clone();
        values = new double[instrumentIds.length][instrumentIds.length];
    }

    /** A new result as of this time, all of its values 0. */
    public FakeAnalytics result(final long timeNs) {
        ready = true;
        stale = false;
        asOfSequence++;
        asOfTimeNs = timeNs;
        for (final double[] row : values) {
            Arrays.fill(row, 0);
        }
        return this;
    }

    /** At (row, column) and at (column, row). */
    public FakeAnalytics set(final int row, final int column, final double value) {
        values[row][column] = value;
        values[column][row] = value;
        return this;
    }

    public FakeAnalytics stale(final boolean newStale) {
        stale = newStale;
        return this;
    }

    @Override
    public String lane() {
        return lane;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public boolean stale() {
        return stale;
    }

    @Override
    public long asOfSequence() {
        return asOfSequence;
    }

    @Override
    public long asOfTimeNs() {
        return asOfTimeNs;
    }

    @Override
    public int instrumentCount() {
        return instrumentIds.length;
    }

    @Override
    public int instrumentId(final int row) {
        return instrumentIds[row];
    }

    @Override
    public double value(final int row, final int column) {
        return values[row][column];
    }
}
