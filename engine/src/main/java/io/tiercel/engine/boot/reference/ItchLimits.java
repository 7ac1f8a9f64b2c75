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
        final String who = ", since venues." + venue.name() + ".itch.lines sends it as ITCH; ";
        final String otherwise = ", or leave that key out";
        if (instrument.venueSymbol().length() > ItchPublisher.MAX_SYMBOL) {
            row.refuse(
                    "venueSymbol",
                    "has " + instrument.venueSymbol().length() + " characters, and at most " + ItchPublisher.MAX_SYMBOL
                            + " have room" + who + "shorten it" + otherwise);
        }
        final long share = Math.round(StrictMath.pow(10, instrument.quantityScale()));
        final long lot = instrument.lotQuantity();
        if (lot % share != 0 || lot / share > ItchPublisher.MAX_SHARES) {
            row.refuse(
                    "lot",
                    "is no whole number of shares from 1 to " + ItchPublisher.MAX_SHARES + who + "write one"
                            + otherwise);
        }
        for (final Listing listing : venue.listings()) {
            if (listing.symbol().equals(instrument.symbol())) {
                checkPrices(row, ticks, listing.startPriceNanos(), who, otherwise);
            }
        }
    }

    private static void checkPrices(
            final CsvRow row,
            final TickTableRows ticks,
            final long startNanos,
            final String who,
            final String otherwise) {
        final long tick = ticks.tickAt(startNanos);
        if (tick % ItchPublisher.PRICE_NANOS != 0) {
            row.refuse(
                    "tickTable",
                    "has the tick " + Decimals.format(tick, NANOS) + " at the start price "
                            + Decimals.format(startNanos, NANOS) + ", which is no multiple of "
                            + Decimals.format(ItchPublisher.PRICE_NANOS, NANOS) + who + "take another table"
                            + otherwise);
        }
        if (startNanos > MAX_START_NANOS) {
            row.refuse(
                    "symbol",
                    "begins at the price " + Decimals.format(startNanos, NANOS) + ", which is above "
                            + Decimals.format(MAX_START_NANOS, NANOS) + who + "begin lower" + otherwise);
        }
    }
}
