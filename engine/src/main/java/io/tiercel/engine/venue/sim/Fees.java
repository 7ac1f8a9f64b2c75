package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.HotPath;

/** What a trade costs, in 1e-9 of the currency: a part of its notional, rounded half to even; negative is a rebate. */
@HotPath
final class Fees {
    private static final long BILLION = 1_000_000_000;

    private final int quantityScale;
    private final long multiplier;
    private final long makerRate;
    private final long takerRate;

    /** Rates are in 1e-9 of the notional. */
    Fees(final SimInstrument instrument, final long makerRate, final long takerRate) {
        this.quantityScale = instrument.quantityScale();
        this.multiplier = instrument.multiplier();
        this.makerRate = makerRate;
        this.takerRate = takerRate;
    }

    /** Whether the notional of such an order can be told at all; the fee is less than it. */
    boolean isCountable(final long priceNanos, final long quantity) {
        return FixedPoint.notionalMoney(priceNanos, quantity, quantityScale, multiplier) != FixedPoint.OVERFLOW;
    }

    long fee(final long priceNanos, final long quantity, final boolean maker) {
        final long notional = FixedPoint.notionalMoney(priceNanos, quantity, quantityScale, multiplier);
        return FixedPoint.mulDiv(notional, maker ? makerRate : takerRate, BILLION);
    }
}
