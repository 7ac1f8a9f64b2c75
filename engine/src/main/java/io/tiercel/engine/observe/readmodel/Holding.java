package io.tiercel.engine.observe.readmodel;

import io.tiercel.journal.readmodel.ModelEntry;

/**
 * What a strategy holds in an instrument, and its limits there. Quantities are in the instrument's scale, money in 1e-9
 * of its currency.
 *
 * @param known                  false: it cannot be told since an overflow, or a fill of an unknown order
 * @param costMoney              what the quantity cost, in its sign: divided by it the average price
 * @param unrealisedMoney        at the middle of the book; 0 when that is not known
 * @param openBuyQuantity        of its open orders
 * @param openSellQuantity       of its open orders
 * @param maxPosition            in units
 * @param maxOrderQuantity       in units
 * @param maxOrderNotionalMoney  in 1e-9 of the currency
 * @param priceCollarBasisPoints of an order's price beyond the reference price
 */
public record Holding(
        int strategyId,
        int instrumentId,
        boolean known,
        long quantity,
        long costMoney,
        long realisedMoney,
        long unrealisedMoney,
        long feeMoney,
        long openBuyQuantity,
        long openSellQuantity,
        long maxPosition,
        long maxOrderQuantity,
        long maxOrderNotionalMoney,
        long priceCollarBasisPoints) {
    static final int KIND = 4;

    ModelEntry entry() {
        return EntryBuffer.empty()
                .put(known)
                .put(quantity)
                .put(costMoney)
                .put(realisedMoney)
                .put(unrealisedMoney)
                .put(feeMoney)
                .put(openBuyQuantity)
                .put(openSellQuantity)
                .put(maxPosition)
                .put(maxOrderQuantity)
                .put(maxOrderNotionalMoney)
                .put(priceCollarBasisPoints)
                .entry(KIND, (long) strategyId << Integer.SIZE | instrumentId);
    }

    static Holding of(final ModelEntry entry) {
        final EntryBuffer from = EntryBuffer.of(entry);
        return new Holding(
                (int) (entry.id() >>> Integer.SIZE),
                (int) entry.id(),
                from.takeBoolean(),
                from.take(),
                from.take(),
                from.take(),
                from.take(),
                from.take(),
                from.take(),
                from.take(),
                from.take(),
                from.take(),
                from.take(),
                from.take());
    }
}
