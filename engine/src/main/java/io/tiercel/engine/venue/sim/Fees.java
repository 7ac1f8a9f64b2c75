package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.HotPath;

/**
 * The fee of a trade, in 1e-9 of the currency, rounded towards zero. What does not fit a long becomes the greatest
 * that does.
 */
@HotPath
final class Fees {
    private static final long BILLION = 1_000_000_000;
    private static final long LOW = 0xFFFF_FFFFL;

    private final long quantityUnit;
    private final long multiplier;
    private final long makerRate;
    private final long takerRate;

    Fees(final SimInstrument instrument, final long makerRate, final long takerRate) {
        long unit = 1;
        for (int i = 0; i < instrument.quantityScale(); i++) {
            unit *= 10;
        }
        quantityUnit = unit;
        multiplier = instrument.multiplier();
        this.makerRate = makerRate;
        this.takerRate = takerRate;
    }

    long fee(final long priceNanos, final long quantity, final boolean maker) {
        final long rate = maker ? makerRate : takerRate;
        final long notional = product(product(priceNanos, quantity, quantityUnit), multiplier, 1);
        final long fee = product(notional, Math.abs(rate), BILLION);
        return rate < 0 ? -fee : fee;
    }

    /** {@code a × b ÷ divisor} through 128 bits; nothing is negative, and the divisor is at most a billion. */
    private static long product(final long a, final long b, final long divisor) {
        final long high = Math.multiplyHigh(a, b);
        final long low = a * b;
        if (high == 0 && low >= 0) {
            return low / divisor;
        }
        if (high >= divisor) {
            return Long.MAX_VALUE;
        }
        // The quotient's upper 64 bits are 0; the lower ones come in two steps of 32 bits, as the divisor has at most
        // 30.
        final long upper = (high << Integer.SIZE) | (low >>> Integer.SIZE);
        final long first = upper / divisor;
        final long rest = ((upper % divisor) << Integer.SIZE) | (low & LOW);
        final long second = rest / divisor;
        if (first > Integer.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return (first << Integer.SIZE) + second;
    }
}
