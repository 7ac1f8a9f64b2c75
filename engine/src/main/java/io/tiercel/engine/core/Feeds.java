package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Which feed an instrument belongs to, whether the feed still speaks, and whether all of it came.
 *
 * <p>A feed that is silent for too long, stops inside a packet or repeats itself has its live books suspended; the end
 * of its next packet makes them live again, for nothing was lost in between. Where its packets' numbers show that
 * something was lost, its books stay closed: each until it was cleared and filled again. What the feed itself says of
 * its books ends either.
 *
 * <p>An instrument belongs to the feed that has the id of its venue, until a message for it names one.
 */
@HotPath
final class Feeds {
    private static final int SECTION = 0x46454544;
    private static final int IDS = 1 << 16;
    private static final int NULL_ID = IDS - 1;
    private static final byte HEARD = 1;
    private static final byte SILENT = 2;
    private static final byte INTERRUPTED = 3;

    /** Until the end of the feed's next packet. */
    private static final byte SUSPENDED = 1;
    /** Until it is cleared. */
    private static final byte LOST = 2;
    /** Until it is filled. */
    private static final byte CLEARED = 3;

    private final long staleAfterNs;
    private final CoreClock clock;
    private final Instruments instruments;
    private final Books books;
    private final Packet packet;
    private final OutputEncoder outputs;
    private final AlertLimiter alerts;
    private final PacketNumbers numbers = new PacketNumbers(IDS);
    private final int[] named;
    /** Why a book that was live is not, and what makes it live again; 0 when that is the feed's word alone. */
    private final byte[] holds;
    /** Feeds in the order in which they were first heard of. */
    private final int[] known = new int[IDS];

    private final byte[] states = new byte[IDS];
    private final long[] lastHeardNs = new long[IDS];
    private int knownCount;
    /** No feed is due before: the earliest one may be due later. */
    private long nextCheckNs = StateMachine.NO_DEADLINE;

    Feeds(
            final CoreSettings settings,
            final CoreClock clock,
            final Instruments instruments,
            final Books books,
            final Packet packet,
            final OutputEncoder outputs,
            final AlertLimiter alerts) {
        staleAfterNs = settings.feedStaleAfterNs();
        this.clock = clock;
        this.instruments = instruments;
        this.books = books;
        this.packet = packet;
        this.outputs = outputs;
        this.alerts = alerts;
        named = new int[settings.maxInstruments() + 1];
        holds = new byte[settings.maxInstruments() + 1];
    }

    long nextDeadlineNs() {
        return nextCheckNs;
    }

    /** To be called with each input's time, before anything acts on the books. */
    void check(final long timeNs) {
        if (timeNs >= nextCheckNs) {
            suspendSilent(timeNs);
        }
    }

    private void suspendSilent(final long timeNs) {
        final boolean open = packet.isOpen();
        nextCheckNs = StateMachine.NO_DEADLINE;
        for (int i = 0; i < knownCount; i++) {
            final int feedId = known[i];
            final long silentNs = timeNs - lastHeardNs[feedId];
            if (silentNs < staleAfterNs) {
                nextCheckNs = Math.min(nextCheckNs, lastHeardNs[feedId] + staleAfterNs);
            } else if (suspend(feedId, SILENT, FeedState.STALE)) {
                alerts.tally(AlertCode.FEED_STALE);
                if (outputs.hasRoom()) {
                    outputs.alert(AlertCode.FEED_STALE, 0, 0, 0, feedId, silentNs);
                }
            }
        }
        if (!open && packet.isOpen()) {
            packet.endIf(true);
        }
    }

    /**
     * Whether a message of market data may be applied. One that came before may not; where messages are missing before
     * it, the feed's books are closed.
     */
    boolean admits(final int instrumentId, final int feedId, final long packetNumber, final boolean endOfPacket) {
        final int feed = feedOf(instrumentId, feedId);
        return numbers.isNext(feed, packetNumber, endOfPacket)
                || admitsUnexpected(instrumentId, feed, packetNumber, endOfPacket);
    }

    private boolean admitsUnexpected(
            final int instrumentId, final int feed, final long packetNumber, final boolean endOfPacket) {
        if (feed == 0) {
            // Nobody knows whose number it is.
            return true;
        }
        final PacketNumbers.Order order = numbers.judge(feed, packetNumber, endOfPacket);
        if (order == PacketNumbers.Order.GAP) {
            onGap(instrumentId, feed, packetNumber);
        } else if (order == PacketNumbers.Order.LATE) {
            onLate(instrumentId, feed, packetNumber);
        }
        return order != PacketNumbers.Order.LATE;
    }

    private void onGap(final int instrumentId, final int feed, final long packetNumber) {
        alerts.tally(AlertCode.FEED_GAP);
        name(instrumentId, feed);
        if (lose(feed)) {
            outputs.alert(AlertCode.FEED_GAP, 0, instrumentId, 0, numbers.firstMissing(), packetNumber - 1);
        }
    }

    /** A repeated packet alone does no harm; but a feed that counts anew without a word begins alike. */
    private void onLate(final int instrumentId, final int feed, final long packetNumber) {
        alerts.count(AlertCode.FEED_LATE, instrumentId, packetNumber);
        if (states[feed] == HEARD) {
            final boolean open = packet.isOpen();
            suspend(feed, INTERRUPTED, FeedState.RECOVERING);
            if (!open && packet.isOpen()) {
                packet.endIf(true);
            }
        }
    }

    /** A book was emptied; after {@link #onData}. */
    void onClear(final int instrumentId) {
        if (holds[instrumentId] == LOST) {
            holds[instrumentId] = CLEARED;
        }
    }

    /** An order or a level was put into a book; after {@link #onData}. Nothing acts on it before its packet's end. */
    void onFill(final int instrumentId) {
        if (holds[instrumentId] == CLEARED) {
            if (states[ownerOf(instrumentId)] == HEARD) {
                holds[instrumentId] = 0;
                set(instrumentId, FeedState.LIVE);
            } else {
                holds[instrumentId] = SUSPENDED;
            }
        }
    }

    /** A message of market data, after it was applied. */
    void onData(final int instrumentId, final int feedId, final boolean endOfPacket) {
        final int feed = feedOf(instrumentId, feedId);
        name(instrumentId, feed);
        heard(feed);
        if (endOfPacket && states[feed] != HEARD) {
            resume(feed);
        }
    }

    /** What a feed says of its books, or ingress of a feed that stopped inside a packet. */
    void onStatus(final int instrumentId, final int feedId, final FeedState state) {
        final int feed = feedOf(instrumentId, feedId);
        name(instrumentId, feed);
        if (state == FeedState.INTERRUPTED) {
            if (suspend(feed, INTERRUPTED, FeedState.RECOVERING)) {
                alerts.tally(AlertCode.FEED_STALE);
                outputs.alert(AlertCode.FEED_STALE, 0, 0, 0, feed, 0);
            }
            return;
        }
        heard(feed);
        if (instrumentId == 0) {
            states[feed] = HEARD;
            numbers.reset(feed);
        }
        // Who names no feed cannot make books live, and what else he says holds for all.
        final boolean all = instrumentId == 0 && feed == 0 && state != FeedState.LIVE;
        for (int id = 1; id <= instruments.greatestId(); id++) {
            final boolean meant = instrumentId == 0 ? all || ownerOf(id) == feed : instrumentId == id;
            if (meant && books.book(id) != null) {
                holds[id] = 0;
                set(id, state);
            }
        }
    }

    /**
     * Nobody speaks for any book until a feed does so anew, with a count of its own; and nobody will ever say what
     * became of the orders in it, so it is empty until then.
     */
    void linesLost() {
        for (int i = 0; i < knownCount; i++) {
            numbers.reset(known[i]);
        }
        for (int id = 1; id <= instruments.greatestId(); id++) {
            holds[id] = 0;
            if (books.book(id) != null) {
                books.clear(id);
                set(id, FeedState.STALE);
            }
        }
        nextCheckNs = StateMachine.NO_DEADLINE;
    }

    private int feedOf(final int instrumentId, final int feedId) {
        return feedId == 0 || feedId == NULL_ID ? ownerOf(instrumentId) : feedId;
    }

    private void name(final int instrumentId, final int feed) {
        if (instruments.get(instrumentId) != null && named[instrumentId] != feed) {
            if (ownerOf(instrumentId) != feed) {
                holds[instrumentId] = 0;
            }
            named[instrumentId] = feed;
        }
    }

    private int ownerOf(final int instrumentId) {
        final Instrument instrument = instruments.get(instrumentId);
        if (instrument == null) {
            return 0;
        }
        return named[instrumentId] != 0 ? named[instrumentId] : instrument.venueId();
    }

    private void heard(final int feedId) {
        know(feedId);
        lastHeardNs[feedId] = clock.timeNs();
        if (staleAfterNs > 0) {
            nextCheckNs = Math.min(nextCheckNs, clock.timeNs() + staleAfterNs);
        }
    }

    private void know(final int feedId) {
        if (states[feedId] == 0) {
            states[feedId] = HEARD;
            known[knownCount++] = feedId;
        }
    }

    /** Whether a book was live until now. */
    private boolean suspend(final int feedId, final byte newState, final FeedState bookState) {
        know(feedId);
        states[feedId] = newState;
        boolean any = false;
        for (int id = 1; id <= instruments.greatestId(); id++) {
            final Book book = books.book(id);
            if (book != null && book.feedState() == FeedState.LIVE && ownerOf(id) == feedId) {
                any = true;
                holds[id] = SUSPENDED;
                set(id, bookState);
            }
        }
        return any;
    }

    /** Whether a book that was live, or was to be again, is not any more. */
    private boolean lose(final int feedId) {
        boolean any = false;
        for (int id = 1; id <= instruments.greatestId(); id++) {
            final Book book = books.book(id);
            if (book != null && ownerOf(id) == feedId && holds[id] != LOST) {
                if (book.feedState() == FeedState.LIVE || holds[id] != 0) {
                    any = true;
                    holds[id] = LOST;
                    set(id, FeedState.RECOVERING);
                }
            }
        }
        return any;
    }

    private void resume(final int feedId) {
        states[feedId] = HEARD;
        for (int id = 1; id <= instruments.greatestId(); id++) {
            if (holds[id] == SUSPENDED && ownerOf(id) == feedId) {
                holds[id] = 0;
                set(id, FeedState.LIVE);
            }
        }
    }

    private void set(final int instrumentId, final FeedState state) {
        books.feedState(instrumentId, state);
        packet.touch(books.book(instrumentId));
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putLong(nextCheckNs);
        writer.putInt(knownCount);
        for (int i = 0; i < knownCount; i++) {
            writer.putInt(known[i]);
            writer.putInt(states[known[i]]);
            writer.putLong(lastHeardNs[known[i]]);
            writer.putLong(numbers.expected(known[i]));
        }
        for (int id = 1; id <= instruments.greatestId(); id++) {
            writer.putInt(named[id]);
            writer.putInt(holds[id]);
        }
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        for (int i = 0; i < knownCount; i++) {
            states[known[i]] = 0;
            numbers.reset(known[i]);
        }
        nextCheckNs = reader.takeLong();
        knownCount = reader.takeInt();
        for (int i = 0; i < knownCount; i++) {
            known[i] = reader.takeInt();
            states[known[i]] = (byte) reader.takeInt();
            lastHeardNs[known[i]] = reader.takeLong();
            numbers.restore(known[i], reader.takeLong());
        }
        for (int id = 1; id <= instruments.greatestId(); id++) {
            named[id] = reader.takeInt();
            holds[id] = (byte) reader.takeInt();
        }
    }
}
