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
 * Which feed an instrument belongs to, and whether the feed still speaks. A feed that is silent for too long, or stops
 * inside a packet, has its live books suspended; the end of its next packet makes them live again, for nothing was lost
 * in between. What the feed itself says of its books ends a suspension.
 *
 * <p>An instrument belongs to the feed that has the id of its venue, until a message for it names another one.
 */
@HotPath
final class Feeds {
    private static final int SECTION = 0x46454544;
    private static final int IDS = 1 << 16;
    private static final int NULL_ID = IDS - 1;
    private static final byte HEARD = 1;
    private static final byte SILENT = 2;
    private static final byte INTERRUPTED = 3;

    private final long staleAfterNs;
    private final CoreClock clock;
    private final Instruments instruments;
    private final Books books;
    private final Packet packet;
    private final OutputEncoder outputs;
    private final int[] named;
    private final boolean[] suspended;
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
            final OutputEncoder outputs) {
        staleAfterNs = settings.feedStaleAfterNs();
        this.clock = clock;
        this.instruments = instruments;
        this.books = books;
        this.packet = packet;
        this.outputs = outputs;
        named = new int[settings.maxInstruments() + 1];
        suspended = new boolean[settings.maxInstruments() + 1];
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
            if (states[feedId] != HEARD) {
                continue;
            }
            final long silentNs = timeNs - lastHeardNs[feedId];
            if (silentNs < staleAfterNs) {
                nextCheckNs = Math.min(nextCheckNs, lastHeardNs[feedId] + staleAfterNs);
            } else if (suspend(feedId, SILENT, FeedState.STALE)) {
                outputs.alert(AlertCode.FEED_STALE, 0, 0, 0, feedId, silentNs);
            }
        }
        if (!open && packet.isOpen()) {
            packet.endIf(true);
        }
    }

    /** A message of market data, after it was applied. */
    void onData(final int instrumentId, final int feedId, final boolean endOfPacket) {
        final int feed = feedOf(instrumentId, feedId);
        heard(feed);
        if (endOfPacket && states[feed] != HEARD) {
            resume(feed);
        }
    }

    /** What a feed says of its books, or ingress of a feed that stopped inside a packet. */
    void onStatus(final int instrumentId, final int feedId, final FeedState state) {
        final int feed = feedOf(instrumentId, feedId);
        if (state == FeedState.INTERRUPTED) {
            if (suspend(feed, INTERRUPTED, FeedState.RECOVERING)) {
                outputs.alert(AlertCode.FEED_STALE, 0, 0, 0, feed, 0);
            }
            return;
        }
        heard(feed);
        if (instrumentId == 0) {
            states[feed] = HEARD;
        } else if (states[feed] == SILENT) {
            resume(feed);
        }
        // Who names no feed cannot make books live, and what else he says holds for all.
        final boolean all = instrumentId == 0 && feed == 0 && state != FeedState.LIVE;
        for (int id = 1; id <= instruments.greatestId(); id++) {
            final boolean meant = instrumentId == 0 ? all || ownerOf(id) == feed : instrumentId == id;
            if (meant && books.book(id) != null) {
                suspended[id] = false;
                set(id, state);
            }
        }
    }

    private int feedOf(final int instrumentId, final int feedId) {
        if (feedId == 0 || feedId == NULL_ID) {
            return ownerOf(instrumentId);
        }
        if (instruments.get(instrumentId) != null && ownerOf(instrumentId) != feedId) {
            named[instrumentId] = feedId;
            suspended[instrumentId] = false;
        }
        return feedId;
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
                suspended[id] = true;
                set(id, bookState);
            }
        }
        return any;
    }

    private void resume(final int feedId) {
        states[feedId] = HEARD;
        for (int id = 1; id <= instruments.greatestId(); id++) {
            if (suspended[id] && ownerOf(id) == feedId) {
                suspended[id] = false;
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
        }
        for (int id = 1; id <= instruments.greatestId(); id++) {
            writer.putInt(named[id]);
            writer.putInt(suspended[id] ? 1 : 0);
        }
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        for (int i = 0; i < knownCount; i++) {
            states[known[i]] = 0;
        }
        nextCheckNs = reader.takeLong();
        knownCount = reader.takeInt();
        for (int i = 0; i < knownCount; i++) {
            known[i] = reader.takeInt();
            states[known[i]] = (byte) reader.takeInt();
            lastHeardNs[known[i]] = reader.takeLong();
        }
        for (int id = 1; id <= instruments.greatestId(); id++) {
            named[id] = reader.takeInt();
            suspended[id] = reader.takeInt() != 0;
        }
    }
}
