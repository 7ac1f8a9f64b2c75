package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.itch.GlimpseSnapshot;
import io.tiercel.engine.feed.BrokenTrades;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.arbitration.LinePacket;
import io.tiercel.engine.feed.capture.CapturedBounds;
import io.tiercel.engine.ingress.VirtualClock;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lane's own capture: what lines, a request server and a snapshot server brought, in the order in which it came. */
final class ItchCaptureTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final RecordingLine line = new RecordingLine();
    private final FeedCounts counts = new FeedCounts();
    private final ItchFeed feed = new ItchFeed();
    private final InstrumentDirectory directory = new InstrumentDirectory() {
        @Override
        public int add(final long code, final String symbol) {
            return (int) code;
        }

        @Override
        public void rename(final int instrumentId, final long code, final String symbol) {
            // Its number says which it is.
        }
    };
    private final VirtualClock clock = new VirtualClock(1_577_716_200_000_000_000L);
    private long timeNs = clock.timeNs();
    /** As far as lines have come. */
    private long next = 1;

    private ItchFileHandler handler = handler(false, true);

    private ItchFileHandler handler(final boolean answered, final boolean snapshots) {
        return new ItchFileHandler(
                new FeedSender(9, line, counts, ItchFileHandler.stagedMessages()),
                counts,
                directory,
                BrokenTrades.NOBODY,
                ZoneId.of("America/New_York"),
                clock,
                CapturedBounds.DEFAULT,
                answered,
                snapshots);
    }

    /** Of what waited its sequence says what it has already. */
    @Test
    void shouldGoOnFromASnapshot() {
        add(7, 20);
        add(8, 21);
        assertTrue(handler.onSnapshotBegin(timeNs));
        snapshot(feed.next().addOrder(11, 'B', 5, "TRCL", 9_000));
        add(9, 22);
        line.take();
        snapshotEnd(8);

        assertEquals(List.of("add 21", "add 22", "feed 9 LIVE"), taken());
        add(10, 23);
        assertEquals(List.of("add 23"), taken());
    }

    /** What came before the snapshot, and was given to books that were stale, is given to the new ones. */
    @Test
    void shouldGiveWhatCameMeanwhileAgain() {
        add(1, 20);
        add(5, 21);
        passSeconds(31);
        add(6, 22);
        line.take();
        assertTrue(handler.onSnapshotBegin(timeNs));
        snapshot(feed.next().addOrder(11, 'B', 5, "TRCL", 9_000));
        add(7, 23);
        assertEquals(List.of("feed 9 RECOVERING", "add 11"), taken());
        snapshotEnd(6);

        assertEquals(List.of("add 22", "add 23", "feed 9 LIVE"), taken());
    }

    @Test
    void shouldStayStaleWhereSomethingIsMissingBehindTheSnapshot() {
        add(1, 20);
        add(5, 21);
        passSeconds(31);
        add(6, 22);
        line.take();
        assertTrue(handler.onSnapshotBegin(timeNs));
        snapshotEnd(4);

        assertEquals(List.of("feed 9 RECOVERING", "feed 9 STALE"), taken());
        add(7, 23);
        assertEquals(List.of("add 23"), taken());
        // The next one heals it.
        assertTrue(handler.onSnapshotBegin(timeNs));
        line.take();
        snapshotEnd(8);
        assertEquals(List.of("feed 9 LIVE"), taken());
    }

    @Test
    void shouldWaitUntilLinesHaveComeUpToTheSnapshot() {
        add(5, 20);
        assertTrue(handler.onSnapshotBegin(timeNs));
        line.take();
        snapshotEnd(9);
        add(6, 21);
        assertEquals(List.of(), taken());
        add(7, 22);
        add(8, 23);
        assertEquals(List.of("feed 9 LIVE"), taken());
        add(9, 24);
        assertEquals(List.of("add 24"), taken());
    }

    @Test
    void shouldBeStaleWhereASnapshotBreaksOff() {
        add(1, 20);
        add(5, 21);
        assertTrue(handler.onSnapshotBegin(timeNs));
        snapshot(feed.next().addOrder(11, 'B', 5, "TRCL", 9_000));
        line.take();
        handler.onSnapshotLost();
        assertEquals(List.of("feed 9 STALE"), taken());
        snapshotEnd(6);
        assertEquals(List.of(), taken());
    }

    @Test
    void shouldNotTakeASnapshotWhereNothingIsMissing() {
        add(1, 20);
        line.take();
        assertFalse(handler.onSnapshotBegin(timeNs));
        snapshot(feed.next().addOrder(11, 'B', 5, "TRCL", 9_000));
        snapshotEnd(2);
        assertEquals(List.of(), taken());
    }

    /** Of another session it says nothing of this one. */
    @Test
    void shouldLeaveASnapshotWithItsSession() {
        add(5, 20);
        assertTrue(handler.onSnapshotBegin(timeNs));
        final int length = feed.packet("DAY2", 1, 0);
        handler.onDatagram(0, feed.buffer, 0, length, timeNs);
        line.take();
        snapshot(feed.next().addOrder(11, 'B', 5, "TRCL", 9_000));
        snapshotEnd(6);
        assertEquals(List.of(), taken());
    }

    /** However long all of it takes. */
    @Test
    void shouldWaitAsLongAsAnswersCome() {
        handler = handler(true, false);
        add(1, 20);
        add(200, 999);
        line.take();
        for (int i = 2; i < 200; i++) {
            timeNs += SECOND_NS;
            heartbeat(next);
            answer(i, 20 + i);
        }
        final List<String> taken = taken();
        assertEquals("add 22", taken.get(0));
        assertEquals(List.of("add 999", "feed 9 LIVE"), taken.subList(taken.size() - 2, taken.size()));
        assertEquals(198 + 2, taken.size());
    }

    @Test
    void shouldBeStaleWhenNoAnswersCome() {
        handler = handler(true, false);
        add(1, 20);
        add(200, 999);
        line.take();
        answer(2, 21);
        passSeconds(29);
        assertEquals(List.of("add 21"), taken());
        passSeconds(2);
        assertEquals(List.of("feed 9 STALE", "add 999"), taken());
    }

    private void passSeconds(final int seconds) {
        for (int i = 0; i < seconds; i++) {
            timeNs += SECOND_NS;
            heartbeat(next);
        }
    }

    private void add(final long sequence, final long order) {
        give(0, sequence, order);
        next = sequence + 1;
        // What is late would have come by now.
        timeNs += 5_000_000;
        heartbeat(next);
    }

    private void answer(final long sequence, final long order) {
        give(LinePacket.RETRANSMITTED, sequence, order);
    }

    private void give(final int from, final long sequence, final long order) {
        feed.added(feed.next().addOrder(order, 'B', 5, "TRCL", 9_000));
        final int length = feed.packet("DAY1", sequence);
        handler.onDatagram(from, feed.buffer, 0, length, timeNs);
    }

    private void heartbeat(final long sequence) {
        final int length = feed.packet("DAY1", sequence, 0);
        handler.onDatagram(0, feed.buffer, 0, length, timeNs);
    }

    private void snapshot(final int length) {
        handler.onSnapshotMessage(feed.buffer, feed.nextOffset(), length, timeNs);
    }

    private void snapshotEnd(final long sequence) {
        final int at = feed.nextOffset();
        handler.onSnapshotMessage(feed.buffer, at, GlimpseSnapshot.encode(feed.buffer, at, sequence), timeNs);
    }

    /** Without those that void books. */
    private List<String> taken() {
        return line.take().stream()
                .map(text -> text.replaceFirst("^[0-9]+[. ] ?", ""))
                .filter(text -> text.startsWith("feed") || text.startsWith("add"))
                .map(text -> text.startsWith("add") ? "add " + text.split(" ")[3] : text)
                .toList();
    }
}
