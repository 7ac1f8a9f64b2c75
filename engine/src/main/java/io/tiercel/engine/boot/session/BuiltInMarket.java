package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Listing;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.reference.TradingCalendar;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.venue.itch.ItchPublisher;
import io.tiercel.engine.venue.mdp3.Mdp3Publisher;
import io.tiercel.engine.venue.sim.SimInstrument;
import io.tiercel.engine.venue.sim.SimVenueConfig;
import io.tiercel.engine.venue.sim.TradingHours;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built-in market as the configuration describes it. */
final class BuiltInMarket {
    private BuiltInMarket() {}

    static SimVenueConfig venue(final Venue venue, final int sessionId) {
        final SimVenueConfig config = new SimVenueConfig()
                .venueId(venue.id())
                .feedId(venue.id())
                .sessionId(sessionId)
                .seed(venue.seed())
                .eventsPerSecond(venue.eventsPerSecond())
                .volatilityTicks(venue.volatilityNanos() / 1e9)
                .backgroundOrders(venue.backgroundOrders())
                .orderLatency(venue.latencyBaseNs(), venue.latencyJitterNs())
                .executionLatency(venue.latencyBaseNs(), venue.latencyJitterNs())
                .feedLatency(venue.latencyBaseNs(), venue.latencyJitterNs())
                .fees(venue.makerFeeFraction(), venue.takerFeeFraction());
        if (venue.lines().itch() != null) {
            return config.maxOrder(ItchPublisher.MAX_PRICE_NANOS, ItchPublisher.MAX_SHARES);
        }
        return venue.lines().mdp3() == null
                ? config
                : config.maxOrder(config.maxPriceNanos(), Mdp3Publisher.MAX_CONTRACTS);
    }

    static List<SimInstrument> instruments(final Venue venue, final ReferenceData reference) {
        final List<SimInstrument> instruments = new ArrayList<>();
        for (final Listing listing : venue.listings()) {
            final InstrumentRow row = reference.instrument(listing.symbol());
            instruments.add(new SimInstrument(
                    row.id(),
                    row.symbol(),
                    reference.tickTable(row.tickTableId()).tickAt(listing.startPriceNanos()),
                    row.lotQuantity(),
                    row.quantityScale(),
                    row.multiplier(),
                    listing.startPriceNanos(),
                    hours(reference.calendar(row.calendarId())),
                    row.expiryDate()));
        }
        return instruments;
    }

    /** It keeps the calendar of its start. */
    private static TradingHours hours(final TradingCalendar calendar) {
        return timeNs -> {
            final TradingDay day = calendar.dayAt(timeNs);
            return day == null ? TradingHours.NO_DAY : day;
        };
    }

    /** The exchange's own log stands beside the journal, not in it: another party writes it. */
    static Path logFile(final Path journal, final Venue venue) {
        return journal.resolveSibling(journal.getFileName() + "-" + venue.name() + ".venue.csv");
    }
}
