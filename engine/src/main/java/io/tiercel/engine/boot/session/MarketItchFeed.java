package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Listing;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.MarketItch;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.feed.PlayedLines;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Packets;
import io.tiercel.engine.venue.itch.ItchListing;
import io.tiercel.engine.venue.itch.ItchPublisher;
import io.tiercel.engine.venue.sim.NativeFeed;
import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;

/** The built-in market's feed of ITCH, with its sockets, as the configuration describes it. */
final class MarketItchFeed {
    private MarketItchFeed() {}

    /** @throws EnvironmentException when an address cannot be used */
    static NativeFeed open(final Venue venue, final ReferenceData reference, final PrintStream err) throws IOException {
        final MarketItch itch = venue.lines().itch();
        final String keys = "venues." + venue.name() + ".itch.";
        final PlayedServers servers = PlayedServers.ofMarket(venue.name(), keys, itch.keptBytes(), err);
        final MarketLines lines = new MarketLines(keys, itch.lossNanos(), venue.seed());
        try {
            if (itch.requests() != null) {
                servers.answerRequests(lines.address(itch.requests(), "requests"));
            }
            if (itch.snapshots() != null) {
                servers.giveSnapshots(lines.address(itch.snapshots(), "snapshots"));
            }
            final PlayedLines played = lines.add("lines", itch.lines());
            err.println(
                    "market " + venue.name() + ": sends ITCH 5.0 over MoldUDP64 to " + MarketLines.text(itch.lines()));
            return new ItchPublisher(
                    listings(venue, reference),
                    new MoldUdp64Packets(played),
                    servers,
                    ZoneId.of(itch.timeZone()),
                    () -> {
                        err.println("market " + venue.name() + ": " + lines.text("ITCH") + servers.text());
                        CloseHelper.quietCloseAll(servers, lines);
                    });
        } catch (final RuntimeException failed) {
            CloseHelper.quietCloseAll(servers, lines);
            throw failed;
        }
    }

    private static List<ItchListing> listings(final Venue venue, final ReferenceData reference) {
        final List<ItchListing> listings = new ArrayList<>();
        for (final Listing listing : venue.listings()) {
            final InstrumentRow row = reference.instrument(listing.symbol());
            final long unit = Math.round(StrictMath.pow(10, row.quantityScale()));
            listings.add(new ItchListing(row.id(), row.venueSymbol(), unit, row.lotQuantity() / unit));
        }
        return listings;
    }
}
