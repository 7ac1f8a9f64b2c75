package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.venue.sim.MarketStatistics;
import io.tiercel.engine.venue.sim.SimInstrument;
import io.tiercel.engine.venue.sim.SimVenue;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.engine.venue.sim.VenueSink;
import java.util.List;
import org.agrona.DirectBuffer;

/** The built-in market without an engine, and its statistics. */
public final class MarketSample {
    private static final int EVENTS_AT_ONCE = 1 << 14;
    private static final int MAX_ORDERS = 1 << 14;
    private static final int MAX_LEVELS = 1 << 12;

    private MarketSample() {}

    /** A table for each venue, after so much of its own time. */
    public static String table(
            final EngineConfiguration configuration, final ReferenceData reference, final long durationNs) {
        final StringBuilder text = new StringBuilder();
        for (final Venue venue : configuration.venues()) {
            if (venue.dataOnly()) {
                continue;
            }
            text.append(venue.name()).append(", seed ").append(venue.seed()).append(System.lineSeparator());
            text.append(sample(venue, BuiltInMarket.instruments(venue, reference), durationNs));
        }
        return text.toString();
    }

    private static String sample(final Venue venue, final List<SimInstrument> instruments, final long durationNs) {
        final MarketStatistics statistics = new MarketStatistics(instruments, MAX_ORDERS, MAX_LEVELS);
        try (SimVenue market =
                new SimVenue(BuiltInMarket.venue(venue, 1), instruments, new Reader(statistics), VenueLog.none())) {
            market.start(VirtualRun.START_NS);
            final long endNs = VirtualRun.START_NS + durationNs;
            while (market.nextEventNs() <= endNs) {
                market.advanceTo(Math.min(endNs, market.nextEventNs()), EVENTS_AT_ONCE);
            }
        }
        return statistics.table();
    }

    private record Reader(MarketStatistics statistics) implements VenueSink {
        @Override
        public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
            statistics.onFeed(buffer, offset);
            return true;
        }

        @Override
        public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
            return true;
        }
    }
}
