package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.DatagramLines;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.ingress.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lane on a socket: feed 9 with the instruments 3, TRCL with two decimals of a quantity, and 5, MRLN. */
final class ItchHandlerTest {
    private static final List<FeedInstrument> INSTRUMENTS =
            List.of(new FeedInstrument(3, "TRCL", 2), new FeedInstrument(5, "MRLN", 0));
    private static final List<String> VOID = List.of(
            "feed 9 RECOVERING",
            "facts cleared 0",
            "facts cleared 5",
            "clear 5",
            "facts cleared 3",
            "clear 3",
            "instrument 5 HALTED",
            "instrument 3 HALTED");
    /** What waits behind a gap makes it one at once. */
    private static final ArbitrationBounds BOUNDS = new ArbitrationBounds(
            64, 1 << 11, 1, 0, 0, 3, 1_000, 10_000, 0, 100_000, 64, 1_000_000_000, 5_000_000_000L);

    private final ItchFeed feed = new ItchFeed();
    private final RecordingLine line = new RecordingLine();
    private final FeedCounts counts = new FeedCounts();
    private final FeedSender sender = new FeedSender(
            9, line, counts, ItchHandler.stagedMessages(INSTRUMENTS.size(), FeedLane.MAX_DATAGRAM_BYTES));
    // The 5th in New York is already the 6th in UTC.
    private final VirtualClock clock =
            new VirtualClock(Instant.parse("2026-01-06T03:00:00Z").getEpochSecond() * 1_000_000_000L);
    private final DatagramChannel socket = socket();
    private final List<String> requests = new ArrayList<>();
    private final RecordedSnapshots snapshots = new RecordedSnapshots();
    private ItchMarket market = ItchMarket.NASDAQ;
    private ItchHandler handler;
    private FeedLane lane;

    ItchHandlerTest() {
        use("", BOUNDS);
    }

    private void use(final String session, final ArbitrationBounds bounds) {
        handler = new ItchHandler(
                sender,
                counts,
                INSTRUMENTS,
                new ItchHandler.Receiving(
                        session,
                        bounds,
                        new LineStatistics(1),
                        (high, low, from, count) -> requests.add(from + " " + count),
                        snapshots,
                        market),
                ZoneId.of("America/New_York"),
                clock);
        lane = new FeedLane(new DatagramLines(List.of(socket), null), handler, sender, counts, clock);
    }

    private static DatagramChannel socket() {
        try {
            final DatagramChannel opened = DatagramChannel.open();
            opened.configureBlocking(false);
            return opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (final IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void shouldOpenBooksOfSessionThatBegins() {
        directory();

        assertEquals(opened(), plain(line.take()));
        assertEquals(LaneState.LIVE, handler.state());
        assertEquals("DAY1", handler.session());
        assertEquals(1, counts.get(FeedCount.SESSIONS));
        assertEquals(1, counts.get(FeedCount.UNKNOWN_SYMBOL));
    }

    @Test
    void shouldDecodeEachDatagramAsOnePacket() {
        directory();
        line.take();
        feed.added(feed.next().addOrder(-7, 'B', 300, "TRCL", 1_015_000));
        feed.added(feed.next().addOrderMpid(8, 'S', 40, "TRCL", 1_020_000));
        feed.added(feed.next().executed(8, 15, 99));
        feed.added(feed.next().executedAt(8, 5, 100, true, 1_019_900));
        feed.added(feed.next().executedAt(8, 5, 101, false, 1_019_900));
        feed.added(feed.next().cancel(-7, 100));
        feed.added(feed.next().replace(-7, 9, 250, 1_014_900));
        feed.added(feed.next().delete(9));
        feed.added(feed.next().trade('B', 70, "TRCL", 1_018_000, 102));
        feed.added(feed.next().crossTrade(5_000_000_000L, "TRCL", 1_017_500, 103, 'O'));
        feed.added(feed.next().crossTrade(0, "TRCL", 0, 104, 'C'));
        feed.added(feed.next().brokenTrade(99));
        give("DAY1", 4);

        assertEquals(
                List.of(
                        "6 add 3 BUY -7 30000 at 101500000000",
                        "6 add 3 SELL 8 4000 at 102000000000",
                        "6 execute 3 8 1500 at its price match 99",
                        "6 execute 3 8 500 at 101990000000 match 100",
                        "6 cancel 3 8 500",
                        "6 cancel 3 -7 10000",
                        "6 replace 3 -7 by 9 25000 at 101490000000",
                        "6 delete 3 9",
                        "6 trade 3 7000 at 101800000000 match 102",
                        "6 trade 3 500000000000 at 101750000000 match 103",
                        "6. BROKEN 3 NULL_VAL - at - match 99"),
                line.take());
        assertEquals(1, counts.get(FeedCount.BROKEN_TRADES));
    }

    @Test
    void shouldSayWhichPacketOfTheExchangeEachOneCameFrom() {
        directory();
        line.take();
        clock.advanceTo(clock.timeNs() + 77);
        feed.added(feed.next().addOrder(1, 'B', 1, "TRCL", 10_000));
        feed.added(feed.next().tradingAction("TRCL", 'T'));
        feed.added(feed.next().addOrder(2, 'B', 1, "TRCL", 10_000));
        give("DAY1", 4);

        final String from = " from 4 of channel 0 at " + clock.timeNs();
        assertEquals(
                List.of(
                        "packet 6" + from,
                        "6. add 3 BUY 1 100 at 1000000000",
                        "instrument 3 TRADING",
                        "packet 7" + from,
                        "7. add 3 BUY 2 100 at 1000000000"),
                line.messages);
    }

    @Test
    void shouldEndPacketBeforeStatusThatStandsInItsMiddle() {
        directory();
        line.take();
        feed.added(feed.next().addOrder(1, 'B', 1, "TRCL", 10_000));
        feed.added(feed.next().tradingAction("TRCL", 'T'));
        feed.added(feed.next().addOrder(2, 'B', 1, "TRCL", 10_000));
        feed.added(feed.next().tradingAction("TRCL", 'Q'));
        feed.added(feed.next().tradingAction("TRCL", 'P'));
        feed.added(feed.next().systemEvent('Q'));
        give("DAY1", 4);

        assertEquals(
                List.of(
                        "6. add 3 BUY 1 100 at 1000000000",
                        "instrument 3 TRADING",
                        "7. add 3 BUY 2 100 at 1000000000",
                        "instrument 3 AUCTION",
                        "instrument 3 HALTED",
                        // Midnight in New York is at 5:00 UTC.
                        "venue 9 OPEN 20260105 at "
                                + (Instant.parse("2026-01-05T05:00:00Z").getEpochSecond() * 1_000_000_000L
                                        + ItchFeed.TIME_NS)),
                line.take());
    }

    @Test
    void shouldHaltWhileTheMarketOrTheTradingStateIsHalted() {
        directory();
        line.take();
        feed.added(feed.next().operationalHalt("TRCL", 'B', 'H'));
        feed.added(feed.next().tradingAction("TRCL", 'T'));
        feed.added(feed.next().operationalHalt("TRCL", 'Q', 'H'));
        feed.added(feed.next().tradingAction("TRCL", 'Q'));
        feed.added(feed.next().operationalHalt("TRCL", 'Q', 'T'));
        feed.added(feed.next().tradingAction("TRCL", 'H'));
        feed.added(feed.next().operationalHalt("TRCL", 'Q', 'T'));
        feed.added(feed.next().operationalHalt("TRCL", 'Q', 'H'));
        give("DAY1", 4);

        assertEquals(
                List.of(
                        "instrument 3 TRADING",
                        "instrument 3 HALTED",
                        "instrument 3 HALTED",
                        "instrument 3 AUCTION",
                        "instrument 3 HALTED",
                        "instrument 3 HALTED",
                        "instrument 3 HALTED"),
                line.take());
    }

    /** Of the feed of BX it is B that closes its books. */
    @Test
    void shouldHaltByTheMarketWhoseFeedItIs() {
        market = ItchMarket.BX;
        use("", BOUNDS);
        directory();
        line.take();
        feed.added(feed.next().tradingAction("TRCL", 'T'));
        feed.added(feed.next().operationalHalt("TRCL", 'Q', 'H'));
        feed.added(feed.next().operationalHalt("TRCL", 'X', 'H'));
        feed.added(feed.next().operationalHalt("TRCL", 'B', 'H'));
        feed.added(feed.next().operationalHalt("TRCL", 'B', 'T'));
        give("DAY1", 4);

        assertEquals(List.of("instrument 3 TRADING", "instrument 3 HALTED", "instrument 3 TRADING"), line.take());
    }

    /** Live all that trades was said to; a stock of which nothing was said stays closed. */
    @Test
    void shouldStayHaltedWhereNothingSaysThatItTrades() {
        directory();
        line.take();
        feed.added(feed.next().operationalHalt("TRCL", 'Q', 'H'));
        feed.added(feed.next().operationalHalt("TRCL", 'Q', 'T'));
        give("DAY1", 4);

        assertEquals(List.of("instrument 3 HALTED"), line.take());
    }

    @Test
    void shouldForgetAHaltOfTheMarketWithTheSession() {
        directory();
        feed.added(feed.next().tradingAction("TRCL", 'T'));
        feed.added(feed.next().operationalHalt("TRCL", 'Q', 'H'));
        give("DAY1", 4);
        feed.added(feed.next().stockDirectory("TRCL", 100));
        feed.added(feed.next().operationalHalt("TRCL", 'Q', 'T'));
        give("DAY2", 1);
        line.take();
        feed.added(feed.next().tradingAction("TRCL", 'T'));
        give("DAY2", 3);

        assertEquals(List.of("instrument 3 TRADING"), line.take());
        feed.added(feed.next().operationalHalt("TRCL", 'Q', 'H'));
        give("DAY2", 4);
        assertEquals(List.of("instrument 3 HALTED"), line.take());
        feed.added(feed.next().stockDirectory("TRCL", 100));
        feed.added(feed.next().tradingAction("TRCL", 'T'));
        give("DAY3", 1);
        assertTrue(line.take().contains("instrument 3 TRADING"));
    }

    @Test
    void shouldCloseBooksAtGapUntilItIsFilledOrNextSession() {
        directory();
        line.take();
        feed.added(feed.next().addOrder(1, 'B', 1, "TRCL", 10_000));
        give("DAY1", 6);

        assertEquals(List.of("feed 9 STALE"), line.take());
        assertEquals(LaneState.STALE, handler.state());
        assertEquals("messages are missing", handler.reason());
        assertEquals(1, counts.get(FeedCount.GAPS));
        assertEquals(2, counts.get(FeedCount.MISSING));

        // What was missing comes late.
        feed.added(feed.next().addOrder(2, 'B', 1, "TRCL", 10_000));
        feed.added(feed.next().delete(2));
        give("DAY1", 4);
        assertEquals(
                List.of("add 3 BUY 2 100 at 1000000000", "delete 3 2", "add 3 BUY 1 100 at 1000000000", "feed 9 LIVE"),
                plain(line.take()));

        feed.added(feed.next().delete(1));
        give("DAY1", 9);
        line.take();
        feed.added(feed.next().systemEvent('O'));
        give("DAY2", 1);
        assertEquals(opened(), plain(line.take()));
        assertEquals(LaneState.LIVE, handler.state());
        assertEquals("DAY2", handler.session());
    }

    @Test
    void shouldAskForWhatIsMissing() {
        use("", BOUNDS.withRequests(100));
        directory();
        line.take();
        feed.added(feed.next().delete(1));
        give("DAY1", 6);

        assertEquals(List.of("feed 9 RECOVERING"), line.take());
        assertEquals(List.of("4 2"), requests);
        assertEquals(LaneState.RECOVERING, handler.state());

        feed.added(feed.next().addOrder(1, 'B', 1, "TRCL", 10_000));
        feed.added(feed.next().tradingAction("TRCL", 'T'));
        handler.onDatagram(
                DatagramLines.ANSWERS, feed.buffer, 0, feed.packet("DAY1", 4), clock.timeNs(), clock.timeNs());
        lane.doWork();
        assertEquals(
                List.of("add 3 BUY 1 100 at 1000000000", "instrument 3 TRADING", "delete 3 1", "feed 9 LIVE"),
                plain(line.take()));
    }

    @Test
    void shouldTakeNoAnswerForAnotherSession() {
        use("", BOUNDS.withRequests(100));
        feed.added(feed.next().systemEvent('O'));
        handler.onDatagram(
                DatagramLines.ANSWERS, feed.buffer, 0, feed.packet("DAY0", 1), clock.timeNs(), clock.timeNs());
        lane.doWork();

        assertEquals(List.of(), line.take());
        assertEquals(LaneState.WAITING, handler.state());
    }

    @Test
    void shouldSeeGapByHeartbeatAndByEndOfSession() {
        directory();
        give("DAY1", 4, 0);
        assertEquals(LaneState.LIVE, handler.state());
        give("DAY1", 5, 0);
        assertEquals(LaneState.STALE, handler.state());
        assertEquals(2, counts.get(FeedCount.HEARTBEATS));

        give("DAY2", 1, 0);
        assertEquals(LaneState.LIVE, handler.state());
        line.take();
        give("DAY2", 2, MoldUdp64Flyweight.END_OF_SESSION);
        assertEquals(List.of("feed 9 STALE"), line.take());
        assertEquals(LaneState.STALE, handler.state());
    }

    @Test
    void shouldBeStaleWhileTheLineIsSilent() {
        directory();
        line.take();
        clock.advanceTo(clock.timeNs() + 5_000_000_000L);
        lane.doWork();
        assertEquals(List.of("feed 9 STALE"), line.take());
        assertEquals("all lines are silent", handler.reason());

        give("DAY1", 4, 0);
        assertEquals(List.of("feed 9 LIVE"), line.take());
    }

    /** A session counts once: who says something else under a number of it is of another sequence. */
    @Test
    void shouldBeStaleWhenAPacketContradictsAnother() {
        directory();
        line.take();
        feed.added(feed.next().addOrder(1, 'S', 1, "TRCL", 10_000));
        give("DAY1", 1);

        assertEquals(List.of("feed 9 STALE"), line.take());
        assertEquals(LaneState.STALE, handler.state());
        assertEquals("lines say different things under the same number", handler.reason());
        assertEquals(1, counts.get(FeedCount.CONTRADICTIONS));
        give("DAY2", 1, 0);
        assertEquals(LaneState.LIVE, handler.state());
    }

    @Test
    void shouldPassOverWhatCameBefore() {
        directory();
        directory();
        assertEquals(3, counts.get(FeedCount.LATE));
        line.take();
        // The first two of three came before.
        feed.added(feed.next().tradingAction("TRCL", 'T'));
        feed.added(feed.next().tradingAction("TRCL", 'T'));
        feed.added(feed.next().addOrder(1, 'S', 1, "TRCL", 10_000));
        give("DAY1", 2);

        assertEquals(List.of("6. add 3 SELL 1 100 at 1000000000"), line.take());
        assertEquals(5, counts.get(FeedCount.LATE));
        assertEquals(LaneState.LIVE, handler.state());
    }

    @Test
    void shouldEndWithSessionAndNotGoBackToIt() {
        directory();
        line.take();
        give("DAY1", 4, MoldUdp64Flyweight.END_OF_SESSION);
        assertEquals(List.of("feed 9 STALE"), line.take());
        assertEquals(LaneState.ENDED, handler.state());

        give("DAY2", 1, 0);
        line.take();
        feed.added(feed.next().addOrder(1, 'S', 1, "TRCL", 10_000));
        give("DAY1", 4);
        assertEquals(List.of(), line.take());
        assertEquals("DAY2", handler.session());
        assertEquals(LaneState.LIVE, handler.state());

        give("DAY3", 1, 0);
        line.take();
        give("DAY1", 4);
        give("DAY2", 4);
        assertEquals(List.of(), line.take());
        assertEquals("DAY3", handler.session());
        assertEquals(LaneState.LIVE, handler.state());
    }

    @Test
    void shouldNotFollowSessionWhoseBeginItMissed() {
        feed.added(feed.next().addOrder(1, 'S', 1, "TRCL", 10_000));
        give("DAY1", 2);

        final List<String> all = new ArrayList<>(VOID);
        all.add("feed 9 STALE");
        assertEquals(all, plain(line.take()));
        assertEquals(LaneState.STALE, handler.state());
        assertEquals(1, counts.get(FeedCount.MISSING));
    }

    @Test
    void shouldRefuseOtherSessionThanTheConfiguredOne() throws IOException {
        use("DAY2", BOUNDS);
        feed.added(feed.next().systemEvent('O'));
        send(feed.packet("DAY1", 1));
        lane.doWork();

        assertEquals(List.of(), line.take());
        assertEquals(1, counts.get(FeedCount.REFUSED));
    }

    @Test
    void shouldCloseBooksAtMessageThatCannotBeRead() {
        directory();
        line.take();
        feed.added(feed.next().addOrder(1, 'B', 1, "TRCL", 10_000));
        feed.added(feed.next().delete(1) - 1);
        feed.added(feed.next().addOrder(2, 'B', 1, "TRCL", 10_000));
        give("DAY1", 4);

        final List<String> all = new ArrayList<>(List.of("add 3 BUY 1 100 at 1000000000"));
        all.addAll(VOID);
        all.add("feed 9 STALE");
        assertEquals(all, plain(line.take()));
        assertEquals(LaneState.STALE, handler.state());
        assertEquals("a message could not be read", handler.reason());
        // What follows cannot make the books again.
        feed.added(feed.next().addOrder(3, 'B', 1, "TRCL", 10_000));
        give("DAY1", 7);
        assertEquals(List.of(), line.take());
        assertEquals(1, counts.get(FeedCount.MALFORMED));
    }

    @Test
    void shouldCountTypesThatItDoesNotNeed() {
        directory();
        line.take();
        feed.added(feed.next().systemEvent('O'));
        feed.added(feed.next().systemEvent('W'));
        feed.buffer.putByte(36, (byte) 'W');
        give("DAY1", 4);

        assertEquals(List.of(), line.take());
        assertEquals(0, counts.get(FeedCount.UNKNOWN_TYPE));
        assertEquals(LaneState.LIVE, handler.state());
    }

    /** It may be about orders: nothing says that it is not. */
    @Test
    void shouldCloseBooksAtATypeThatItDoesNotKnow() {
        directory();
        line.take();
        feed.added(feed.next().addOrder(1, 'B', 1, "TRCL", 10_000));
        final int at = feed.nextOffset();
        feed.added(feed.next().systemEvent('O'));
        feed.buffer.putByte(at, (byte) 'z');
        give("DAY1", 4);

        final List<String> all = new ArrayList<>(List.of("add 3 BUY 1 100 at 1000000000"));
        all.addAll(VOID);
        all.add("feed 9 STALE");
        assertEquals(all, plain(line.take()));
        assertEquals(1, counts.get(FeedCount.UNKNOWN_TYPE));
        assertEquals(0, counts.get(FeedCount.MALFORMED));
        assertEquals(LaneState.STALE, handler.state());
    }

    @Test
    void shouldWaitForRoomAndLoseNothing() {
        directory();
        line.take();
        line.room = 2;
        feed.added(feed.next().addOrder(1, 'B', 1, "TRCL", 10_000));
        feed.added(feed.next().addOrder(2, 'B', 1, "TRCL", 10_000));
        give("DAY1", 4);
        feed.added(feed.next().delete(1));
        give("DAY1", 6);
        lane.doWork();
        assertEquals(List.of("6 add 3 BUY 1 100 at 1000000000"), line.take());
        assertEquals(1, counts.get(FeedCount.BACK_PRESSURE));

        line.room = Integer.MAX_VALUE;
        lane.doWork();

        assertEquals(List.of("6. add 3 BUY 2 100 at 1000000000", "7. delete 3 1"), line.take());
        assertEquals(LaneState.LIVE, handler.state());
        assertEquals(1, counts.get(FeedCount.BACK_PRESSURE));
    }

    @Test
    void shouldCloseBooksWhenNobodyListenedAndTellWhoComes() {
        directory();
        line.take();
        line.result = MessageLine.Result.NOBODY;
        feed.added(feed.next().addOrder(1, 'B', 1, "TRCL", 10_000));
        give("DAY1", 4);
        lane.doWork();
        assertEquals(LaneState.STALE, handler.state());
        assertEquals("no engine listened", handler.reason());
        assertEquals(2, counts.get(FeedCount.DROPPED));

        line.result = MessageLine.Result.TAKEN;
        lane.doWork();

        final List<String> all = new ArrayList<>(VOID);
        all.add("feed 9 STALE");
        assertEquals(all, plain(line.take()));
        assertEquals(LaneState.STALE, handler.state());
    }

    @Test
    void shouldCloseBooksForEngineThatComesWithinSession() {
        directory();
        line.result = MessageLine.Result.NOBODY;
        lane.doWork();
        line.result = MessageLine.Result.TAKEN;
        line.take();

        lane.doWork();

        final List<String> all = new ArrayList<>(VOID);
        all.add("feed 9 STALE");
        assertEquals(all, plain(line.take()));
        assertEquals(LaneState.STALE, handler.state());
    }

    @Test
    void shouldAskForAllAgainForEngineThatComesWithinSession() {
        use("", BOUNDS.withRequests(100));
        directory();
        line.result = MessageLine.Result.NOBODY;
        lane.doWork();
        line.result = MessageLine.Result.TAKEN;
        line.take();

        lane.doWork();

        assertEquals(VOID, plain(line.take()));
        assertEquals(List.of("1 3"), requests);
        assertEquals("an engine came when the session had begun", handler.reason());
        feed.added(feed.next().systemEvent('O'));
        feed.added(feed.next().stockDirectory("TRCL", 100));
        feed.added(feed.next().tradingAction("TRCL", 'T'));
        handler.onDatagram(
                DatagramLines.ANSWERS, feed.buffer, 0, feed.packet("DAY1", 1), clock.timeNs(), clock.timeNs());
        lane.doWork();
        assertEquals(List.of("instrument 3 TRADING", "feed 9 LIVE"), line.take());
    }

    @Test
    void shouldOpenBooksForEngineThatComesBeforeTheFirstMessage() {
        line.result = MessageLine.Result.NOBODY;
        give("DAY1", 1, 0);
        lane.doWork();
        line.result = MessageLine.Result.TAKEN;

        lane.doWork();

        assertEquals(opened(), plain(line.take()));
        assertEquals(LaneState.LIVE, handler.state());
    }

    @Test
    void shouldRefuseSymbolThatItchHasNoRoomFor() {
        final IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> new LocateTable(List.of(new FeedInstrument(1, "LONGSYMBOL", 0))));

        assertTrue(refusal.getMessage().startsWith("venueSymbol LONGSYMBOL has more than the 8 characters"));
    }

    @Test
    void shouldTakeSnapshotWhenItJoinsLate() {
        use("", BOUNDS.withSnapshots(2));
        feed.added(feed.next().addOrder(20, 'S', 1, "TRCL", 10_000));
        give("DAY1", 7);
        assertEquals(VOID, plain(line.take()));
        assertEquals(1, snapshots.asked);
        feed.added(feed.next().delete(20));
        give("DAY1", 8);

        assertTrue(handler.onSnapshotBegin());
        assertEquals(VOID, flushed());
        snapshot(feed.next().stockDirectory("TRCL", 100));
        snapshot(feed.next().tradingAction("TRCL", 'T'));
        snapshot(feed.next().addOrder(11, 'B', 5, "TRCL", 9_000));
        handler.onSnapshotPause();
        assertEquals(List.of("instrument 3 TRADING", "add 3 BUY 11 500 at 900000000"), flushed());
        handler.onSnapshotEnd(8);
        lane.doWork();

        assertEquals(List.of("delete 3 20", "feed 9 LIVE"), plain(line.take()));
        assertEquals(LaneState.LIVE, handler.state());
    }

    /** Nothing of it came: the books are what they were, and it is asked for again when its time is over. */
    @Test
    void shouldAskAgainForASnapshotOfWhichNothingComes() {
        use("", BOUNDS.withSnapshots(2));
        give("DAY1", 7, 0);
        line.take();
        assertEquals(1, snapshots.asked);
        passSnapshotTime();
        assertEquals(2, snapshots.asked);
        assertEquals(LaneState.RECOVERING, handler.state());
        passSnapshotTime();

        assertEquals(2, snapshots.asked);
        assertEquals(LaneState.STALE, handler.state());
        assertEquals("the snapshot did not come", handler.reason());
    }

    private void passSnapshotTime() {
        clock.advanceTo(clock.timeNs() + BOUNDS.snapshotNs());
        give("DAY1", 7, 0);
    }

    /** It says that there is no order: books are empty and live, but nothing says that a stock trades, so none does. */
    @Test
    void shouldTradeNothingOnAnEmptySnapshot() {
        use("", BOUNDS.withSnapshots(2));
        give("DAY1", 8, 0);
        line.take();
        assertTrue(handler.onSnapshotBegin());
        assertEquals(VOID, flushed());
        handler.onSnapshotEnd(8);
        give("DAY1", 8, 0);
        assertEquals(List.of("feed 9 LIVE"), plain(line.take()));
        assertTrue(VOID.contains("instrument 3 HALTED"), VOID::toString);

        // Of an order that was there all the same, in a stock that nobody has named.
        feed.added(feed.next().delete(20));
        give("DAY1", 8);
        assertEquals(List.of(), plain(line.take()));
        assertEquals(1, counts.get(FeedCount.UNKNOWN_INSTRUMENT));
    }

    @Test
    void shouldAskAgainForSnapshotThatCannotBeReadAndThenBeStale() {
        use("", BOUNDS.withSnapshots(2));
        give("DAY1", 7, 0);
        assertTrue(handler.onSnapshotBegin());
        snapshot(feed.next().delete(1) - 1);
        assertEquals(2, snapshots.asked);
        assertTrue(handler.onSnapshotBegin());
        snapshot(feed.next().delete(1) - 1);

        assertEquals(2, snapshots.asked);
        assertEquals(LaneState.STALE, handler.state());
        assertEquals("the snapshot did not come", handler.reason());
    }

    @Test
    void shouldRefuseSnapshotThatComesWhenAllIsThere() {
        use("", BOUNDS.withSnapshots(2));
        directory();
        line.take();
        assertFalse(handler.onSnapshotBegin());
        assertEquals(List.of(), flushed());
        assertEquals(LaneState.LIVE, handler.state());
    }

    private void snapshot(final int length) {
        handler.onSnapshotMessage(feed.buffer, feed.nextOffset(), length);
    }

    private List<String> flushed() {
        lane.doWork();
        return plain(line.take());
    }

    private static final class RecordedSnapshots implements SnapshotSource {
        private int asked;

        @Override
        public void ask() {
            asked++;
        }

        @Override
        public void cancel() {}

        @Override
        public boolean poll(final Listener listener, final long timeNs) {
            return false;
        }
    }

    private void directory() {
        feed.added(feed.next().systemEvent('O'));
        feed.added(feed.next().stockDirectory("TRCL", 100));
        feed.added(feed.nextAbout(8).stockDirectory("OTHER", 100));
        give("DAY1", 1);
    }

    private void give(final String session, final long sequence) {
        give(feed.packet(session, sequence));
    }

    private void give(final String session, final long sequence, final int count) {
        give(feed.packet(session, sequence, count));
    }

    /** By the socket: what was sent to it on this host is there when the send has returned. */
    private void give(final int length) {
        try {
            send(length);
        } catch (final IOException failed) {
            throw new AssertionError(failed);
        }
        lane.doWork();
    }

    private void send(final int length) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(length);
        feed.buffer.getBytes(0, bytes, length);
        bytes.flip();
        try (DatagramChannel from = DatagramChannel.open()) {
            assertEquals(length, from.send(bytes, socket.getLocalAddress()));
        }
    }

    private static List<String> opened() {
        final List<String> all = new ArrayList<>(VOID);
        all.add("feed 9 LIVE");
        return all;
    }

    private static List<String> plain(final List<String> messages) {
        return messages.stream().map(ItchHandlerTest::plain).toList();
    }

    private static String plain(final String message) {
        return message.replaceFirst("^[0-9]+[. ] ?", "");
    }
}
