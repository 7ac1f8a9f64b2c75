package io.tiercel.engine.boot.reference;

/**
 * One listing, as instruments.csv defines it.
 *
 * @param venueId     the configuration's id of the venue it names
 * @param lotQuantity in the quantity scale
 * @param expiryDate  as yyyymmdd, 0 for none
 * @param securityId  the least id of the listings that are the same security; its own when there is no other
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
        boolean byOrder,
        int securityId) {
    /** Whether all that cannot change while the engine runs is as in {@code other}: books and positions rest on it. */
    boolean sameIdentity(final InstrumentRow other) {
        return symbol.equals(other.symbol)
                && venueId == other.venueId
                && quantityScale == other.quantityScale
                && multiplier == other.multiplier
                && currency.equals(other.currency)
                && byOrder == other.byOrder
                && securityId == other.securityId;
    }

    /** The same listing, as one of this security. */
    InstrumentRow of(final int newSecurityId) {
        return new InstrumentRow(
                id,
                symbol,
                venueId,
                venueSymbol,
                tickTableId,
                lotQuantity,
                quantityScale,
                multiplier,
                currency,
                expiryDate,
                calendarId,
                byOrder,
                newSecurityId);
    }

    /** Whether what it means to hold one unit is the same, so that prices and quantities can be compared. */
    boolean comparable(final InstrumentRow other) {
        return quantityScale == other.quantityScale
                && multiplier == other.multiplier
                && currency.equals(other.currency)
                && expiryDate == other.expiryDate;
    }
}
