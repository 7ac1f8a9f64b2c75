package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;

/**
 * Weights of the long-only basket with the least variance, none above a maximum. It begins with equal weights; each
 * step moves weight from the instrument whose share adds most to the variance to the one whose share adds least, as
 * far as that helps. A step costs one pass over the instruments; when no step helps, no basket is better.
 */
@HotPath
final class LeastVariance {
    /** Steps, for each instrument. */
    private static final int STEPS = 8;
    /** Where the shares differ less than this part of the variance, it is good enough. */
    private static final double TOLERANCE = 1e-3;

    private final double[] weights;
    /** Half the derivative of the variance by each weight. */
    private final double[] slopes;

    private final boolean[] included;
    private AnalyticsResult covariance;
    private double shrinkage;
    private double maxWeight;

    LeastVariance(final int instrumentCount) {
        weights = new double[instrumentCount];
        slopes = new double[instrumentCount];
        included = new boolean[instrumentCount];
    }

    /**
     * Leaves out what has no value in the matrix, or a variance of 0: what never moved says nothing of its risk.
     *
     * @param newShrinkage 0: the matrix as it is, 1: only its diagonal counts
     * @return the sum of the weights: less than 1 when all are at their maximum
     */
    double solve(final AnalyticsResult newCovariance, final double newShrinkage, final double newMaxWeight) {
        covariance = newCovariance;
        shrinkage = newShrinkage;
        maxWeight = newMaxWeight;
        final int count = include();
        final double equal = count == 0 ? 0 : Math.min(1.0 / count, maxWeight);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = included[i] ? equal : 0;
        }
        for (int i = 0; i < weights.length; i++) {
            slopes[i] = included[i] ? slope(i) : 0;
        }
        int steps = STEPS * count;
        while (steps > 0 && step()) {
            steps--;
        }
        return equal * count;
    }

    private int include() {
        int count = 0;
        for (int i = 0; i < included.length; i++) {
            included[i] = covariance.value(i, i) > 0;
            count += included[i] ? 1 : 0;
        }
        return count;
    }

    private double slope(final int row) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (included[i]) {
                sum += weights[i] * value(row, i);
            }
        }
        return sum;
    }

    private double value(final int row, final int column) {
        final double value = covariance.value(row, column);
        return row == column ? value : (1 - shrinkage) * value;
    }

    private boolean step() {
        int from = -1;
        int to = -1;
        double variance = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!included[i]) {
                continue;
            }
            variance += weights[i] * slopes[i];
            if (weights[i] > 0 && (from < 0 || slopes[i] > slopes[from])) {
                from = i;
            }
            if (weights[i] < maxWeight && (to < 0 || slopes[i] < slopes[to])) {
                to = i;
            }
        }
        if (from < 0 || to < 0 || slopes[from] - slopes[to] <= TOLERANCE * variance) {
            return false;
        }
        move(from, to);
        return true;
    }

    private void move(final int from, final int to) {
        final double room = Math.min(weights[from], maxWeight - weights[to]);
        final double curvature = value(from, from) + value(to, to) - 2 * value(from, to);
        final double best = (slopes[from] - slopes[to]) / curvature;
        final double amount = curvature > 0 && best < room ? best : room;
        weights[from] -= amount;
        weights[to] += amount;
        for (int i = 0; i < weights.length; i++) {
            if (included[i]) {
                slopes[i] += amount * (value(i, to) - value(i, from));
            }
        }
    }

    /** Whether the last solution says anything about this row. */
    boolean included(final int row) {
        return included[row];
    }

    double weight(final int row) {
        return weights[row];
    }
}
