package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.signal.Signal;

/**
 * Quotes after Avellaneda and Stoikov, "High-frequency trading in a limit order book" (2008), with a time to the end
 * that does not run out.
 *
 * <pre>
 *   centre      = fair price − q × γ × σ² × τ
 *   half spread = γ × σ² × τ ÷ 2 + ln(1 + γ ÷ κ) ÷ γ
 * </pre>
 *
 * All of it in ticks: q is the inventory in multiples of the size, γ the riskAversion per tick, σ the volatility in
 * ticks per √second, τ the horizon in seconds, κ the fillDecay per tick. What the half spread of the other model would
 * be is the least that this one has.
 */
@HotPath
final class OptimalQuotes implements QuoteModel {
    private static final double BASIS_POINTS = 1e4;
    private static final double NANOS_PER_SECOND = 1e9;

    private final QuoteModel least;
    private final Signal volatility;
    private final DoubleParameter riskAversion;
    private final DoubleParameter fillDecay;
    private final LongParameter horizonNs;

    // What the logarithm was last taken of, and what came out: these follow from the parameters and are no state.
    private double lastRiskAversion;
    private double lastFillDecay;
    private double fillTicks;

    /** @param volatility in basis points per √second */
    OptimalQuotes(final StrategySetup setup, final QuoteModel least, final Signal volatility) {
        this.least = least;
        this.volatility = volatility;
        riskAversion = setup.number("riskAversion", 0.1, 1e-6, 1_000);
        fillDecay = setup.number("fillDecay", 1, 1e-3, 1_000);
        horizonNs = setup.duration("horizon", "10s", "1ms", "1d");
    }

    @Override
    public double centreNanos(final double fairNanos, final long tickNanos, final double inventory) {
        return fairNanos - inventory * riskTicks(fairNanos, tickNanos) * tickNanos;
    }

    @Override
    public double halfSpreadNanos(final double fairNanos, final long tickNanos) {
        final double optimal = (riskTicks(fairNanos, tickNanos) / 2 + fillTicks()) * tickNanos;
        final double floor = least.halfSpreadNanos(fairNanos, tickNanos);
        return optimal > floor ? optimal : floor;
    }

    /** γ σ² τ. */
    private double riskTicks(final double fairNanos, final long tickNanos) {
        final double sigma = volatility.value() / BASIS_POINTS * fairNanos / tickNanos;
        return riskAversion.value() * sigma * sigma * (horizonNs.value() / NANOS_PER_SECOND);
    }

    /** ln(1 + γ ÷ κ) ÷ γ. */
    private double fillTicks() {
        final double gamma = riskAversion.value();
        final double kappa = fillDecay.value();
        if (gamma != lastRiskAversion || kappa != lastFillDecay) {
            lastRiskAversion = gamma;
            lastFillDecay = kappa;
            fillTicks = StrictMath.log1p(gamma / kappa) / gamma;
        }
        return fillTicks;
    }
}
