package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.StreamRecorder;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.moldudp64.SentMessages;
import io.tiercel.engine.feed.soupbintcp.SoupBinTcpLines;
import io.tiercel.engine.feed.soupbintcp.SoupBinTcpServer;
import io.tiercel.engine.feed.soupbintcp.SoupBinTcpSettings;
import io.tiercel.engine.ingress.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lane that follows servers over the loopback, on one thread with them. Time is the test's, and flies. */
@Timeout(60)
final class ItchStreamTest {
    private static final long MILLISECOND = 1_000_000L;
    /** Rounds of 100 ms, and what comes while it is decided. */
    private static final int AT_MOST_BEHIND = 20 + 5;

    private static final List<FeedInstrument> INSTRUMENTS = List.of(new FeedInstrument(3, "TRCL", 0));
    private static final List<String> VOID =
            List.of("feed 9 RECOVERING", "facts cleared 0", "facts cleared 3", "clear 3", "instrument 3 HALTED");

    private final RecordingLine line = new RecordingLine();
    private final FeedCounts counts = new FeedCounts();
    private final VirtualClock clock = new VirtualClock(1_767_668_400_000_000_000L);
    private final List<SoupBinTcpServer> servers = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final SentMessages sent = new SentMessages(1 << 24);
    private final ItchImage image = new ItchImage();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(message, 0);
    private GlimpseServer glimpse;
    private SnapshotSource snapshots = SnapshotSource.NONE;
    private SoupBinTcpLines lines;
    private ItchHandler handler;
    private FeedLane lane;
    private long stepNs = MILLISECOND;
    private int growth;
    private int lastId;

    @AfterEach
    void close() {
        lines.close();
        servers.forEach(SoupBinTcpServer::close);
        if (glimpse != null) {
            glimpse.close();
        }
    }

    @Test
    void shouldBeLiveFromTheSessionsFirstMessageOn() throws IOException {
        serve("DAY1");
        follow();
        run(() -> handler.state() == LaneState.LIVE);
        directory();
        run(() -> received(2));

        assertEquals(with(VOID, "feed 9 LIVE", "instrument 3 TRADING"), plain());
        assertEquals("DAY1", handler.session());
    }

    /** It asks for the newest message first: only then it knows how far the session is. */
    @Test
    void shouldNotBeLiveBeforeAllThatThereIsCame() throws IOException {
        serve("DAY1");
        directory();
        orders(1, 1_000);
        follow();
        run(() -> handler.state() == LaneState.LIVE);

        final List<String> all = plain();
        assertEquals(VOID, all.subList(0, VOID.size()));
        assertEquals("instrument 3 TRADING", all.get(VOID.size()));
        assertEquals("feed 9 LIVE", all.get(all.size() - 1));
        assertEquals(
                1_000, all.stream().filter(each -> each.startsWith("add 3")).count());
        assertEquals(1, counts.get(FeedCount.REQUESTS), "one login brings all of it");
        assertEquals(2, counts.get(FeedCount.CONNECTIONS));
        assertEquals(1_002, counts.get(FeedCount.MESSAGES));
    }

    @Test
    void shouldCloseBooksAtOnceWhenTheServerIsGoneAndGoOnWhereTheyWere() throws IOException {
        serve("DAY1");
        directory();
        orders(1, 10);
        follow();
        run(() -> handler.state() == LaneState.LIVE);
        plain();

        servers.get(0).cut();
        stepNs = 0;
        run(() -> handler.state() == LaneState.STALE);
        assertEquals(List.of("feed 9 STALE"), plain());
        assertEquals("no server is connected", handler.reason());

        stepNs = MILLISECOND;
        orders(11, 20);
        run(() -> handler.state() == LaneState.LIVE);
        final List<String> all = plain();
        assertEquals("feed 9 RECOVERING", all.get(0));
        assertEquals(
                List.of("add 3 BUY 11 1 at 1000000000", "add 3 BUY 12 1 at 1000000000"),
                all.subList(1, 3),
                "books keep what they have");
        assertEquals("feed 9 LIVE", all.get(all.size() - 1));
        assertEquals(12, all.size());
        assertEquals(1, counts.get(FeedCount.CONNECTIONS_LOST));
    }

    @Test
    void shouldBeLiveAtOnceWhenNothingWasMissedMeanwhile() throws IOException {
        serve("DAY1");
        directory();
        follow();
        run(() -> handler.state() == LaneState.LIVE);
        plain();
        final long logins = counts.get(FeedCount.CONNECTIONS);

        servers.get(0).cut();
        run(() -> handler.state() == LaneState.STALE);
        run(() -> handler.state() == LaneState.LIVE);

        assertEquals(List.of("feed 9 STALE", "feed 9 LIVE"), plain());
        assertEquals(logins + 1, counts.get(FeedCount.CONNECTIONS));
    }

    @Test
    void shouldStayStaleWhileTheServerIsDeadForGood() throws IOException {
        serve("DAY1");
        directory();
        follow();
        run(() -> handler.state() == LaneState.LIVE);
        plain();

        servers.remove(0).close();
        run(() -> counts.get(FeedCount.CONNECTIONS_FAILED) >= 20);

        assertEquals(LaneState.STALE, handler.state());
        assertEquals(List.of("feed 9 STALE"), plain());
    }

    @Test
    void shouldStayLiveByTheOtherServer() throws IOException {
        serve("DAY1");
        serve("DAY1");
        follow();
        run(() -> handler.state() == LaneState.LIVE && counts.get(FeedCount.CONNECTIONS) == 2);
        directory();
        orders(1, 10);
        run(() -> received(12));
        plain();

        servers.get(0).cut();
        run(() -> counts.get(FeedCount.CONNECTIONS_LOST) == 1);
        orders(11, 20);
        run(() -> received(22));
        run(() -> counts.get(FeedCount.CONNECTIONS) == 3);
        orders(21, 30);
        run(() -> received(32));

        final List<String> all = plain();
        assertEquals(20, all.size());
        assertTrue(all.stream().allMatch(each -> each.startsWith("add 3 BUY")), all::toString);
        assertEquals(LaneState.LIVE, handler.state());
    }

    /** It takes connections, and never says a word: the other one is enough, from the begin and after an outage. */
    @Test
    void shouldNotWaitForAServerThatNeverAnswers() throws IOException {
        try (ServerSocketChannel silent = bound(null)) {
            addresses.add((InetSocketAddress) silent.getLocalAddress());
            serve("DAY1");
            directory();
            orders(1, 100);
            follow();
            run(() -> handler.state() == LaneState.LIVE && received(102));
            final long sinceNs = clock.timeNs();
            stepNs = 10 * MILLISECOND;
            grow(1);
            run(() -> counts.get(FeedCount.CONNECTIONS_FAILED) >= 3);
            grow(0);
            stepNs = MILLISECOND;
            assertTrue(clock.timeNs() - sinceNs >= 3 * 3_000 * MILLISECOND, "each attempt has its time");
            assertEquals(LaneState.LIVE, handler.state());

            servers.get(0).cut();
            run(() -> handler.state() == LaneState.STALE);
            final int last = lastId + 100;
            orders(lastId + 1, last);
            final long goneNs = clock.timeNs();
            run(() -> handler.state() == LaneState.LIVE && received(last + 2));
            assertTrue(clock.timeNs() - goneNs < 1_000 * MILLISECOND, () -> (clock.timeNs() - goneNs) + " ns");
            assertEachOrderOnce(last);
        }
    }

    @Test
    void shouldRecoverWhenBothServersWereGone() throws IOException {
        serve("DAY1");
        serve("DAY1");
        directory();
        follow();
        run(() -> handler.state() == LaneState.LIVE);
        servers.forEach(SoupBinTcpServer::cut);
        run(() -> handler.state() == LaneState.STALE);
        orders(1, 5_000);
        run(() -> handler.state() == LaneState.LIVE && received(5_002));

        assertEquals(5_002, counts.get(FeedCount.MESSAGES));
    }

    @Test
    void shouldJoinLateByASnapshotAndGoOnFromItsSequence() throws IOException {
        serve("DAY1");
        directory();
        orders(1, 2_000);
        serveSnapshots("DAY1");
        follow();
        run(() -> counts.get(FeedCount.SNAPSHOTS) == 1);
        orders(2_001, 2_100);
        run(() -> handler.state() == LaneState.LIVE);
        orders(2_101, 2_110);
        run(() -> plainCount("add 3 BUY") == 2_110);

        assertEquals(0, counts.get(FeedCount.SNAPSHOTS_FAILED));
        assertTrue(counts.get(FeedCount.MESSAGES) <= 110, () -> counts.get(FeedCount.MESSAGES) + " by the stream");
    }

    @Test
    void shouldEndWithTheSessionAndBeginTheNextOne() throws IOException {
        serve("DAY1");
        directory();
        orders(1, 5);
        follow();
        run(() -> handler.state() == LaneState.LIVE);
        servers.get(0).endSession();
        run(() -> handler.state() == LaneState.ENDED);
        plain();

        // It asks again and again whether there is another one.
        servers.remove(0).close();
        servers.add(new SoupBinTcpServer(
                bound(addresses.get(0)), new SentMessages(1 << 20), "DAY2", SoupBinTcpServer.Rules.NONE));
        run(() -> handler.state() == LaneState.LIVE);
        assertEquals("DAY2", handler.session());
        assertEquals(with(VOID, "feed 9 LIVE"), plain());
    }

    @Test
    void shouldTakeTheEndOfASessionOnlyWhenAllOfItCame() throws IOException {
        serve("DAY1");
        directory();
        orders(1, 100);
        servers.get(0).endSession();
        follow();
        run(() -> handler.state() == LaneState.ENDED);

        assertEquals(102, counts.get(FeedCount.MESSAGES));
        final List<String> all = plain();
        assertEquals("feed 9 STALE", all.get(all.size() - 1));
    }

    @Test
    void shouldGetAllOfTheSessionAnewForAnEngineThatComesLate() throws IOException {
        serve("DAY1");
        directory();
        orders(1, 50);
        line.result = MessageLine.Result.NOBODY;
        follow();
        run(() -> handler.state() == LaneState.STALE);
        line.result = MessageLine.Result.TAKEN;
        run(() -> handler.state() == LaneState.LIVE);

        assertEquals(50, plainCount("add 3 BUY"));
    }

    /** Each connection is cut after 50 messages or so, in the middle of a packet. */
    @Test
    void shouldBringEachMessageOnceOverConnectionsThatBreak() throws IOException {
        final ServerSocketChannel socket = bound(null);
        servers.add(new SoupBinTcpServer(socket, sent, "DAY1", new SoupBinTcpServer.Rules("", "", 50, 11)));
        addresses.add((InetSocketAddress) socket.getLocalAddress());
        directory();
        follow();
        for (int id = 1; id <= 2_000; id += 20) {
            orders(id, id + 19);
            for (int i = 0; i < 20; i++) {
                round();
            }
        }
        run(() -> handler.state() == LaneState.LIVE && received(2_002));

        final List<String> adds =
                plain().stream().filter(each -> each.startsWith("add 3")).toList();
        assertEquals(2_000, adds.size());
        for (int i = 0; i < adds.size(); i++) {
            assertEquals("add 3 BUY " + (i + 1) + " 1 at 1000000000", adds.get(i));
        }
        assertTrue(servers.get(0).cutCount() > 20, () -> servers.get(0).cutCount() + " cuts");
    }

    /** The server is sent more while it is read: what was the newest at the login is old when it has come. */
    @Test
    void shouldNotBeLiveBeforeWhatTheServerWasSentMeanwhileCame() throws IOException {
        serve("DAY1");
        directory();
        orders(1, 20_000);
        follow();
        stepNs = 100 * MILLISECOND;
        grow(100);
        run(() -> handler.state() == LaneState.LIVE);

        assertTrue(behind() <= AT_MOST_BEHIND * 100, () -> behind() + " messages behind");
        assertTrue(counts.get(FeedCount.CATCH_UPS) >= 1);
        assertEquals(1, plainCount("feed 9 LIVE"));
        assertTrue(lines.word(0).text().startsWith("follows session DAY1 from message "));
        assertEquals(0, counts.get(FeedCount.CONNECTIONS_LOST));
        grow(0);
        run(() -> received(lastId + 2));
        assertEachOrderOnce(lastId);
    }

    /** The other server tells what is new: nobody has to be asked. */
    @Test
    void shouldCatchUpWithTheOtherServer() throws IOException {
        serve("DAY1");
        serve("DAY1");
        directory();
        orders(1, 2_000);
        follow();
        stepNs = 50 * MILLISECOND;
        grow(4);
        run(() -> handler.state() == LaneState.LIVE);

        assertTrue(behind() <= AT_MOST_BEHIND * 2 * 4, () -> behind() + " messages behind");
        assertEquals(0, counts.get(FeedCount.CATCH_UPS));
        grow(0);
        run(() -> received(lastId + 2));
        assertEachOrderOnce(lastId);
    }

    /** Nobody tells any more what is new. */
    @Test
    void shouldAskAServerWhenTheOtherOneIsGone() throws IOException {
        serve("DAY1");
        serve("DAY1");
        directory();
        orders(1, 2_000);
        follow();
        stepNs = 100 * MILLISECOND;
        grow(4);
        run(() -> received(1_000));
        servers.remove(lines.word(0).text().startsWith("catches up") ? 1 : 0).close();
        run(() -> handler.state() == LaneState.LIVE);

        assertTrue(behind() <= AT_MOST_BEHIND * 4, () -> behind() + " messages behind");
        assertTrue(counts.get(FeedCount.CATCH_UPS) >= 1);
        grow(0);
        run(() -> received(lastId + 2));
        assertEachOrderOnce(lastId);
    }

    @Test
    void shouldCatchUpOverConnectionsThatBreak() throws IOException {
        final ServerSocketChannel socket = bound(null);
        servers.add(new SoupBinTcpServer(socket, sent, "DAY1", new SoupBinTcpServer.Rules("", "", 2_000, 7)));
        addresses.add((InetSocketAddress) socket.getLocalAddress());
        directory();
        orders(1, 20_000);
        follow();
        stepNs = 50 * MILLISECOND;
        grow(20);
        run(() -> handler.state() == LaneState.LIVE);

        assertTrue(behind() <= AT_MOST_BEHIND * 2 * 20, () -> behind() + " messages behind");
        grow(0);
        run(() -> received(lastId + 2));
        assertEachOrderOnce(lastId);
        assertTrue(servers.get(0).cutCount() > 3, () -> servers.get(0).cutCount() + " cuts");
    }

    @Test
    void shouldGiveUpForAWhileWhereMoreIsSentThanCanBeRead() throws IOException {
        serve("DAY1");
        directory();
        orders(1, 10_000);
        follow();
        stepNs = 500 * MILLISECOND;
        grow(700);
        run(() -> lines.word(0).text().contains("more than it gives"));

        assertEquals(LaneState.STALE, handler.state());
        assertEquals(0, plainCount("feed 9 LIVE"));
        assertTrue(
                lines.word(0)
                        .text()
                        .matches("the server is sent more than it gives: [0-9]+ messages of session DAY1 are"
                                + " missing after [0-9]+ attempts to catch up, and they do not become fewer"),
                lines.word(0).text());
        grow(0);
        run(() -> handler.state() == LaneState.LIVE && received(lastId + 2));
        assertEachOrderOnce(lastId);
    }

    /** An engine that takes nothing makes the lane read nothing: what waits in sockets then is old. */
    @Test
    void shouldCloseBooksWhereWhatWaitsIsTooOld() throws IOException {
        serve("DAY1");
        directory();
        follow();
        run(() -> handler.state() == LaneState.LIVE && received(2));
        plain();

        line.room = 0;
        orders(1, 20_000);
        for (int i = 0; i < 3_000; i++) {
            round();
        }
        line.room = Integer.MAX_VALUE;
        run(() -> handler.state() == LaneState.RECOVERING);

        final List<String> all = plain();
        assertTrue(all.size() < 100, "what was decoded when the engine stopped: " + all.size());
        assertEquals("feed 9 RECOVERING", all.get(all.size() - 1));
        assertEquals("what comes may be old", handler.reason());
        run(() -> handler.state() == LaneState.LIVE);
        assertEquals(20_002, counts.get(FeedCount.MESSAGES));
    }

    /** A lane that was stopped has old messages first; it stays with its server when these are few. */
    @Test
    void shouldBeLiveAgainWhenTheLittleThatWaitedCame() throws IOException {
        serve("DAY1");
        directory();
        follow();
        run(() -> handler.state() == LaneState.LIVE && received(2));
        plain();

        orders(1, 5);
        servers.get(0).poll();
        stepNs = 2_900 * MILLISECOND;
        run(() -> received(7));
        stepNs = MILLISECOND;
        run(() -> handler.state() == LaneState.LIVE);

        final List<String> all = plain();
        assertEquals("feed 9 RECOVERING", all.get(all.size() - 2));
        assertEquals("feed 9 LIVE", all.get(all.size() - 1));
        assertEquals(0, counts.get(FeedCount.CONNECTIONS_LOST));
        assertEquals(0, counts.get(FeedCount.CATCH_UPS));
    }

    private void grow(final int messages) {
        growth = messages;
    }

    /** Messages that the server was sent, and the books do not have. */
    private long behind() {
        return lastId + 2 - counts.get(FeedCount.MESSAGES);
    }

    private void assertEachOrderOnce(final int count) {
        final List<String> adds =
                plain().stream().filter(each -> each.startsWith("add 3")).toList();
        assertEquals(count, adds.size());
        for (int i = 0; i < count; i++) {
            assertEquals("add 3 BUY " + (i + 1) + " 1 at 1000000000", adds.get(i));
        }
    }

    private void serve(final String session) throws IOException {
        final ServerSocketChannel socket = bound(null);
        addresses.add((InetSocketAddress) socket.getLocalAddress());
        servers.add(new SoupBinTcpServer(socket, sent, session, SoupBinTcpServer.Rules.NONE));
    }

    /** Its numbers count something else: books of it would be live and wrong. */
    @Test
    void shouldNotTakeASnapshotOfAnotherSession() throws IOException {
        serve("DAY1");
        directory();
        orders(1, 200);
        serveSnapshots("DAY0");
        follow();
        run(() -> counts.get(FeedCount.SNAPSHOTS_FOREIGN) == 1);
        assertEquals(LaneState.RECOVERING, handler.state());
        assertEquals("the snapshot server has session DAY0 instead of DAY1", handler.reason());
        stepNs = 100 * MILLISECOND;
        // A server that says nothing is given up.
        grow(1);
        run(() -> handler.state() == LaneState.STALE);

        assertEquals(3, counts.get(FeedCount.SNAPSHOTS_FOREIGN));
        assertEquals(3, counts.get(FeedCount.SNAPSHOTS_FAILED));
        assertEquals(0, plainCount("add 3 BUY"));
        assertEquals(0, plainCount("feed 9 LIVE"));
    }

    private void serveSnapshots(final String session) throws IOException {
        final ServerSocketChannel socket = bound(null);
        snapshots = new GlimpseClient(socket.getLocalAddress(), "ME", "pw", counts, StreamRecorder.NONE);
        glimpse = new GlimpseServer(socket, image, session, "", "");
    }

    private static ServerSocketChannel bound(final InetSocketAddress at) throws IOException {
        final ServerSocketChannel socket = ServerSocketChannel.open();
        socket.configureBlocking(false);
        return socket.bind(at == null ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0) : at);
    }

    private void follow() {
        lines = new SoupBinTcpLines(
                addresses,
                new SoupBinTcpSettings(
                        "ME",
                        "pw",
                        "",
                        3_000 * MILLISECOND,
                        MILLISECOND,
                        64 * MILLISECOND,
                        2_000 * MILLISECOND,
                        1 << 20,
                        addresses.size() > 1),
                counts);
        final FeedSender sender = new FeedSender(
                9, line, counts, ItchHandler.stagedMessages(INSTRUMENTS.size(), FeedLane.MAX_DATAGRAM_BYTES));
        final ArbitrationBounds bounds = new ArbitrationBounds(
                4_096,
                1 << 11,
                64,
                2 * MILLISECOND,
                glimpse != null ? 100 : Integer.MAX_VALUE,
                5,
                3_000 * MILLISECOND,
                glimpse != null ? 2_000 * MILLISECOND : Long.MAX_VALUE,
                glimpse != null ? 3 : 0,
                5_000 * MILLISECOND,
                64,
                3_000 * MILLISECOND,
                5_000 * MILLISECOND);
        handler = new ItchHandler(
                sender,
                counts,
                INSTRUMENTS,
                new ItchHandler.Receiving(
                        "", bounds, new LineStatistics(addresses.size()), lines, snapshots, ItchMarket.NASDAQ),
                ZoneId.of("America/New_York"),
                clock);
        lane = new FeedLane(lines, handler, sender, counts, clock);
    }

    private void directory() {
        add(encoder.about(7, 1_000).stockDirectory("TRCL", 100));
        add(encoder.about(7, 1_000).tradingAction("TRCL", 'T'));
    }

    private void orders(final int from, final int to) {
        for (int id = from; id <= to; id++) {
            add(encoder.about(7, 1_000).addOrder(id, 'B', 1, "TRCL", 10_000));
            lastId = id;
        }
    }

    private void add(final int length) {
        sent.add(message, 0, length);
        image.add(message, 0, length);
    }

    private boolean received(final long messages) {
        return counts.get(FeedCount.MESSAGES) >= messages;
    }

    private void round() throws IOException {
        clock.advanceTo(clock.timeNs() + stepNs);
        orders(lastId + 1, lastId + growth);
        for (final SoupBinTcpServer each : servers) {
            each.poll();
        }
        if (glimpse != null) {
            glimpse.poll();
        }
        lane.doWork();
    }

    private void run(final BooleanSupplier reached) throws IOException {
        final long endNs = System.nanoTime() + 20_000_000_000L;
        while (!reached.getAsBoolean()) {
            round();
            if (System.nanoTime() > endNs) {
                throw new AssertionError("it is " + handler.state() + ", " + handler.reason() + "; " + counts.text()
                        + "; " + lines.word(0).text());
            }
        }
        // What was decided is sent.
        lane.doWork();
    }

    private static List<String> with(final List<String> begin, final String... end) {
        return Stream.concat(begin.stream(), Stream.of(end)).toList();
    }

    private List<String> plain() {
        return line.take().stream()
                .map(text -> text.replaceFirst("^[0-9]+\\.? ", ""))
                .toList();
    }

    private long plainCount(final String begin) {
        return line.messages.stream()
                .map(text -> text.replaceFirst("^[0-9]+\\.? ", ""))
                .filter(text -> text.startsWith(begin))
                .count();
    }
}
