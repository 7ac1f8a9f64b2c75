package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;

/**
 * Quotes that stand at a fixed distance and lean in proportion to the inventory.
 *
 * <pre>
 *   half spread = the greater of halfSpreadTicks × tick and halfSpreadBasisPoints of the fair price
 *   centre      = fair price − skewTicks × tick × inventory
 * </pre>
 */
@HotPath
final class LinearQuotes implements QuoteModel {
    private static final double BASIS_POINTS = 1e4;

    private final DoubleParameter halfSpreadTicks;
    private final DoubleParameter halfSpreadBasisPoints;
    private final DoubleParameter skewTicks;

    LinearQuotes(final StrategySetup setup) {
        halfSpreadTicks = setup.number("halfSpreadTicks", 1, 0, 10_000);
        halfSpreadBasisPoints = setup.number("halfSpreadBasisPoints", 0, 0, 5_000);
        skewTicks = setup.number("skewTicks", 1, 0, 10_000);
    }

    @Override
    public double centreNanos(final double fairNanos, final long tickNanos, final double inventory) {
        return fairNanos - skewTicks.value() * tickNanos * inventory;
    }

    @Override
    public double halfSpreadNanos(final double fairNanos, final long tickNanos) {
        final double byTicks = halfSpreadTicks.value() * tickNanos;
        final double byPrice = halfSpreadBasisPoints.value() * fairNanos / BASIS_POINTS;
        return byTicks > byPrice ? byTicks : byPrice;
    }
}
