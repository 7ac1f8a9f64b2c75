package io.tiercel.engine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.ingress.Clock;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** Whose turn it is in a lane: lines, servers and what waits within, each of which may have more than all others. */
final class FeedLaneTest {
    private static final int ROUNDS = 100;

    private final FeedCounts counts = new FeedCounts();
    private final Lines lines = new Lines();
    private final Handler handler = new Handler();
    private final FeedSender sender = new FeedSender(1, new Nowhere(), counts, 16);
    private final FeedLane lane = new FeedLane(lines, handler, sender, counts, new Still());

    /** Such as one that gives a snapshot for longer than the host keeps datagrams. */
    @Test
    void shouldReadTheLinesOfAServerThatNeverPauses() {
        handler.serverPieces = Integer.MAX_VALUE;
        lines.datagrams = 20;

        for (int i = 0; i < 3; i++) {
            assertTrue(lane.doWork() > 0);
        }

        assertEquals(0, lines.datagrams);
        assertEquals(20, handler.datagrams);
        assertTrue(handler.recovered > 0, "and takes what the server sends");
    }

    @Test
    void shouldHearTheServerOfLinesThatNeverPause() {
        lines.datagrams = Integer.MAX_VALUE;
        handler.serverPieces = 5;

        for (int i = 0; i < 3; i++) {
            lane.doWork();
        }

        assertEquals(0, handler.serverPieces);
    }

    /** Room for what comes is made by what goes: of what waits more is told in a turn than is read. */
    @Test
    void shouldReadTheLinesWhileMuchWaitsWithinAndLeaveNoMoreWaiting() {
        handler.waiting = 1_000_000;
        handler.joins = true;
        lines.datagrams = Integer.MAX_VALUE;
        handler.serverPieces = Integer.MAX_VALUE;
        int before = handler.waiting;

        for (int i = 0; i < ROUNDS; i++) {
            lane.doWork();
            lane.doWork();
            assertTrue(handler.waiting < before);
            before = handler.waiting;
        }

        assertTrue(handler.datagrams >= ROUNDS);
        assertTrue(handler.recovered > 0);
    }

    @Test
    void shouldDoNothingWhereThereIsNothing() {
        assertEquals(0, lane.doWork());

        lines.datagrams = 4;
        handler.waiting = 16;
        assertEquals(16, lane.doWork());
        assertEquals(4, lane.doWork());
        assertEquals(0, lane.doWork());
    }

    /** Takes pieces of work, and says how many of each kind. */
    private static final class Handler implements DatagramHandler {
        int waiting;
        int serverPieces;
        int datagrams;
        int recovered;
        /** What comes waits behind what waits. */
        boolean joins;

        @Override
        public void onDatagram(
                final int line,
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final long timeNs,
                final long receivedNs) {
            datagrams++;
            waiting += joins ? 1 : 0;
        }

        @Override
        public boolean advance(final long timeNs) {
            final boolean some = waiting > 0;
            waiting -= some ? 1 : 0;
            return some;
        }

        @Override
        public boolean recover(final long timeNs) {
            final boolean some = serverPieces > 0;
            serverPieces -= some ? 1 : 0;
            recovered += some ? 1 : 0;
            return some;
        }

        @Override
        public void onTime(final long timeNs) {
            // Nothing is due.
        }

        @Override
        public void onOutage(final long timeNs) {
            throw new AssertionError("there is none");
        }

        @Override
        public void onSubscriber(final long timeNs) {
            // Nothing to tell.
        }

        @Override
        public void onDropped(final long timeNs) {
            throw new AssertionError("nothing was sent");
        }

        @Override
        public void onBroken() {
            throw new AssertionError("it is not");
        }

        @Override
        public LaneState state() {
            return LaneState.LIVE;
        }

        @Override
        public String reason() {
            return "";
        }

        @Override
        public String session() {
            return "";
        }
    }

    /** One line with so many datagrams. */
    private static final class Lines implements PacketLines {
        int datagrams;

        @Override
        public boolean receive(final ByteBuffer bytes, final long timeNs) {
            final boolean some = datagrams > 0;
            datagrams -= some ? 1 : 0;
            bytes.clear();
            return some;
        }

        @Override
        public int line() {
            return 0;
        }

        @Override
        public void record(final DirectBuffer buffer, final int length, final long timeNs) {
            // Nobody captures.
        }

        @Override
        public long outageCount() {
            return 0;
        }
    }

    private static final class Nowhere implements MessageLine {
        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public Result offer(final DirectBuffer buffer, final int offset, final int length) {
            throw new AssertionError("nothing was sent");
        }
    }

    private static final class Still implements Clock {
        @Override
        public long timeNs() {
            return 1;
        }

        @Override
        public long takeStepNs() {
            return 0;
        }
    }
}
