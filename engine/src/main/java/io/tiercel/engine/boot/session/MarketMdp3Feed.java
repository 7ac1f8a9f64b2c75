package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Listing;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.FeedAddress;
import io.tiercel.engine.boot.configuration.MarketMdp3;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.feed.PlayedLines;
import io.tiercel.engine.feed.capture.CapturePlayer;
import io.tiercel.engine.venue.mdp3.Mdp3Listing;
import io.tiercel.engine.venue.mdp3.Mdp3Publisher;
import io.tiercel.engine.venue.sim.NativeFeed;
import io.tiercel.engine.venue.sim.SimVenueConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;

/** The built-in market's channel of MDP 3.0, with its sockets, as the configuration describes it. */
final class MarketMdp3Feed {
    private MarketMdp3Feed() {}

    /** @throws EnvironmentException when an address cannot be used */
    static NativeFeed open(final Venue venue, final ReferenceData reference, final PrintStream err) throws IOException {
        final MarketMdp3 mdp3 = venue.lines().mdp3();
        final String keys = "venues." + venue.name() + ".mdp3.";
        final MarketLines lines = new MarketLines(keys, mdp3.lossNanos(), venue.seed());
        ReplayedPackets replay = null;
        try {
            replay = mdp3.replay() == null
                    ? null
                    : ReplayedPackets.ofMarket(
                            venue.name(), mdp3, lines.address(mdp3.replay(), "replay"), keys + "replay", err);
            final Mdp3Publisher.Channel channel = new Mdp3Publisher.Channel(
                    mdp3.channelId(),
                    venue.name(),
                    lines.add("lines", mdp3.lines()),
                    loop(lines, "snapshotLines", mdp3.snapshotLines()),
                    loop(lines, "definitionLines", mdp3.definitionLines()),
                    mdp3.loopNs());
            err.println("market " + venue.name() + ": sends MDP 3.0, channel " + mdp3.channelId() + ", to "
                    + MarketLines.text(mdp3.lines()) + "; snapshots to " + MarketLines.text(mdp3.snapshotLines())
                    + "; definitions to " + MarketLines.text(mdp3.definitionLines()));
            return publisher(venue, reference, channel, lines, replay, err);
        } catch (final RuntimeException failed) {
            CloseHelper.quietCloseAll(replay, lines);
            throw failed;
        }
    }

    private static NativeFeed publisher(
            final Venue venue,
            final ReferenceData reference,
            final Mdp3Publisher.Channel channel,
            final MarketLines lines,
            final ReplayedPackets replay,
            final PrintStream err) {
        final SimVenueConfig market = BuiltInMarket.venue(venue, 1);
        return new Mdp3Publisher(
                listings(venue, reference),
                channel,
                market.maxOrders(),
                market.maxLevels(),
                replay == null ? CapturePlayer.Beside.NOTHING : replay,
                () -> {
                    err.println("market " + venue.name() + ": " + lines.text("MDP 3.0")
                            + (replay == null ? "" : replay.text()));
                    CloseHelper.quietCloseAll(replay, lines);
                });
    }

    /** Null for none. */
    private static PlayedLines loop(final MarketLines lines, final String key, final List<FeedAddress> addresses) {
        return addresses.isEmpty() ? null : lines.add(key, addresses);
    }

    private static List<Mdp3Listing> listings(final Venue venue, final ReferenceData reference) {
        final List<Mdp3Listing> listings = new ArrayList<>();
        for (final Listing listing : venue.listings()) {
            final InstrumentRow row = reference.instrument(listing.symbol());
            final long unit = Math.round(StrictMath.pow(10, row.quantityScale()));
            listings.add(new Mdp3Listing(
                    row.id(),
                    row.venueSymbol(),
                    row.currency(),
                    unit,
                    row.lotQuantity() / unit,
                    reference.tickTable(row.tickTableId()).tickAt(listing.startPriceNanos()),
                    row.multiplier(),
                    row.expiryDate()));
        }
        return listings;
    }
}
