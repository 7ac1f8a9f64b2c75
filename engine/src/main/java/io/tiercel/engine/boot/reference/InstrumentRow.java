package io.tiercel.engine.boot.reference;

/**
 * One listing, as instruments.csv defines it.
 *
 * @param venueId     the configuration's id of the venue it names
 * @param lotQuantity in the quantity scale
 * @param expiryDate  as yyyymmdd, 0 for none
 * @param byOrder     its feed shows each order, otherwise price levels
 */
public record InstrumentRow(
        int id,
        String symbol,
        int venueId,
        String venueSymbol,
        int tickTableId,
        long lotQuantity,
        int quantityScale,
        long multiplier,
        String currency,
        int expiryDate,
        int calendarId,
        boolean byOrder) {
    /** Whether all that cannot change while the engine runs is as in {@code other}: books and positions rest on it. */
    boolean sameIdentity(final InstrumentRow other) {
        return symbol.equals(other.symbol)
                && venueId == other.venueId
                && quantityScale == other.quantityScale
                && multiplier == other.multiplier
                && currency.equals(other.currency)
                && byOrder == other.byOrder;
    }
}
