package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.FeedSenderAccess;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What one book is called when all lines fall silent: two lines, a recovery line and a replay. Times are ns. */
final class Mdp3FeedTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int SNAPSHOTS = 2;
    private static final int ES = 5_003;
    private static final long TICK = 250_000_000L;
    private static final long REORDER = 100;
    private static final long SILENT = 10_000;
    private static final Mdp3Feed.Room ROOM = new Mdp3Feed.Room(1_000, 100);

    /** Gives what it was told to give, when it is polled. */
    private static final class Replay implements PacketReplay {
        final Deque<byte[]> packets = new ArrayDeque<>();
        long asked;
        long askedTo;

        @Override
        public boolean ask(final long from, final int count) {
            final boolean anew = from <= asked || from >= askedTo;
            asked = from;
            askedTo = anew ? from + count : askedTo;
            return anew;
        }

        @Override
        public void cancel() {
            packets.clear();
            askedTo = 0;
        }

        @Override
        public boolean poll(final Listener listener, final long timeNs) {
            final byte[] packet = packets.poll();
            if (packet != null) {
                listener.onReplayed(new UnsafeBuffer(packet), 0, packet.length);
            }
            return packet != null;
        }
    }

    private final FeedCounts counts = new FeedCounts();
    private final FeedCounts packets = new FeedCounts();
    private final SubscriberBooks subscriber = new SubscriberBooks();
    private final SubscriberBooks.Book book = subscriber.book(1);
    private final FeedSender sender = new FeedSender(9, subscriber, counts, Mdp3Feed.stagedMessages(1, 1 << 16, ROOM));
    private final Mdp3Bytes bytes = new Mdp3Bytes();
    private final Replay replay = new Replay();
    private Mdp3Feed feed;

    @Test
    void shouldBeStaleWhenWhatIsLateIsTheLast() {
        open(100, SILENT - 1);
        give(A, entry(3, 3), 20);
        time(20 + REORDER);
        assertEquals(2, replay.asked);
        assertEquals(FeedState.RECOVERING, book.state);
        replay.packets.add(entry(2, 2));
        time(130);
        assertEquals(FeedState.LIVE, book.state);

        // The replay was faster: that the line has nothing to say after it is silence, and no other count.
        give(B, entry(2, 2), 140);
        time(20 + SILENT - 1);
        assertEquals(FeedState.LIVE, book.state);
        time(20 + SILENT);

        assertEquals(FeedState.STALE, book.state);
        assertEquals(LaneState.STALE, feed.state());
        assertEquals(0, packets.get(FeedCount.RESETS));
        give(A, heartbeat(4), 30_000);
        assertEquals(FeedState.LIVE, book.state);
        assertEquals(LaneState.LIVE, feed.state());
    }

    /** More than make another count of what is behind and unknown to the lines, with nothing between. */
    @Test
    void shouldTakeForLateWhatTheReplayBrought() {
        open(100, SILENT);
        give(A, heartbeat(71), 20);
        time(20 + REORDER);
        for (int i = 2; i < 71; i++) {
            replay.packets.add(heartbeat(i));
        }
        time(130);
        assertEquals(72, feed.expected());
        assertEquals(1, packets.get(FeedCount.REQUESTS), "one request has all of it");

        for (int i = 2; i < 71; i++) {
            give(B, heartbeat(i), 130 + SILENT / 80 * i);
        }

        assertEquals(0, packets.get(FeedCount.RESETS));
        assertEquals(69, packets.get(FeedCount.LATE));
        assertEquals(72, feed.expected());
        assertEquals(FeedState.LIVE, book.state);
        assertEquals(LaneState.LIVE, feed.state());
    }

    @Test
    void shouldBeLiveWithoutWhatTheExchangeDeleted() {
        open(0, SILENT);
        bytes.packet(1, 2_000).future("ESZ8", ES, "ES", "ES", 'A', 17, 3, 0);
        give(SNAPSHOTS, bytes.copy(), 20);
        bytes.packet(2, 2_001).future("ESZ8", ES, "ES", "ES", 'D', 17, 3, 0);
        give(A, bytes.copy(), 30);

        assertEquals(FeedState.RECOVERING, book.state);
        assertEquals(LaneState.LIVE, feed.state(), "no other book is there");

        bytes.packet(1, 2_002).future("ESZ8", ES + 1, "ES", "ES", 'A', 17, 3, 0);
        give(SNAPSHOTS, bytes.copy(), 40);
        assertEquals(LaneState.RECOVERING, feed.state());
        assertEquals("0 of 1 books are live, the others wait for snapshots", feed.reason());
        bytes.packet(1, 2_003)
                .snapshot(2, ES + 1, 0, 17)
                .snapshotLevel(TICK, 5, 1, 1, '0')
                .end();
        give(SNAPSHOTS, bytes.copy(), 50);
        assertEquals(FeedState.LIVE, book.state);
        assertEquals(LaneState.LIVE, feed.state());
    }

    @Test
    void shouldSayWhichMessageItCouldNotRead() {
        open(0, SILENT);
        bytes.packet(2, 1_002).message(77, 4).put(1, 4).end();
        give(A, bytes.copy(), 20);

        assertEquals(FeedState.RECOVERING, book.state);
        assertEquals(LaneState.RECOVERING, feed.state());
        assertEquals(
                "0 of 1 books are live, the others wait for snapshots since a message of template 77, which is not"
                        + " known, may have changed them",
                feed.reason());

        give(SNAPSHOTS, snapshot(2, 1), 30);
        assertEquals(FeedState.LIVE, book.state);
        assertEquals("", feed.reason());
    }

    /** Followed, it would make all that comes look late, and no later count could begin behind its time. */
    @Test
    void shouldNotFollowOneSpoiltPacketThatIsFarAhead() {
        open(0, SILENT);
        bytes.packet(4_000_000_000L, Long.MAX_VALUE / 2).heartbeat();
        give(A, bytes.copy(), 20);
        assertEquals(FeedState.RECOVERING, book.state);
        assertEquals("a packet is far ahead, and no other one confirms it", feed.reason());
        time(20 + REORDER);
        assertEquals(2, feed.expected());

        give(A, entry(2, 2), 200);
        assertEquals(FeedState.LIVE, book.state);
        assertEquals(LaneState.LIVE, feed.state());
        assertEquals("", feed.reason());
        give(B, entry(3, 3), 210);
        assertEquals(4, feed.expected());
        assertEquals(FeedState.LIVE, book.state);
        assertEquals(1, packets.get(FeedCount.LEAPS));
        assertEquals(0, packets.get(FeedCount.GAPS));
    }

    @Test
    void shouldRecoverBehindWhatIsFarAheadAndConfirmed() {
        open(0, SILENT);
        give(A, entry(100_000, 900), 20);
        give(B, entry(100_001, 901), 30);
        time(30 + REORDER);
        assertEquals(100_002, feed.expected());
        assertEquals(FeedState.RECOVERING, book.state);

        give(SNAPSHOTS, snapshot(100_001, 901), 200);
        assertEquals(FeedState.LIVE, book.state);
    }

    /** STALE is a book that was right until the silence; one that is not known stays RECOVERING. */
    @Test
    void shouldKeepRecoveringBookRecoveringInSilence() {
        open(0, SILENT);
        give(A, entry(3, 3), 20);
        time(20 + REORDER);
        assertEquals(FeedState.RECOVERING, book.state);
        time(20 + SILENT);
        assertEquals(LaneState.STALE, feed.state());
        assertEquals(FeedState.RECOVERING, book.state, "it misses an entry, and no snapshot came");

        give(SNAPSHOTS, snapshot(3, 3), 20_000);
        assertEquals(FeedState.STALE, book.state, "it is right again, as far as anybody knows");

        give(B, heartbeat(4), 20_010);
        assertEquals(FeedState.LIVE, book.state);
    }

    @Test
    void shouldBeStaleWhenLinesFallSilentWhilePacketsAreAskedFor() {
        open(100, 10 * SILENT);
        give(A, entry(3, 3), 20);
        time(20 + REORDER);
        assertEquals(FeedState.RECOVERING, book.state);
        time(20 + SILENT);
        assertEquals(FeedState.STALE, book.state);

        replay.packets.add(entry(2, 2));
        time(20_000);
        assertEquals(FeedState.STALE, book.state, "a replay is no sign of a line");
        assertEquals(4, feed.expected());

        give(B, heartbeat(4), 20_010);
        assertEquals(FeedState.LIVE, book.state);
    }

    @Test
    void shouldNotPassOverInSilence() {
        open(0, SILENT);
        give(A, entry(3, 3), 20);
        // Given up and silent at once, as after a pause of the lane
        time(20 + SILENT);
        assertEquals(FeedState.STALE, book.state);
        assertEquals(2, feed.expected());

        give(B, heartbeat(4), 20_000);
        time(20_000 + REORDER);
        assertEquals(5, feed.expected());
        assertEquals(FeedState.RECOVERING, book.state, "packet 2 was its entry");
        give(SNAPSHOTS, snapshot(4, 3), 20_200);
        assertEquals(FeedState.LIVE, book.state);
    }

    /** The book's first entry: it is live. */
    private void open(final int requestMessages, final long recoveryNs) {
        final ArbitrationBounds bounds = new ArbitrationBounds(
                64, 2_048, 8, REORDER, requestMessages, 2, recoveryNs, recoveryNs, 1, 1_000, 64, SILENT / 2, SILENT);
        feed = new Mdp3Feed(
                sender,
                counts,
                List.of(new Mdp3Instrument(new FeedInstrument(1, "ESZ8", 0), ES, 3, 0, false)),
                new Mdp3Feed.Receiving(310, 2, bounds, new LineStatistics(2), packets, replay),
                ROOM);
        feed.onSubscriber(0);
        give(A, entry(1, 1), 10);
        assertEquals(FeedState.LIVE, book.state);
    }

    private void give(final int line, final byte[] packet, final long timeNs) {
        final DirectBuffer buffer = new UnsafeBuffer(packet);
        feed.onDatagram(line, buffer, 0, packet.length, timeNs, timeNs);
        goOn(timeNs);
    }

    private void time(final long timeNs) {
        feed.onTime(timeNs);
        goOn(timeNs);
    }

    private void goOn(final long timeNs) {
        do {
            FeedSenderAccess.send(sender);
        } while (feed.advance(timeNs) || feed.recover(timeNs));
        FeedSenderAccess.send(sender);
    }

    private byte[] entry(final long sequence, final long number) {
        bytes.packet(sequence, 1_000 + sequence)
                .event(46, 5)
                .group(32)
                .level((100 - number) * TICK, 5, ES, number, 1, (int) number, 0, '0')
                .wideGroup(24)
                .end();
        return bytes.copy();
    }

    private byte[] heartbeat(final long sequence) {
        bytes.packet(sequence, 1_000 + sequence).heartbeat();
        return bytes.copy();
    }

    private byte[] snapshot(final long sequence, final long number) {
        bytes.packet(1, 1_000 + sequence)
                .snapshot(sequence, ES, number, 17)
                .snapshotLevel(99 * TICK, 5, 1, 1, '0')
                .end();
        return bytes.copy();
    }
}
