package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Listing;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.FeedAddress;
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
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.agrona.CloseHelper;

/** The built-in market's feed of ITCH, with its sockets, as the configuration describes it. */
final class MarketItchFeed {
    private MarketItchFeed() {}

    /**
     * {@link NativeFeed#NONE} where it sends none.
     *
     * @throws EnvironmentException when an address cannot be used
     */
    static NativeFeed open(final Venue venue, final ReferenceData reference, final PrintStream err) {
        final MarketItch itch = venue.lines().itch();
        if (itch == null) {
            return NativeFeed.NONE;
        }
        final String keys = "venues." + venue.name() + ".itch.";
        final PlayedServers servers = PlayedServers.ofMarket(venue.name(), keys, itch.keptBytes(), err);
        DatagramChannel socket = null;
        try {
            socket = DatagramChannel.open();
            socket.configureBlocking(false);
            if (itch.requests() != null) {
                servers.answerRequests(address(itch.requests(), keys + "requests"));
            }
            if (itch.snapshots() != null) {
                servers.giveSnapshots(address(itch.snapshots(), keys + "snapshots"));
            }
            return publisher(venue, reference, socket, servers, err);
        } catch (final IOException failed) {
            CloseHelper.quietCloseAll(servers, socket);
            throw new EnvironmentException(
                    "market " + venue.name() + " cannot send its market data as ITCH: " + Causes.message(failed),
                    failed);
        } catch (final RuntimeException failed) {
            CloseHelper.quietCloseAll(servers, socket);
            throw failed;
        }
    }

    private static NativeFeed publisher(
            final Venue venue,
            final ReferenceData reference,
            final DatagramChannel socket,
            final PlayedServers servers,
            final PrintStream err) {
        final MarketItch itch = venue.lines().itch();
        final List<InetSocketAddress> targets = new ArrayList<>();
        for (final FeedAddress line : itch.lines()) {
            targets.add(address(line, "venues." + venue.name() + ".itch.lines"));
        }
        final PlayedLines lines = new PlayedLines(
                socket, targets, new PlayedLines.Badness(itch.lossNanos() / 1e9, 0, 0, venue.seed()), true);
        final String places = itch.lines().stream().map(FeedAddress::toString).collect(Collectors.joining(", "));
        err.println("market " + venue.name() + ": sends ITCH 5.0 over MoldUDP64 to " + places);
        return new ItchPublisher(
                listings(venue, reference), new MoldUdp64Packets(lines), servers, ZoneId.of(itch.timeZone()), () -> {
                    err.println("market " + venue.name() + ": sent " + lines.sentCount() + " datagrams of ITCH, lost "
                            + lines.lostCount() + " on purpose or to nobody, the host did not take "
                            + lines.refusedCount() + servers.text());
                    CloseHelper.quietCloseAll(servers, socket);
                });
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

    private static InetSocketAddress address(final FeedAddress address, final String key) {
        final InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
        if (resolved.isUnresolved()) {
            throw new EnvironmentException(key + " = " + address + ": no such host is known; correct the address");
        }
        return resolved;
    }
}
