package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.venue.mdp3.Mdp3Publisher;

/** What an instrument has to be for the built-in market to send it as MDP 3.0. */
final class Mdp3Limits {
    /** More lots than the background's orders have. */
    private static final long LOTS = 1_000;

    private Mdp3Limits() {}

    static void check(final CsvRow row, final InstrumentRow instrument, final Venue venue) {
        final SentInstrument sent = SentInstrument.of(row, instrument, venue, "mdp3.lines", "MDP 3.0");
        sent.checkSymbol(Mdp3Publisher.MAX_SYMBOL);
        sent.checkLot("contracts", Mdp3Publisher.MAX_CONTRACTS / LOTS);
    }
}
