package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.venue.mdp3.Mdp3Publisher;

/** What an instrument has to be for the built-in market to send it as MDP 3.0. */
final class Mdp3Limits {
    /** More lots than the background's orders have. */
    private static final long LOTS = 1_000;

    private Mdp3Limits() {}

    static void check(final CsvRow row, final InstrumentRow instrument, final Venue venue) {
        final String who = ", since venues." + venue.name() + ".mdp3.lines sends it as MDP 3.0; ";
        final String otherwise = ", or leave that key out";
        if (instrument.venueSymbol().length() > Mdp3Publisher.MAX_SYMBOL) {
            row.refuse(
                    "venueSymbol",
                    "has " + instrument.venueSymbol().length() + " characters, and at most " + Mdp3Publisher.MAX_SYMBOL
                            + " have room" + who + "shorten it" + otherwise);
        }
        final long contract = Math.round(StrictMath.pow(10, instrument.quantityScale()));
        final long lot = instrument.lotQuantity();
        final long most = Mdp3Publisher.MAX_CONTRACTS / LOTS;
        if (lot % contract != 0 || lot / contract > most) {
            row.refuse("lot", "is no whole number of contracts from 1 to " + most + who + "write one" + otherwise);
        }
    }
}
