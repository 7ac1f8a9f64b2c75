package io.tiercel.engine.venue.mdp3;

/**
 * An instrument as its channel of MDP 3.0 names it.
 *
 * @param instrumentId the engine's; the channel's SecurityID, too
 * @param symbol       at most 20 characters
 * @param currency     three letters
 * @param quantityUnit a quantity of one contract
 * @param lot          in contracts
 * @param expiryDate   as yyyymmdd, 0 for none
 */
public record Mdp3Listing(
        int instrumentId,
        String symbol,
        String currency,
        long quantityUnit,
        long lot,
        long tickNanos,
        long multiplier,
        int expiryDate) {}
