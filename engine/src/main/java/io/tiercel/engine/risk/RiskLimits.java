package io.tiercel.engine.risk;

/**
 * The limits that hold where no other is set.
 *
 * @param maxOrderQuantity         in units (not in the instrument's scale): multiplied by 10^quantityScale when applied
 * @param maxOrderNotionalMoney    in 1e-9 of the instrument's currency
 * @param priceCollarBasisPoints   how far beyond the reference price an order may be priced, on the side that costs
 * @param maxPosition              in units, absolute, open orders counted as if filled
 * @param maxOpenOrders            per strategy
 * @param maxMessagesPerSecond     new orders and replaces per strategy, in any second; cancels are never refused
 */
public record RiskLimits(
        long maxOrderQuantity,
        long maxOrderNotionalMoney,
        long priceCollarBasisPoints,
        long maxPosition,
        long maxOpenOrders,
        long maxMessagesPerSecond) {}
