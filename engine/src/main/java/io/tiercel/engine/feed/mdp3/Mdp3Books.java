package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;

/**
 * The books of a channel, each live or recovering by itself. A book is live while every entry since a snapshot of it,
 * or since it was empty, was applied: the exchange numbers the entries of each instrument. While it recovers its
 * entries wait; a snapshot that says up to which packet it has them is joined with those that came after.
 */
@HotPath
final class Mdp3Books {
    /** An instrument's first entry of the week, or after a reset: before it, its book was empty. */
    private static final long FIRST_NUMBER = 1;
    /** That wait for one book at most. */
    static final int MAX_PENDING = 4_096;

    private final FeedSender sender;
    private final FeedCounts counts;
    private final InstrumentBook[] books;
    private final PendingEntries pending;
    private final int maxOrders;
    private final BookEntry waited = new BookEntry();
    private int liveCount;
    /** What holds for all of them together; LIVE where each speaks for itself. */
    private FeedState all = FeedState.LIVE;

    /**
     * @param maxPending entries that may wait, of all books together
     * @param maxOrders  in one book by order
     */
    Mdp3Books(
            final InstrumentBook[] books,
            final FeedSender sender,
            final FeedCounts counts,
            final int maxPending,
            final int maxOrders) {
        this.books = books;
        this.sender = sender;
        this.counts = counts;
        this.maxOrders = maxOrders;
        pending = new PendingEntries(maxPending);
    }

    /** The next entry of the book. */
    void onEntry(final InstrumentBook book, final BookEntry entry) {
        if (entry.number == FIRST_NUMBER && !book.live && !book.byOrder) {
            beginEmpty(book);
            book.expectedNumber = FIRST_NUMBER;
        }
        if (!book.live) {
            await(book, entry);
        } else if (!isNext(book, entry)) {
            counts.add(FeedCount.GAPS, 1);
            lose(book, entry.sequence + 1);
        } else if (!apply(book, entry, false)) {
            counts.add(FeedCount.MALFORMED, 1);
            lose(book, entry.sequence + 1);
        }
    }

    private void beginEmpty(final InstrumentBook book) {
        release(book);
        book.levels.clear();
        book.priorities.clear();
        sender.clear(book.id);
        golive(book);
    }

    private void await(final InstrumentBook book, final BookEntry entry) {
        counts.add(FeedCount.WHILE_LOST, 1);
        final int slot = book.pendingCount < MAX_PENDING ? pending.add(book.lastPending, entry) : PendingEntries.NONE;
        if (slot == PendingEntries.NONE) {
            // Only a snapshot that has this one, too, will do.
            release(book);
            book.completeFrom = entry.sequence + 1;
            return;
        }
        if (book.firstPending == PendingEntries.NONE) {
            book.firstPending = slot;
        }
        book.lastPending = slot;
        book.pendingCount++;
    }

    private static boolean isNext(final InstrumentBook book, final BookEntry entry) {
        if (entry.number == BookEntry.NO_NUMBER) {
            return true;
        }
        if (book.expectedNumber != InstrumentBook.ANY && entry.number != book.expectedNumber) {
            return false;
        }
        book.expectedNumber = entry.number + 1;
        return true;
    }

    private boolean apply(final InstrumentBook book, final BookEntry entry, final boolean quiet) {
        switch (entry.kind) {
            case BookEntry.LEVEL -> {
                return book.byOrder || book.levels.apply(entry, quiet);
            }
            case BookEntry.ORDER -> {
                return !book.byOrder || applyOrder(book, entry);
            }
            case BookEntry.CLEAR -> {
                book.levels.clear();
                book.priorities.clear();
                if (!quiet) {
                    sender.clear(book.id);
                }
                return true;
            }
            default -> {
                return true;
            }
        }
    }

    private boolean applyOrder(final InstrumentBook book, final BookEntry entry) {
        final Side side = entry.buy ? Side.BUY : Side.SELL;
        if (entry.action == BookEntry.DELETE) {
            if (book.priorities.remove(entry.orderId) == InstrumentBook.NO_PRIORITY) {
                return false;
            }
            sender.delete(book.id, entry.orderId);
            return true;
        }
        final long before = book.priorities.get(entry.orderId);
        final boolean known = before != InstrumentBook.NO_PRIORITY;
        if (entry.size <= 0 || entry.priority == InstrumentBook.NO_PRIORITY || !Mdp3Prices.isPrice(entry.price)) {
            return false;
        }
        final long quantity = entry.size * book.unit;
        if (entry.action == BookEntry.NEW && !known && book.priorities.size() == maxOrders) {
            counts.add(FeedCount.NO_ROOM, 1);
            return false;
        }
        if (entry.action == BookEntry.NEW && !known) {
            sender.add(book.id, side, entry.orderId, entry.price, quantity);
        } else if (entry.action == BookEntry.CHANGE && known && before == entry.priority) {
            sender.modify(book.id, side, entry.orderId, entry.price, quantity);
        } else if (entry.action == BookEntry.CHANGE && known) {
            // Another rank is a place at the end of the queue.
            sender.replace(book.id, entry.orderId, entry.orderId, entry.price, quantity);
        } else {
            return false;
        }
        book.priorities.put(entry.orderId, entry.priority);
        return true;
    }

    /**
     * Whether a snapshot of what was up to this packet, joined with what waits, would be the book.
     *
     * @param sequence of the last packet that is in the snapshot; that has come, or is missing
     */
    boolean wants(final InstrumentBook book, final long sequence) {
        return !book.live && sequence + 1 >= book.completeFrom;
    }

    /** The book's levels are those of a snapshot; makes it live, with what waited for it. */
    void onLevels(final InstrumentBook book, final long sequence, final long number) {
        book.expectedNumber = number + 1;
        if (!replay(book, sequence, true)) {
            counts.add(FeedCount.SNAPSHOTS_REFUSED, 1);
            book.levels.clear();
            return;
        }
        sender.clear(book.id);
        book.levels.sayAll();
        golive(book);
    }

    /** The book's orders are those of a snapshot, by their rank in their queues. */
    void onOrders(final InstrumentBook book, final long sequence, final OrderImage image) {
        book.expectedNumber = InstrumentBook.ANY;
        sender.clear(book.id);
        boolean whole = true;
        for (int i = 0; i < image.count() && whole; i++) {
            image.select(i);
            waited.of(BookEntry.ORDER, sequence, BookEntry.NO_NUMBER);
            waited.action = BookEntry.NEW;
            waited.buy = image.buy();
            waited.price = image.price();
            waited.size = image.size();
            waited.orderId = image.orderId();
            waited.priority = image.priority();
            whole = apply(book, waited, false);
        }
        if (whole && replay(book, sequence, false)) {
            golive(book);
        } else {
            counts.add(whole ? FeedCount.SNAPSHOTS_REFUSED : FeedCount.MALFORMED, 1);
            book.priorities.clear();
            sender.clear(book.id);
        }
    }

    /** Applies what came after the snapshot. False when it does not fit: then nothing waits any more. */
    private boolean replay(final InstrumentBook book, final long sequence, final boolean quiet) {
        boolean whole = true;
        if (book.lastPending != PendingEntries.NONE) {
            pending.read(book.lastPending, waited);
            book.completeFrom = Math.max(book.completeFrom, waited.sequence + 1);
        }
        for (int slot = book.firstPending; slot != PendingEntries.NONE && whole; slot = pending.next(slot)) {
            pending.read(slot, waited);
            if (waited.sequence > sequence) {
                whole = isNext(book, waited) && apply(book, waited, quiet);
            } else {
                // The snapshot must have it.
                whole = book.expectedNumber == InstrumentBook.ANY || waited.number < book.expectedNumber;
            }
        }
        release(book);
        return whole;
    }

    private void release(final InstrumentBook book) {
        pending.release(book.firstPending, book.lastPending);
        book.firstPending = PendingEntries.NONE;
        book.lastPending = PendingEntries.NONE;
        book.pendingCount = 0;
    }

    private void golive(final InstrumentBook book) {
        book.live = true;
        liveCount++;
        sender.bookStatus(book.id, all);
    }

    /** The book is not the exchange's any more, or may not be. From a packet on nothing of it will be missing. */
    void lose(final InstrumentBook book, final long completeFrom) {
        release(book);
        book.completeFrom = completeFrom;
        book.expectedNumber = InstrumentBook.ANY;
        if (book.live) {
            book.live = false;
            liveCount--;
            sender.bookStatus(book.id, FeedState.RECOVERING);
        }
        book.priorities.clear();
        book.levels.clear();
    }

    /**
     * The exchange's first packet. Entries of orders have no numbers of their own, so a book by order cannot be known
     * to have been empty later on.
     */
    void onFirstPacket() {
        for (int i = 0; i < books.length; i++) {
            // What is entered of one without a number passes it by.
            if (books[i].byOrder && books[i].securityId != 0 && !books[i].live) {
                beginEmpty(books[i]);
            }
        }
    }

    /** Packets before this one are missing. */
    void onGap(final long nextSequence) {
        for (int i = 0; i < books.length; i++) {
            lose(books[i], nextSequence);
        }
    }

    /** The exchange says that all books are empty, and counts their entries anew. */
    void onReset(final long sequence) {
        for (int i = 0; i < books.length; i++) {
            final boolean live = books[i].live;
            lose(books[i], sequence + 1);
            if (live) {
                sender.clear(books[i].id);
            }
        }
    }

    /** The exchange's count of packets begins anew: what is known of the one before says nothing. */
    void onSequenceReset() {
        for (int i = 0; i < books.length; i++) {
            lose(books[i], Long.MAX_VALUE);
        }
    }

    /** Of all of them at once, whatever each is; the books stay what they were. */
    void onFeedState(final FeedState state) {
        if (all == state) {
            return;
        }
        all = state;
        for (int i = 0; i < books.length; i++) {
            if (books[i].live) {
                sender.bookStatus(books[i].id, all);
            }
        }
    }

    /** A subscriber who knows nothing: what is known goes to it, as far as it is kept. Orders are not. */
    void sayAll(final long nextSequence) {
        sender.feedStatus(FeedState.RECOVERING);
        for (int i = 0; i < books.length; i++) {
            final InstrumentBook book = books[i];
            sender.instrumentStatus(book.id, book.status);
            book.toldStatus = book.status;
            if (book.live && book.byOrder) {
                lose(book, nextSequence);
            }
            sender.clear(book.id);
            if (book.live) {
                book.levels.sayAll();
                sender.bookStatus(book.id, all);
            }
        }
    }

    int liveCount() {
        return liveCount;
    }
}
