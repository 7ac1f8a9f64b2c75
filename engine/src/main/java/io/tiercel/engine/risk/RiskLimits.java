package io.tiercel.engine.risk;

/**
 * The limits that hold where no other is set. None is negative; 0 lets nothing through.
 *
 * @param maxOrderQuantity         in units (not in the instrument's scale): multiplied by 10^quantityScale when applied
 * @param maxOrderNotionalMoney    in 1e-9 of the instrument's currency
 * @param priceCollarBasisPoints   how far beyond the reference price an order may be priced, on the side that costs
 * @param maxPosition              in units, absolute, open orders counted as if filled
 * @param maxOpenOrders            per strategy
 * @param maxMessagesPerSecond     new orders and replaces per strategy, in any second; cancels are never refused; at
 *                                 most {@link #MAX_MESSAGES_PER_SECOND}, each taking 8 bytes per strategy
 */
public record RiskLimits(
        long maxOrderQuantity,
        long maxOrderNotionalMoney,
        long priceCollarBasisPoints,
        long maxPosition,
        long maxOpenOrders,
        long maxMessagesPerSecond) {
    /** The greatest message rate that can be watched exactly. */
    public static final long MAX_MESSAGES_PER_SECOND = 1 << 20;

    /** @throws IllegalArgumentException when a limit is negative or a rate too great */
    public RiskLimits {
        requireInRange("maxOrderQuantity", maxOrderQuantity, Long.MAX_VALUE);
        requireInRange("maxOrderNotionalMoney", maxOrderNotionalMoney, Long.MAX_VALUE);
        requireInRange("priceCollarBasisPoints", priceCollarBasisPoints, Long.MAX_VALUE);
        requireInRange("maxPosition", maxPosition, Long.MAX_VALUE);
        requireInRange("maxOpenOrders", maxOpenOrders, Long.MAX_VALUE);
        requireInRange("maxMessagesPerSecond", maxMessagesPerSecond, MAX_MESSAGES_PER_SECOND);
    }

    private static void requireInRange(final String name, final long value, final long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(
                    "risk limit " + name + " is " + value + ", it has to be from 0 to " + max);
        }
    }
}
