package io.tiercel.engine.replay.whatif;

/**
 * What the fill model assumes.
 *
 * @param latencyNs      from an order's decision to its effect and its answer
 * @param makerFeeRates  by venue id, in 1e-9 of the notional
 * @param takerFeeRates  likewise
 */
public record FillSettings(long latencyNs, long[] makerFeeRates, long[] takerFeeRates) {
    private static final int VENUES = 256;

    public static FillSettings withoutFees(final long latencyNs) {
        return new FillSettings(latencyNs, new long[VENUES], new long[VENUES]);
    }
}
