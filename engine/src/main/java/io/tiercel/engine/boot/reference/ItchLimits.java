package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.Decimals;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Listing;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.venue.itch.ItchPublisher;

/** What an instrument has to be for the built-in market to send it as ITCH. */
final class ItchLimits {
    private static final int NANOS = 9;
    /** Prices have room to rise. */
    private static final long MAX_START_NANOS = ItchPublisher.MAX_PRICE_NANOS / 2;

    private ItchLimits() {}

    static void check(final CsvRow row, final InstrumentRow instrument, final TickTableRows ticks, final Venue venue) {
        final SentInstrument sent = SentInstrument.of(row, instrument, venue, "itch.lines", "ITCH");
        sent.checkSymbol(ItchPublisher.MAX_SYMBOL);
        sent.checkLot("shares", ItchPublisher.MAX_SHARES);
        for (final Listing listing : venue.listings()) {
            if (listing.symbol().equals(instrument.symbol())) {
                checkPrices(sent, ticks, listing.startPriceNanos());
            }
        }
    }

    private static void checkPrices(final SentInstrument sent, final TickTableRows ticks, final long startNanos) {
        final long tick = ticks.tickAt(startNanos);
        if (tick % ItchPublisher.PRICE_NANOS != 0) {
            sent.row()
                    .refuse(
                            "tickTable",
                            "has the tick " + Decimals.format(tick, NANOS) + " at the start price "
                                    + Decimals.format(startNanos, NANOS) + ", which is no multiple of "
                                    + Decimals.format(ItchPublisher.PRICE_NANOS, NANOS) + sent.who()
                                    + "take another table"
                                    + SentInstrument.OTHERWISE);
        }
        if (startNanos > MAX_START_NANOS) {
            sent.row()
                    .refuse(
                            "symbol",
                            "begins at the price " + Decimals.format(startNanos, NANOS) + ", which is above "
                                    + Decimals.format(MAX_START_NANOS, NANOS) + sent.who() + "begin lower"
                                    + SentInstrument.OTHERWISE);
        }
    }
}
