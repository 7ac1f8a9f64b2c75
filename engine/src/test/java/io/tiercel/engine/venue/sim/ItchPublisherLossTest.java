package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.boot.session.PlayedServers;
import io.tiercel.engine.feed.DatagramLines;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.PlayedLines;
import io.tiercel.engine.feed.StreamRecorder;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.itch.GlimpseClient;
import io.tiercel.engine.feed.itch.ItchHandler;
import io.tiercel.engine.feed.itch.ItchMarket;
import io.tiercel.engine.feed.itch.SnapshotSource;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Packets;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Requests;
import io.tiercel.engine.feed.moldudp64.RequestSocket;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.venue.itch.ItchListing;
import io.tiercel.engine.venue.itch.ItchPublisher;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the exchange sends as ITCH, by two real lines that lose 30 % of the datagrams each and repeat 10 %, to a lane
 * that asks the exchange's own servers: whenever the exchange pauses the lane's books are the exchange's, order by
 * order.
 */
final class ItchPublisherLossTest {
    // 2026-01-05 14:30 UTC
    private static final long START = 1_767_623_400_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final double LOSS = 0.3;
    private static final double REPEATED = 0.1;
    private static final int PAUSES = 5;
    private static final int STEPS = 2_000;
    /** Of milliseconds: heartbeats come each second, of which some are lost. */
    private static final int PAUSE = 5_000;

    private static final int MAX_PAUSE = 600_000;
    private static final SimInstrument ABC = new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L);
    /** In tenths of a share; lots of 100 shares. */
    private static final SimInstrument XYZ = new SimInstrument(4, "XYZ", 100_000L, 1_000, 1, 1, 250_000_000L);

    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final DatagramChannel lineA = bound();
    private final DatagramChannel lineB = bound();
    private final PlainBooks laneBooks = new PlainBooks();
    private final FeedCounts counts = new FeedCounts();
    private final VirtualClock clock = new VirtualClock(START);
    private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    private final PlayedServers servers = new PlayedServers("", nowhere);
    private final PlayedLines lines = new PlayedLines(
            bound(),
            List.of(address(lineA), address(lineB)),
            new PlayedLines.Badness(LOSS, REPEATED, 0, Long.getLong("tiercel.seed", 7)),
            true);
    private final ItchPublisher publisher = new ItchPublisher(
            List.of(new ItchListing(ABC.id(), "ABC", 1, 1), new ItchListing(XYZ.id(), "XYZ", 10, 100)),
            new MoldUdp64Packets(lines),
            servers,
            ZoneOffset.UTC,
            () -> {});
    private final OwnFeed own = new OwnFeed();
    private final RandomTrader trader = new RandomTrader(5, ABC, XYZ);
    private ItchHandler handler;
    private FeedLane lane;
    private long venueNs = START;
    /** Of the exchange's time, for which it did nothing. */
    private long pausedNs;

    @AfterEach
    void close() throws IOException {
        servers.close();
        for (final DatagramChannel socket : sockets) {
            socket.close();
        }
    }

    @Test
    void shouldTellItsBooksByWhatIsAskedForAgain() throws IOException {
        final InetSocketAddress server = free();
        servers.answerRequests(server);
        final DatagramChannel requests = bound().connect(server);
        follow(bounds().withRequests(100_000), new RequestSocket(requests, counts), SnapshotSource.NONE, requests);
        try (SimVenue venue = venue()) {
            for (int pause = 0; pause < PAUSES; pause++) {
                trade(venue, STEPS);
                pause(venue);
            }
        }

        assertTrue(counts.get(FeedCount.GAPS) > 100, counts::text);
        assertTrue(counts.get(FeedCount.REQUESTS) > 100, counts::text);
        assertBad();
    }

    @Test
    void shouldTellItsBooksBySnapshotsAlone() throws IOException {
        final InetSocketAddress server = free();
        servers.giveSnapshots(server);
        follow(bounds().withSnapshots(1_000), MoldUdp64Requests.NONE, snapshots(server), null);
        try (SimVenue venue = venue()) {
            for (int pause = 0; pause < PAUSES; pause++) {
                trade(venue, STEPS);
                pause(venue);
                assertTrue(counts.get(FeedCount.SNAPSHOTS) > pause, counts::text);
            }
        }
        assertBad();
    }

    /** The exchange has traded for a while; a snapshot, and what is missing behind it is asked for. */
    @Test
    void shouldTellItsBooksToWhoComesLate() throws IOException {
        final InetSocketAddress requestServer = free();
        final InetSocketAddress snapshotServer = free();
        servers.answerRequests(requestServer);
        servers.giveSnapshots(snapshotServer);
        final DatagramChannel requests = bound().connect(requestServer);
        try (SimVenue venue = venue()) {
            trade(venue, 5 * STEPS);
            final ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
            while (lineA.receive(bytes.clear()) != null || lineB.receive(bytes.clear()) != null) {
                // Nobody has heard it.
                continue;
            }
            // Fewer than it has missed, more than lines lose in a row.
            follow(
                    bounds().withRequests(1_000).withSnapshots(1_000),
                    new RequestSocket(requests, counts),
                    snapshots(snapshotServer),
                    requests);
            for (int pause = 0; pause < PAUSES; pause++) {
                trade(venue, STEPS);
                pause(venue);
            }
        }

        assertTrue(counts.get(FeedCount.SNAPSHOTS) > 0, counts::text);
        assertTrue(counts.get(FeedCount.REQUESTS) > 100, counts::text);
        assertBad();
    }

    private static ArbitrationBounds bounds() {
        return ArbitrationBounds.DEFAULT;
    }

    private SnapshotSource snapshots(final InetSocketAddress server) {
        return new GlimpseClient(server, "", "", counts, StreamRecorder.NONE);
    }

    private void follow(
            final ArbitrationBounds bounds,
            final MoldUdp64Requests requests,
            final SnapshotSource snapshots,
            final DatagramChannel answers) {
        final FeedSender sender =
                new FeedSender(1, new LaneLine(), counts, ItchHandler.stagedMessages(2, FeedLane.MAX_DATAGRAM_BYTES));
        handler = new ItchHandler(
                sender,
                counts,
                List.of(new FeedInstrument(ABC.id(), "ABC", 0), new FeedInstrument(XYZ.id(), "XYZ", 1)),
                new ItchHandler.Receiving("", bounds, new LineStatistics(2), requests, snapshots, ItchMarket.NASDAQ),
                ZoneOffset.UTC,
                clock);
        lane = new FeedLane(new DatagramLines(List.of(lineA, lineB), answers), handler, sender, counts, clock);
    }

    private SimVenue venue() {
        final SimVenueConfig config = new SimVenueConfig()
                .seed(11)
                .eventsPerSecond(2_000)
                .backgroundOrders(60)
                .orderLatency(0, 0)
                .executionLatency(0, 0)
                .maxOrder(ItchPublisher.MAX_PRICE_NANOS, ItchPublisher.MAX_SHARES);
        final SimVenue venue = new SimVenue(config, List.of(ABC, XYZ), own, publisher, VenueLog.none());
        venue.start(START);
        return venue;
    }

    private void trade(final SimVenue venue, final int steps) {
        for (int i = 0; i < steps; i++) {
            venueNs += 700_000;
            venue.advanceTo(venueNs, Integer.MAX_VALUE);
            trader.act(venue, venueNs);
            serve();
        }
    }

    /** Nothing is traded until all has come; then the books are the same. */
    private void pause(final SimVenue venue) {
        venue.advanceTo(venueNs, Integer.MAX_VALUE);
        for (int i = 0; i < PAUSE || handler.state() != LaneState.LIVE; i++) {
            assertTrue(i < MAX_PAUSE, () -> handler.state() + " " + handler.reason() + ", " + counts.text());
            pausedNs += MILLISECOND;
            serve();
        }
        for (final int instrument : new int[] {ABC.id(), XYZ.id()}) {
            final String exchange = own.books.text(instrument);
            assertTrue(exchange.length() > 500, exchange);
            assertEquals(exchange, laneBooks.text(instrument), counts::text);
        }
        assertEquals(own.books.orderCount(), laneBooks.orderCount());
        own.books.takeTrades();
        laneBooks.takeTrades();
    }

    private void serve() {
        publisher.doWork(venueNs + pausedNs);
        servers.doWork();
        clock.advanceTo(venueNs + pausedNs);
        while (lane != null && lane.doWork() > 0) {
            // Until nothing is there.
            continue;
        }
    }

    /** As bad as they are said to be. */
    private void assertBad() {
        final double all = lines.lostCount() + lines.sentCount() / (1 + REPEATED);
        assertEquals(LOSS, lines.lostCount() / all, 0.03, counts::text);
        assertEquals(0, lines.refusedCount() + counts.get(FeedCount.MALFORMED) + counts.get(FeedCount.UNKNOWN_TYPE));
    }

    private DatagramChannel bound() {
        try {
            final DatagramChannel opened = DatagramChannel.open();
            sockets.add(opened);
            opened.configureBlocking(false);
            return opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (final IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static InetSocketAddress address(final DatagramChannel socket) {
        try {
            return (InetSocketAddress) socket.getLocalAddress();
        } catch (final IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** That nobody uses, neither by TCP nor by UDP. */
    private static InetSocketAddress free() throws IOException {
        final InetAddress loopback = InetAddress.getLoopbackAddress();
        BindException used = null;
        for (int i = 0; i < 100; i++) {
            try (ServerSocket byTcp = new ServerSocket(0, 1, loopback);
                    DatagramSocket byUdp = new DatagramSocket(byTcp.getLocalPort(), loopback)) {
                return new InetSocketAddress(loopback, byUdp.getLocalPort());
            } catch (final BindException byAnother) {
                used = byAnother;
            }
        }
        throw used;
    }

    /** The exchange's books, as its own feed tells them. */
    private static final class OwnFeed implements VenueSink {
        private final PlainBooks books = new PlainBooks();

        @Override
        public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
            books.onMessage(buffer, offset);
            return true;
        }

        @Override
        public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
            return true;
        }
    }

    /** What the lane says of its books. */
    private final class LaneLine implements MessageLine {
        @Override
        public Result offer(final DirectBuffer buffer, final int offset, final int length) {
            laneBooks.onMessage(buffer, offset);
            return Result.TAKEN;
        }

        @Override
        public boolean isConnected() {
            return true;
        }
    }
}
