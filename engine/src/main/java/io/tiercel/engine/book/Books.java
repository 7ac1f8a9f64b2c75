package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * All books of the engine, by instrument id. The caller has checked that an instrument is defined before it calls. A
 * book's feed is stale until it is told otherwise.
 *
 * <p>A message that does not fit is counted, makes its book suspect and changes nothing else, except that an order of
 * which more was taken than it had leaves the book. Prices lie within ±2^62, quantities of orders within 1 and 2^53,
 * those of levels up to 2^62. For messages on an order that is in the book {@link Side#NULL_VAL} stands for the
 * order's own side. The listener must not call back into the books.
 */
@HotPath
public final class Books {
    private static final int SECTION = 0x424F4F4B;

    private final BookMemory memory;
    private final DepthBook[] books;
    private final L3Book[] byOrder;
    private final L2Book[] byLevel;
    private int greatestId;
    private int bookCount;

    /**
     * @param maxInstruments the greatest instrument id
     * @param maxOrders      orders in all L3 books together
     * @param maxLevels      price levels in all books together
     */
    public Books(final int maxInstruments, final int maxOrders, final int maxLevels, final BookListener listener) {
        memory = new BookMemory(maxInstruments, maxOrders, maxLevels, listener);
        books = new DepthBook[maxInstruments + 1];
        byOrder = new L3Book[maxInstruments + 1];
        byLevel = new L2Book[maxInstruments + 1];
    }

    /**
     * Makes the instrument's book; a second call for the same id keeps the book and takes over the new definition.
     * When that changes between by order and by level, an empty book with a stale feed takes the place of the one
     * before.
     */
    public void define(final Instrument instrument) {
        final int id = instrument.id();
        if (id < 1 || id >= books.length) {
            throw new IllegalArgumentException("books: instrument id " + id + " is not within 1 and "
                    + (books.length - 1) + ": raise the number of instruments");
        }
        final DepthBook present = books[id];
        if (present == null) {
            bookCount++;
            put(
                    instrument,
                    memory.ladders.newLadder(id, true, memory.levels),
                    memory.ladders.newLadder(id, false, memory.levels),
                    new FaultCounts(memory.faults));
        } else if (instrument.byOrder() == (byOrder[id] != null)) {
            present.instrument(instrument);
        } else {
            present.empty();
            put(instrument, present.bids, present.asks, present.faults());
            books[id].showedLast(present);
        }
    }

    /** The book, or null when the instrument is not defined. */
    public Book book(final int instrumentId) {
        return instrumentId > 0 && instrumentId < books.length ? books[instrumentId] : null;
    }

    /** Whether {@link #expect} and {@link #fetch} are worth their time: what small books need is near. */
    public boolean fetches() {
        return memory.orders.isLarge();
    }

    /** A message on this order, or one that brings it, comes soon. Changes nothing. */
    public void expect(final int instrumentId, final long orderId) {
        memory.orders.expect(instrumentId, orderId);
    }

    /** Looks for all orders that are expected: their messages wait for memory once, not one after another. */
    public void fetch() {
        memory.orders.fetch();
    }

    public void add(
            final int instrumentId, final Side side, final long orderId, final long priceNanos, final long quantity) {
        final L3Book book = byOrder[instrumentId];
        if (book == null) {
            wrongKind(instrumentId, orderId);
        } else {
            book.add(side, orderId, priceNanos, quantity);
        }
    }

    public void modify(
            final int instrumentId, final Side side, final long orderId, final long priceNanos, final long quantity) {
        final L3Book book = byOrder[instrumentId];
        if (book == null) {
            wrongKind(instrumentId, orderId);
        } else {
            book.modify(side, orderId, priceNanos, quantity);
        }
    }

    /**
     * The trade is told while the book still shows what it was against.
     *
     * @param priceNanos {@link Book#NO_PRICE}: at the order's own price
     */
    public void execute(
            final int instrumentId,
            final Side aggressorSide,
            final long orderId,
            final long priceNanos,
            final long quantity) {
        final L3Book book = byOrder[instrumentId];
        if (book == null) {
            wrongKind(instrumentId, orderId);
        } else {
            book.execute(aggressorSide, orderId, priceNanos, quantity);
        }
    }

    public void cancel(final int instrumentId, final Side side, final long orderId, final long quantity) {
        final L3Book book = byOrder[instrumentId];
        if (book == null) {
            wrongKind(instrumentId, orderId);
        } else {
            book.cancel(side, orderId, quantity);
        }
    }

    public void delete(final int instrumentId, final Side side, final long orderId) {
        final L3Book book = byOrder[instrumentId];
        if (book == null) {
            wrongKind(instrumentId, orderId);
        } else {
            book.delete(side, orderId);
        }
    }

    public void replace(
            final int instrumentId,
            final Side side,
            final long orderId,
            final long newOrderId,
            final long priceNanos,
            final long quantity) {
        final L3Book book = byOrder[instrumentId];
        if (book == null) {
            wrongKind(instrumentId, orderId);
        } else {
            book.replace(side, orderId, newOrderId, priceNanos, quantity);
        }
    }

    /** Empties the book and ends its being suspect. Takes time in proportion to what is in it. */
    public void clear(final int instrumentId) {
        books[instrumentId].clear();
    }

    /** Sets a level of a book by level; quantity 0 removes it. */
    public void level(
            final int instrumentId, final Side side, final long priceNanos, final long quantity, final int orderCount) {
        final L2Book book = byLevel[instrumentId];
        if (book == null) {
            wrongKind(instrumentId, priceNanos);
        } else {
            book.level(side, priceNanos, quantity, orderCount);
        }
    }

    /** A trade that changed no visible order. */
    public void trade(final int instrumentId, final Side aggressorSide, final long priceNanos, final long quantity) {
        books[instrumentId].trade(aggressorSide, priceNanos, quantity);
    }

    /** Of one instrument, or with 0 of all that are defined by now. */
    public void feedState(final int instrumentId, final FeedState state) {
        if (instrumentId != 0) {
            books[instrumentId].feedState(state);
            return;
        }
        for (int id = 1; id <= greatestId; id++) {
            if (books[id] != null) {
                books[id].feedState(state);
            }
        }
    }

    /**
     * To be called for each book that a packet changed, at the packet's end: looks for a crossed book.
     *
     * @return whether best prices, their quantities, or whether the book is tradable are other than at the last call
     */
    public boolean endOfPacket(final int instrumentId) {
        return books[instrumentId].endOfPacket();
    }

    /** How often this fault was counted, over all books. */
    public long faultCount(final BookFault fault) {
        return memory.faults.count(fault);
    }

    /** How often this fault was counted in one book. */
    public long faultCount(final int instrumentId, final BookFault fault) {
        return books[instrumentId].faults().count(fault);
    }

    /** Orders in all L3 books. */
    public int orderCount() {
        return memory.orders.size();
    }

    /** Books by instrument id, levels from the best on, orders as they stand in their queues. */
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putInt(bookCount);
        for (int id = 1; id <= greatestId; id++) {
            if (books[id] != null) {
                books[id].snapshotTo(writer);
            }
        }
    }

    /**
     * Takes over the state of all books, after their instruments were defined.
     *
     * @throws IllegalStateException when other instruments are defined than at the snapshot, or there is not enough
     * room
     */
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        final int count = reader.takeInt();
        if (count != bookCount) {
            throw new IllegalStateException("snapshot has " + count + " books, " + bookCount
                    + " are defined: restore the definitions of the same snapshot first");
        }
        for (int id = 1; id <= greatestId; id++) {
            if (books[id] != null) {
                books[id].empty();
            }
        }
        for (int i = 0; i < count; i++) {
            final int id = reader.takeInt();
            if (book(id) == null) {
                throw new IllegalStateException("snapshot has a book for instrument " + id
                        + ", which is not defined: restore the definitions of the same snapshot first");
            }
            books[id].restoreFrom(reader);
        }
    }

    /** How often the ladders of all books had to move to make room. */
    long ladderMoveCount() {
        return memory.ladders.moveCount();
    }

    private void wrongKind(final int instrumentId, final long value) {
        books[instrumentId].fault(BookFault.WRONG_DEPTH_KIND, value);
    }

    private void put(final Instrument instrument, final Ladder bids, final Ladder asks, final FaultCounts faults) {
        final int id = instrument.id();
        if (instrument.byOrder()) {
            byOrder[id] = new L3Book(memory, instrument, bids, asks, faults);
            byLevel[id] = null;
            books[id] = byOrder[id];
        } else {
            byLevel[id] = new L2Book(memory, instrument, bids, asks, faults);
            byOrder[id] = null;
            books[id] = byLevel[id];
        }
        greatestId = Math.max(greatestId, id);
    }
}
