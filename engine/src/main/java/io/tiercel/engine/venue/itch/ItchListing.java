package io.tiercel.engine.venue.itch;

/**
 * An instrument as its feed of ITCH names it.
 *
 * @param instrumentId  the engine's
 * @param symbol        at most 8 characters
 * @param quantityUnit  a quantity of one share
 * @param roundLot      in shares
 */
public record ItchListing(int instrumentId, String symbol, long quantityUnit, long roundLot) {}
