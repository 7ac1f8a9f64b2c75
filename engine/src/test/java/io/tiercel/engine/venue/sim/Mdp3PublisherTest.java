package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.PlayedLines;
import io.tiercel.engine.feed.StreamRecorder;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.capture.CapturePlayer;
import io.tiercel.engine.feed.mdp3.NewestPackets;
import io.tiercel.engine.feed.mdp3.PacketReplay;
import io.tiercel.engine.feed.mdp3.TcpReplayClient;
import io.tiercel.engine.feed.mdp3.TcpReplayServer;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.venue.mdp3.Mdp3Listing;
import io.tiercel.engine.venue.mdp3.Mdp3Publisher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the exchange sends as a channel of MDP 3.0, by real lines: to a reader written by hand, and to lanes that keep
 * books by order and by level. All have the books and the trades that the exchange's own feed tells.
 */
final class Mdp3PublisherTest {
    // 2026-01-05 14:30 UTC
    private static final long START = 1_767_623_400_000_000_000L;
    private static final long STEP_NS = 700_000;
    private static final int EVENTS = 60_000;
    private static final int DEPTH = 10;
    private static final SimInstrument ABC = new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L);
    /** In tenths of a contract; lots of 100 contracts. */
    private static final SimInstrument XYZ = new SimInstrument(4, "XYZ", 100_000L, 1_000, 1, 1, 250_000_000L);

    private static final Map<Integer, Long> UNITS = Map.of(ABC.id(), 1L, XYZ.id(), 10L);

    private final VirtualClock clock = new VirtualClock(START);
    private final HandReadMdp3 reader = new HandReadMdp3();
    private final DatagramChannel readLine = Mdp3TestLane.bound();
    private final DatagramChannel sender = Mdp3TestLane.bound();
    private final List<Mdp3TestLane> lanes = new ArrayList<>();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(1 << 16);
    private final OwnFeed own = new OwnFeed();
    private final List<PlayedLines> played = new ArrayList<>();
    private List<SimInstrument> instruments = List.of(ABC, XYZ);

    @AfterEach
    void close() throws IOException {
        for (final Mdp3TestLane lane : lanes) {
            lane.close();
        }
        readLine.close();
        sender.close();
    }

    @Test
    void shouldTellTheBooksOfItsOwnFeedAfterEveryEvent() throws IOException {
        final Mdp3TestLane byOrder = lane(1, true, PacketReplay.NONE);
        final Mdp3TestLane byLevel = lane(1, false, PacketReplay.NONE);
        final Mdp3Publisher publisher = publisher(0, CapturePlayer.Beside.NOTHING);
        try (SimVenue venue = new SimVenue(config(11), instruments, own, publisher, VenueLog.none())) {
            venue.start(START);
            long timeNs = awaitLive(publisher, START);
            own.quoteNow();
            own.comparesWith(byOrder, byLevel);
            own.compare(ABC.id());
            own.compare(XYZ.id());
            assertEquals(Map.of(ABC.id(), 17, XYZ.id(), 17), reader.statuses);
            assertEquals(Map.of(ABC.id(), TradingStatus.TRADING, XYZ.id(), TradingStatus.TRADING), byOrder.statuses);
            assertEquals(byOrder.statuses, byLevel.statuses);

            own.comparesEvents = true;
            final RandomTrader trader = new RandomTrader(5, ABC, XYZ);
            while (own.eventCount < EVENTS) {
                timeNs = advance(venue, publisher, timeNs);
                trader.act(venue, timeNs);
            }
            assertEquals(timeNs, reader.lastTransactNs, 1e9);
        }

        for (final int template : new int[] {37, 46, 47, 48, 51}) {
            assertTrue(reader.counts.get(template) > 30, reader.counts::toString);
        }
        assertTrue(reader.referredCount > EVENTS / 4, "orders are told with their levels");
        assertEquals(own.statistics, reader.statistics);
        assertStatistics(byOrder);
        assertStatistics(byLevel);
        for (final Mdp3TestLane lane : lanes) {
            assertEquals(0, lane.count(FeedCount.MALFORMED) + lane.count(FeedCount.UNKNOWN_TYPE));
            assertEquals(0, lane.count(FeedCount.GAPS) + lane.count(FeedCount.REFUSED));
        }
    }

    private void assertStatistics(final Mdp3TestLane lane) {
        for (final SimInstrument each : instruments) {
            final int id = each.id();
            final String volume = " - x " + own.statistics.get(id + " volume") * UNITS.get(id) + " code - of -";
            assertEquals("statistic " + id + " VOLUME" + volume, lane.facts.get("statistic " + id + " VOLUME"));
            for (final Map.Entry<String, String> name : Map.of(
                            "4", "OPEN", "7", "HIGH", "8", "LOW", "N", "HIGHEST_BID", "O", "LOWEST_OFFER")
                    .entrySet()) {
                final String what = "statistic " + id + " " + name.getValue();
                assertEquals(
                        what + " " + own.statistics.get(id + " " + name.getKey()) + " x - code - of -",
                        lane.facts.get(what));
            }
        }
    }

    /** Two days; the books stay over night, and with them an order of the engine. */
    @Test
    void shouldBeginADayWithAChannelReset() throws IOException {
        instruments = List.of(
                new SimInstrument(1, "ABC", 10_000_000L, 1, 0, 1, 100_000_000_000L, Mdp3PublisherTest::dayAt, 0));
        final Mdp3TestLane byOrder = lane(1, true, PacketReplay.NONE);
        final Mdp3TestLane byLevel = lane(1, false, PacketReplay.NONE);
        final Mdp3Publisher publisher = publisher(0, CapturePlayer.Beside.NOTHING);
        final SimVenueConfig config = config(3).eventsPerSecond(500).feedLatency(20_000, 0);
        try (SimVenue venue = new SimVenue(config, instruments, own, publisher, VenueLog.none())) {
            venue.start(START);
            new Requests()
                    .order(1, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, 50_000_000_000L, 7)
                    .send(venue, START);
            long timeNs = START;
            while (timeNs < START + 9_000_000_000L) {
                timeNs = advance(venue, publisher, timeNs);
            }
            assertEquals(0, publisher.resetCount());
            assertTrue(reader.statistics.containsKey("1 volume"), reader.counts::toString);

            // The exchange closes, and a second before it opens again it begins its next day.
            while (timeNs < START + 19_500_000_000L) {
                timeNs = advance(venue, publisher, timeNs);
            }
            assertEquals(1, publisher.resetCount());
            assertEquals(1, reader.counts.get(4));
            assertTrue(reader.counts.get(12) >= 5, "heartbeats over night");
            assertEquals(Map.of(), reader.statistics, "nothing can be traded at yet");
            assertEquals(Map.of(1, 4), reader.statuses);
            assertEquals(Map.of(1, TradingStatus.CLOSED), byOrder.statuses);
            own.comparesWith(byOrder, byLevel);
            own.compare(1);
            assertTrue(reader.text(1, 1).contains(" 50000000000:7"), "the order of the engine is still there");

            while (timeNs < START + 25_000_000_000L) {
                timeNs = advance(venue, publisher, timeNs);
            }
            own.compare(1);
            assertEquals(Map.of(1, TradingStatus.TRADING), byLevel.statuses);
            assertTrue(reader.statistics.containsKey("1 volume"), reader.counts::toString);
        }
    }

    private static TradingDay dayAt(final long timeNs) {
        return timeNs < START + 10_000_000_000L
                ? new TradingDay(1, false, 20260105, START, START + 10_000_000_000L)
                : new TradingDay(1, false, 20260106, START + 20_000_000_000L, START + 40_000_000_000L);
    }

    /** What was missing comes by the replay, or by snapshots: books that are live were there at some moment. */
    @Test
    void shouldNeverBeWrongAndLiveWhereBothLinesLosePackets() throws IOException {
        final NewestPackets kept = new NewestPackets(1 << 24);
        final ServerSocketChannel socket = ServerSocketChannel.open();
        socket.configureBlocking(false);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (TcpReplayServer server = new TcpReplayServer(socket, kept, 310, "", "")) {
            final Mdp3TestLane asks =
                    lane(2, true, new TcpReplayClient(socket.getLocalAddress(), 310, "", "", StreamRecorder.NONE));
            final Mdp3TestLane byOrder = lane(2, true, PacketReplay.NONE);
            final Mdp3TestLane byLevel = lane(2, false, PacketReplay.NONE);
            final Mdp3Publisher publisher = publisher(0.3, beside(kept, server));
            try (SimVenue venue = new SimVenue(config(29), instruments, own, publisher, VenueLog.none())) {
                own.remembers = true;
                venue.start(START);
                long timeNs = START;
                final RandomTrader trader = new RandomTrader(17, ABC, XYZ);
                for (int i = 0; i < 20_000; i++) {
                    timeNs = advance(venue, publisher, timeNs);
                    trader.act(venue, timeNs);
                    lanes.forEach(own::wasThere);
                }
                venue.stopFlow();
                awaitLive(publisher, timeNs);
                own.comparesWith(byOrder, byLevel);
                own.comparesLane(asks);
            }
            assertTrue(played.get(0).lostCount() > 10_000);
            assertTrue(own.seenCount > 1_000, "books were live in between: " + own.seenCount);
            assertTrue(server.answeredCount() > 100, "answered " + server.answeredCount());
            assertTrue(byOrder.packets.get(FeedCount.GAPS) > 100, "gaps were passed over");
        }
    }

    private static CapturePlayer.Beside beside(final NewestPackets kept, final TcpReplayServer server) {
        return new CapturePlayer.Beside() {
            @Override
            public void onSent(final DirectBuffer buffer, final int offset, final int length) {
                kept.add(buffer, offset, length);
            }

            @Override
            public long doWork() {
                server.poll();
                return 0;
            }
        };
    }

    @Test
    void shouldGiveTheBooksToWhoComesLate() throws IOException {
        final Mdp3TestLane byOrder = lane(1, true, PacketReplay.NONE);
        final Mdp3TestLane byLevel = lane(1, false, PacketReplay.NONE);
        final Mdp3Publisher publisher = publisher(0, CapturePlayer.Beside.NOTHING);
        try (SimVenue venue = new SimVenue(config(7), instruments, own, publisher, VenueLog.none())) {
            venue.start(START);
            own.quoteNow();
            long timeNs = START;
            final RandomTrader trader = new RandomTrader(5, ABC, XYZ);
            for (int i = 0; i < 2_000; i++) {
                timeNs += STEP_NS;
                venue.advanceTo(timeNs, Integer.MAX_VALUE);
                trader.act(venue, timeNs);
                read();
            }
            assertFalse(byOrder.live());

            timeNs = awaitLive(publisher, timeNs);
            own.comparesWith(byOrder, byLevel);
            own.compare(ABC.id());
            own.compare(XYZ.id());
            assertEquals(TradingStatus.TRADING, byLevel.statuses.get(XYZ.id()));
            assertStatistics(byOrder);
        }
    }

    /** Groups have room for 254 entries. */
    @Test
    void shouldTellAnEventInSeveralMessages() throws IOException {
        instruments = List.of(ABC);
        final Mdp3TestLane byOrder = lane(1, true, PacketReplay.NONE);
        final Mdp3TestLane byLevel = lane(1, false, PacketReplay.NONE);
        final Mdp3Publisher publisher = publisher(0, CapturePlayer.Beside.NOTHING);
        final SimVenueConfig config = config(7).eventsPerSecond(0);
        try (SimVenue venue = new SimVenue(config, instruments, own, publisher, VenueLog.none())) {
            venue.start(START);
            awaitLive(publisher, START);
            own.comparesWith(byOrder, byLevel);
            own.comparesEvents = true;
            final Requests requests = new Requests();
            for (int i = 0; i < 700; i++) {
                requests.limit(1 + i, Side.BUY, 90_000_000_000L - i % 7 * 10_000_000L, 1)
                        .send(venue, START);
            }
            final int summaries = reader.counts.getOrDefault(48, 0);

            requests.limit(1_000, Side.SELL, 80_000_000_000L, 100_000).send(venue, START);

            assertTrue(reader.counts.get(48) - summaries > 2, reader.counts::toString);
        }
    }

    /** One that is started again: its count of packets begins anew, and so do its books. */
    @Test
    void shouldBeginAnewWithTheMarket() throws IOException {
        final Mdp3TestLane byOrder = lane(2, true, PacketReplay.NONE);
        final Mdp3TestLane byLevel = lane(2, false, PacketReplay.NONE);
        final Mdp3Publisher first = publisher(0, CapturePlayer.Beside.NOTHING);
        long timeNs = START;
        try (SimVenue venue = new SimVenue(config(7), instruments, own, first, VenueLog.none())) {
            venue.start(START);
            for (int i = 0; i < 3_000; i++) {
                timeNs = advance(venue, first, timeNs);
            }
            assertTrue(byOrder.live() && byLevel.live());
        }
        timeNs += 1_000_000_000L;
        final OwnFeed another = new OwnFeed();
        reader.restart();
        final Mdp3Publisher second = publisher(0, CapturePlayer.Beside.NOTHING);
        try (SimVenue venue = new SimVenue(config(8), instruments, another, second, VenueLog.none())) {
            venue.start(timeNs);
            for (int i = 0; i < 3_000; i++) {
                timeNs = advance(venue, second, timeNs);
            }
            awaitLive(second, timeNs);
            another.comparesWith(byOrder, byLevel);
            another.compare(ABC.id());
            another.compare(XYZ.id());
            assertTrue(byOrder.packets.get(FeedCount.RESETS) == 1 && byLevel.packets.get(FeedCount.RESETS) == 1);
        }
    }

    @Test
    void shouldSayThatItIsThere() throws IOException {
        final Mdp3Publisher publisher = publisher(0, CapturePlayer.Beside.NOTHING);
        final SimVenueConfig config = config(7).eventsPerSecond(0);
        try (SimVenue venue = new SimVenue(config, instruments, own, publisher, VenueLog.none())) {
            publisher.doWork(START);
            venue.start(START);
            final long first = publisher.packetCount();
            for (long timeNs = START; timeNs <= START + 5_500_000_000L; timeNs += 1_000_000) {
                publisher.doWork(timeNs);
            }
            read();

            assertEquals(5, reader.counts.get(12));
            assertEquals(first + 5, publisher.packetCount());
            assertEquals(reader.expected, publisher.packetCount() + 1);
        }
    }

    private static SimVenueConfig config(final long seed) {
        return new SimVenueConfig()
                .seed(seed)
                .eventsPerSecond(2_000)
                .backgroundOrders(60)
                .maxOrder(1L << 60, Mdp3Publisher.MAX_CONTRACTS);
    }

    private Mdp3TestLane lane(final int lineCount, final boolean byOrder, final PacketReplay replay) {
        final ArbitrationBounds bounds = new ArbitrationBounds(
                4_096,
                16_384,
                64,
                2_000_000L,
                replay == PacketReplay.NONE ? 0 : PacketReplay.MAX_PACKETS,
                50,
                1_000_000_000L,
                20_000_000_000L,
                0,
                1_000_000_000L,
                64,
                3_000_000_000L,
                3_000_000_000L);
        final Mdp3TestLane lane = new Mdp3TestLane(lineCount, byOrder, instruments, bounds, replay, clock);
        lanes.add(lane);
        return lane;
    }

    /** Sends to the reader, where nothing is lost, and to all lanes. */
    private Mdp3Publisher publisher(final double loss, final CapturePlayer.Beside beside) {
        final List<InetSocketAddress> incremental = new ArrayList<>();
        if (loss == 0) {
            incremental.add(Mdp3TestLane.address(readLine));
        }
        lanes.forEach(lane -> incremental.addAll(lane.lines()));
        final Mdp3Publisher.Channel channel = new Mdp3Publisher.Channel(
                310,
                "SIM",
                lines(incremental, loss, 1),
                lines(lanes.stream().map(Mdp3TestLane::snapshots).toList(), loss, 2),
                lines(lanes.stream().map(Mdp3TestLane::definitions).toList(), loss, 3),
                2_000_000L);
        final List<Mdp3Listing> listings = instruments.stream()
                .map(each -> new Mdp3Listing(
                        each.id(), each.symbol(), "EUR", unit(each), each.lotQuantity() / unit(each), 1, 1, 20261218))
                .toList();
        return new Mdp3Publisher(listings, channel, 1 << 14, 1 << 12, beside, () -> {});
    }

    private static long unit(final SimInstrument instrument) {
        return UNITS.get(instrument.id());
    }

    private PlayedLines lines(final List<InetSocketAddress> targets, final double loss, final long seed) {
        played.add(new PlayedLines(sender, targets, new PlayedLines.Badness(loss, 0, 0, seed), true));
        return played.get(played.size() - 1);
    }

    private long advance(final SimVenue venue, final Mdp3Publisher publisher, final long timeNs) throws IOException {
        final long nextNs = timeNs + STEP_NS;
        clock.advanceTo(nextNs);
        venue.advanceTo(nextNs, Integer.MAX_VALUE);
        publisher.doWork(nextNs);
        read();
        return nextNs;
    }

    /** Nothing happens at the exchange meanwhile. */
    private long awaitLive(final Mdp3Publisher publisher, final long fromNs) throws IOException {
        long timeNs = fromNs;
        long endNs = Long.MAX_VALUE;
        while (timeNs < endNs) {
            final boolean live = lanes.stream().allMatch(Mdp3TestLane::live);
            // Statuses and statistics come with the snapshots by level.
            endNs = live ? Math.min(endNs, timeNs + 400 * STEP_NS) : Long.MAX_VALUE;
            timeNs += STEP_NS;
            clock.advanceTo(timeNs);
            publisher.doWork(timeNs);
            read();
            assertTrue(timeNs < fromNs + 60_000_000_000L, "books recover");
        }
        return timeNs;
    }

    /** Returns how many datagrams the reader got. */
    private int read() throws IOException {
        int count = 0;
        datagram.clear();
        while (readLine.receive(datagram) != null) {
            count++;
            reader.onDatagram(datagram.flip());
            datagram.clear();
        }
        lanes.forEach(Mdp3TestLane::receive);
        return count;
    }

    /** The exchange's own feed; what it says is held against what the lines say at the end of each event. */
    private final class OwnFeed implements VenueSink {
        final Map<String, Long> statistics = new TreeMap<>();
        private final PlainBooks books = new PlainBooks();
        private final List<String> trades = new ArrayList<>();
        private final Map<String, Integer> moments = new HashMap<>();
        private Mdp3TestLane byOrder;
        private Mdp3TestLane byLevel;
        private boolean comparesEvents;
        private boolean remembers;
        private boolean countsQuotes;
        private int eventCount;
        private int seenCount;
        private String tradeKey = "";
        private long tradeSize;

        /** What can be traded at counts from here on, as it stands. */
        void quoteNow() {
            countsQuotes = true;
            for (final SimInstrument each : instruments) {
                statistics.put(each.id() + " N", books.best(each.id(), true));
                statistics.put(each.id() + " O", books.best(each.id(), false));
            }
        }

        void comparesWith(final Mdp3TestLane newByOrder, final Mdp3TestLane newByLevel) {
            byOrder = newByOrder;
            byLevel = newByLevel;
            byOrder.takeTrades();
            byLevel.takeTrades();
            reader.takeTrades();
            trades.clear();
        }

        @Override
        public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
            books.onMessage(buffer, offset);
            final int template = new MessageHeaderDecoder().wrap(buffer, offset).templateId();
            if (template == L3ExecuteDecoder.TEMPLATE_ID) {
                onExecute(new L3ExecuteDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder()));
            }
            final int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
            if (template <= L3ReplaceDecoder.TEMPLATE_ID
                    && (buffer.getByte(body + L3AddDecoder.flagsEncodingOffset()) & 1) != 0) {
                endEvent(buffer.getInt(body + L3AddDecoder.instrumentIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN));
            }
            return true;
        }

        @Override
        public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
            return true;
        }

        private void onExecute(final L3ExecuteDecoder executed) {
            final int id = executed.instrumentId();
            final long size = executed.quantity() / UNITS.get(id);
            statistics.merge(id + " volume", size, Long::sum);
            statistics.putIfAbsent(id + " 4", executed.priceNanos());
            statistics.merge(id + " 7", executed.priceNanos(), Math::max);
            statistics.merge(id + " 8", executed.priceNanos(), Math::min);
            final String key = id + " " + executed.aggressorSide() + " % at " + executed.priceNanos();
            if (!key.equals(tradeKey)) {
                endTrade();
                tradeKey = key;
            }
            tradeSize += size;
        }

        private void endTrade() {
            if (tradeSize > 0) {
                trades.add(tradeKey.replace("%", Long.toString(tradeSize)));
            }
            tradeKey = "";
            tradeSize = 0;
        }

        private void endEvent(final int instrument) {
            endTrade();
            eventCount++;
            if (countsQuotes) {
                final Long bid = books.best(instrument, true);
                final Long ask = books.best(instrument, false);
                statistics.merge(instrument + " N", bid == null ? Long.MIN_VALUE : bid, Math::max);
                statistics.merge(instrument + " O", ask == null ? Long.MAX_VALUE : ask, Math::min);
            }
            if (remembers) {
                moments.put(instrument + books.text(instrument), eventCount);
                moments.put(instrument + books.levels(instrument, DEPTH), eventCount);
            }
            if (comparesEvents) {
                try {
                    assertEquals(1, read(), "an event is a packet");
                } catch (final IOException failed) {
                    throw new AssertionError(failed);
                }
                compare(instrument);
                assertTrades(instrument);
            }
        }

        private void assertTrades(final int instrument) {
            final long unit = UNITS.get(instrument);
            assertEquals(sums(trades, 1), sums(reader.takeTrades(), 1));
            assertEquals(sums(trades, unit), sums(byOrder.takeTrades(), 1));
            assertEquals(sums(trades, unit), sums(byLevel.takeTrades(), 1));
            trades.clear();
        }

        private void compare(final int instrument) {
            final long unit = UNITS.get(instrument);
            final String orders = books.text(instrument);
            final String levels = books.levels(instrument, DEPTH);
            assertEquals(orders, reader.text(instrument, unit), () -> "the reader, after event " + eventCount);
            assertEquals(levels, reader.levels(instrument, unit), () -> "the reader, after event " + eventCount);
            comparesLane(byOrder, instrument, orders);
            assertTrue(byLevel.live(), () -> byLevel.feed.reason());
            assertEquals(levels, byLevel.levels(instrument), () -> "by level, after event " + eventCount);
        }

        private void comparesLane(final Mdp3TestLane lane, final int instrument, final String orders) {
            assertTrue(lane.live(), () -> lane.feed.reason());
            assertEquals(orders, lane.orders.text(instrument), () -> "by order, after event " + eventCount);
        }

        /** Where nothing was lost to the reader, since nothing went to it. */
        void comparesLane(final Mdp3TestLane lane) {
            for (final SimInstrument each : instruments) {
                comparesLane(lane, each.id(), books.text(each.id()));
                comparesLane(byOrder, each.id(), books.text(each.id()));
                assertEquals(books.levels(each.id(), DEPTH), byLevel.levels(each.id()));
            }
        }

        void wasThere(final Mdp3TestLane lane) {
            if (!lane.live()) {
                return;
            }
            for (final SimInstrument each : instruments) {
                final boolean level = lane.levels(each.id()).length() > "bids asks".length();
                final String text = each.id() + (level ? lane.levels(each.id()) : lane.orders.text(each.id()));
                assertTrue(moments.containsKey(text), () -> "it was never so: " + text);
                seenCount++;
            }
        }
    }

    /** By all but the size: what a group has no room for is told by two summaries. */
    private static Map<String, Long> sums(final List<String> trades, final long unit) {
        final Map<String, Long> sums = new TreeMap<>();
        for (final String trade : trades) {
            final String[] words = trade.split(" ");
            final long size = Long.parseLong(words[2]) * unit;
            words[2] = "";
            sums.merge(String.join(" ", words), size, Long::sum);
        }
        return sums;
    }
}
