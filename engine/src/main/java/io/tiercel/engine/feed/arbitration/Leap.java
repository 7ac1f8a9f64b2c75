package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;

/**
 * A packet that is far ahead of all that lines have said. Its number may be spoilt, and taken for true it would make
 * all that comes look late; so it counts when another one confirms it: one near it, or the same of another line. Until
 * then, or until a packet comes that goes on where the lines were, nobody knows which it is.
 */
@HotPath
final class Leap {
    /** Further ahead is far. Whoever is led no further than this is where he was when so many have come. */
    static final long FAR = 8_192;

    private static final long NONE = -1;

    private final BooksWord books;
    private final FeedCounts counts;
    /** Of the last one, and who brought it. */
    private long sequence = NONE;

    private int line;
    private boolean open;

    Leap(final BooksWord books, final FeedCounts counts) {
        this.books = books;
        this.counts = counts;
    }

    void clear() {
        sequence = NONE;
        open = false;
    }

    /** Whether the last one is neither confirmed nor refuted. */
    boolean isOpen() {
        return open;
    }

    /**
     * Whether this packet of a line is one, and not to be taken: then it is counted, and books are closed. Heartbeats
     * never are: those of a stream say by one alone how far its session is.
     *
     * @param furthest the sequence after the last that lines have brought; 0 before the first
     * @param expected of the message that comes next
     */
    boolean isUnconfirmed(final LinePacket packet, final long furthest, final long expected) {
        final boolean far = packet.sequence - FAR > Math.max(furthest, expected);
        if (packet.count == 0 || furthest == 0 || !far) {
            // Lines that go on where they were refute it, but a second one would still confirm it: of two lines one may
            // lag, and that one goes on, too.
            open &= packet.end() < expected || packet.count > 0 && packet.end() == expected;
            return false;
        }
        final boolean near = sequence != NONE && Math.abs(packet.sequence - sequence) <= FAR;
        final boolean told = open;
        open = !near || packet.sequence == sequence && packet.line == line;
        sequence = packet.sequence;
        line = packet.line;
        if (open) {
            counts.add(FeedCount.LEAPS, 1);
        }
        if (open && !told) {
            books.doubt(LossReason.LEAP);
        }
        return open;
    }
}
