package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.feed.DatagramLines;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.PlayedLines;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.itch.ItchHandler;
import io.tiercel.engine.feed.itch.ItchMarket;
import io.tiercel.engine.feed.itch.ItchPlayer;
import io.tiercel.engine.feed.itch.SnapshotSource;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Packets;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Requests;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.venue.itch.ItchListing;
import io.tiercel.engine.venue.itch.ItchPublisher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the exchange sends as ITCH, by two real lines: to a reader written by hand, and to a lane. After every event
 * both have the books and the trades that the exchange's own feed tells.
 */
final class ItchPublisherTest {
    // 2026-01-05 14:30 UTC
    private static final long START = 1_767_623_400_000_000_000L;
    private static final long DAY_BEGIN_NS = 14 * 3_600_000_000_000L + 30 * 60_000_000_000L;
    private static final int EVENTS = 120_000;
    private static final SimInstrument ABC = new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L);
    /** In tenths of a share; lots of 100 shares. */
    private static final SimInstrument XYZ = new SimInstrument(4, "XYZ", 100_000L, 1_000, 1, 1, 250_000_000L);

    private static final Map<Integer, Long> UNITS = Map.of(ABC.id(), 1L, XYZ.id(), 10L);

    private final DatagramChannel lineA = bound();
    private final DatagramChannel lineB = bound();
    private final DatagramChannel sender = bound();
    private final HandReadItch reader = new HandReadItch(Map.of("ABC", ABC.id(), "XYZ", XYZ.id()), UNITS);
    private final LaneBooks laneBooks = new LaneBooks();
    private final FeedCounts counts = new FeedCounts();
    private final VirtualClock clock = new VirtualClock(START);
    private final FeedSender feedSender =
            new FeedSender(1, laneBooks, counts, ItchHandler.stagedMessages(2, FeedLane.MAX_DATAGRAM_BYTES));
    private final ItchHandler handler = new ItchHandler(
            feedSender,
            counts,
            List.of(new FeedInstrument(ABC.id(), "ABC", 0), new FeedInstrument(XYZ.id(), "XYZ", 1)),
            new ItchHandler.Receiving(
                    "",
                    ArbitrationBounds.DEFAULT,
                    new LineStatistics(1),
                    MoldUdp64Requests.NONE,
                    SnapshotSource.NONE,
                    ItchMarket.NASDAQ),
            ZoneOffset.UTC,
            clock);
    private final FeedLane lane =
            new FeedLane(new DatagramLines(List.of(lineB), null), handler, feedSender, counts, clock);
    private final PlayedLines lines =
            new PlayedLines(sender, List.of(address(lineA), address(lineB)), PlayedLines.Badness.NONE, true);
    private final ItchPublisher publisher = new ItchPublisher(
            List.of(new ItchListing(ABC.id(), "ABC", 1, 1), new ItchListing(XYZ.id(), "XYZ", 10, 100)),
            new MoldUdp64Packets(lines),
            ItchPlayer.Beside.NOTHING,
            ZoneOffset.UTC,
            () -> {});
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(1 << 16);
    private final ComparingSink sink = new ComparingSink();

    private static DatagramChannel bound() {
        try {
            final DatagramChannel opened = DatagramChannel.open();
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

    @AfterEach
    void close() throws IOException {
        lineA.close();
        lineB.close();
        sender.close();
    }

    @Test
    void shouldTellTheBooksOfItsOwnFeedAfterEveryEvent() throws IOException {
        final SimVenueConfig config = new SimVenueConfig()
                .seed(11)
                .eventsPerSecond(2_000)
                .backgroundOrders(60)
                .orderLatency(0, 0)
                .executionLatency(0, 0)
                .maxOrder(ItchPublisher.MAX_PRICE_NANOS, ItchPublisher.MAX_SHARES);
        try (SimVenue venue = new SimVenue(config, List.of(ABC, XYZ), sink, publisher, VenueLog.none())) {
            venue.start(START);
            receive();
            sink.compare(ABC.id());
            sink.compare(XYZ.id());
            assertEquals("OQ", reader.events.toString());
            assertEquals(Map.of(ABC.id(), 'T', XYZ.id(), 'T'), reader.states);
            assertEquals(Long.toString(START / 1_000_000_000L), reader.session);
            assertEquals(DAY_BEGIN_NS, reader.lastTimeNs);
            assertEquals(LaneState.LIVE, handler.state());

            sink.comparesEvents = true;
            final RandomTrader trader = new RandomTrader(5, ABC, XYZ);
            long timeNs = START;
            while (sink.eventCount < EVENTS) {
                timeNs += 700_000;
                venue.advanceTo(timeNs, Integer.MAX_VALUE);
                trader.act(venue, timeNs);
                publisher.doWork(timeNs);
            }
            assertEquals(timeNs - START + DAY_BEGIN_NS, reader.lastTimeNs, 1e9);
            publisher.close();
        }
        receive();

        // Nothing was sent that makes no difference, and every kind was.
        assertEquals("OQC", reader.events.toString());
        assertTrue(reader.ended);
        for (final char type : "AEXDU".toCharArray()) {
            assertTrue(reader.counts.get(type) > 300, reader.counts::toString);
        }
        assertTrue(reader.renamedCount > 300, "orders of the background went on in another place");
        assertEquals(0, counts.get(FeedCount.MALFORMED) + counts.get(FeedCount.UNKNOWN_TYPE));
        assertEquals(0, lines.lostCount() + lines.refusedCount());
        assertEquals(LaneState.ENDED, handler.state());
    }

    /** Two days; the books stay over night, and with them an order of the engine. */
    @Test
    void shouldBeginASessionWithEachDay() throws IOException {
        final SimVenueConfig config = new SimVenueConfig()
                .seed(3)
                .eventsPerSecond(500)
                .backgroundOrders(60)
                .feedLatency(20_000, 0);
        final SimInstrument instrument =
                new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L, ItchPublisherTest::dayAt, 0);
        try (SimVenue venue = new SimVenue(config, List.of(instrument), sink, publisher, VenueLog.none())) {
            venue.start(START);
            new Requests()
                    .order(1, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, 50_000_000_000L, 7)
                    .send(venue, START);
            advance(venue, 0, 9);
            assertEquals(1, reader.sessionCount);
            assertEquals("OQ", reader.events.toString());
            final int firstDay =
                    reader.counts.values().stream().mapToInt(Integer::intValue).sum();
            assertTrue(firstDay > 2_000, reader.counts::toString);
            assertEquals('T', reader.states.get(1));
            final int packetsBefore = sink.packetCount;

            // The exchange closes, and a second before it opens again it begins its next day.
            advance(venue, 9, 19.5);
            assertEquals(2, reader.sessionCount);
            assertEquals("OQEC" + "OS", reader.events.toString());
            assertEquals('H', reader.states.get(1));
            sink.compare(1);
            assertTrue(reader.books.text(1).contains(" 50000000000:7"), "the order of the engine is still there");

            advance(venue, 19.5, 25);
            assertEquals("OQEC" + "OSQ", reader.events.toString());
            sink.compare(1);
            assertEquals(LaneState.LIVE, handler.state());
            assertTrue(sink.packetCount > packetsBefore + 2_000, "the exchange's own feed goes on, too");
        }
        assertEquals(0, lines.refusedCount());
    }

    private void advance(final SimVenue venue, final double from, final double to) throws IOException {
        for (long timeNs = START + Math.round(from * 1e9);
                timeNs <= START + Math.round(to * 1e9);
                timeNs += 1_000_000) {
            venue.advanceTo(timeNs, Integer.MAX_VALUE);
            publisher.doWork(timeNs);
            receive();
        }
    }

    private static TradingDay dayAt(final long timeNs) {
        return timeNs < START + 10_000_000_000L
                ? new TradingDay(1, false, 20260105, START, START + 10_000_000_000L)
                : new TradingDay(1, false, 20260106, START + 20_000_000_000L, START + 40_000_000_000L);
    }

    /** Gives the reader what came by the first line, the lane the second one's. Returns how many datagrams it was. */
    private int receive() throws IOException {
        int count = 0;
        datagram.clear();
        while (lineA.receive(datagram) != null) {
            count++;
            reader.onDatagram(datagram.flip());
            datagram.clear();
        }
        while (lane.doWork() > 0) {
            // Until nothing is there.
            continue;
        }
        return count;
    }

    /** The exchange's own feed; what it says is held against what the lines say at the end of each event. */
    private final class ComparingSink implements VenueSink {
        private final PlainBooks books = new PlainBooks();
        private boolean comparesEvents;
        private int eventCount;
        private int packetCount;

        @Override
        public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
            books.onMessage(buffer, offset);
            final int flags =
                    buffer.getByte(offset + MessageHeaderDecoder.ENCODED_LENGTH + L3AddDecoder.flagsEncodingOffset());
            final boolean aboutBook =
                    new MessageHeaderDecoder().wrap(buffer, offset).templateId() <= L3ReplaceDecoder.TEMPLATE_ID;
            if (new MessageHeaderDecoder().wrap(buffer, offset).templateId() == L3AddDecoder.TEMPLATE_ID) {
                // What only the lines are told is none of its packets.
                assertEquals(
                        packetCount + 1,
                        new L3AddDecoder()
                                .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder())
                                .packetSequence());
            }
            packetCount += aboutBook && (flags & 1) != 0 ? 1 : 0;
            if (comparesEvents && aboutBook && (flags & 1) != 0) {
                eventCount++;
                try {
                    assertEquals(1, receive(), "an event is a packet");
                } catch (final IOException failed) {
                    throw new AssertionError(failed);
                }
                compare(buffer.getInt(
                        offset + MessageHeaderDecoder.ENCODED_LENGTH + L3AddDecoder.instrumentIdEncodingOffset(),
                        ByteOrder.LITTLE_ENDIAN));
            }
            return true;
        }

        private void compare(final int instrument) {
            final String own = books.text(instrument);
            assertEquals(own, laneBooks.books.text(instrument), () -> "the lane, after event " + eventCount);
            assertEquals(own, reader.books.text(instrument), () -> "the reader, after event " + eventCount);
            final List<String> trades = books.takeTrades();
            if (comparesEvents) {
                assertEquals(trades, laneBooks.books.takeTrades());
                assertEquals(trades, reader.books.takeTrades());
            }
        }

        @Override
        public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
            return true;
        }
    }

    private static final class LaneBooks implements MessageLine {
        private final PlainBooks books = new PlainBooks();

        @Override
        public Result offer(final DirectBuffer buffer, final int offset, final int length) {
            books.onMessage(buffer, offset);
            return Result.TAKEN;
        }

        @Override
        public boolean isConnected() {
            return true;
        }
    }
}
