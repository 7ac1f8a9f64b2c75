package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** All books of the engine, by instrument id. The caller has checked that an instrument is defined before it calls. */
@HotPath
public final class Books {
    /**
     * @param maxInstruments the greatest instrument id
     * @param maxOrders      orders in all L3 books together
     * @param maxLevels      price levels in all books together
     */
    public Books(final int maxInstruments, final int maxOrders, final int maxLevels, final BookListener listener) {
        throw new IllegalStateException();
    }

    /** Makes the instrument's book; a second call for the same id keeps the book and takes over the new definition. */
    public void define(final Instrument instrument) {}

    /** The book, or null when the instrument is not defined. */
    public Book book(final int instrumentId) {
        return null;
    }

    public void add(
            final int instrumentId, final Side side, final long orderId, final long priceNanos, final long quantity) {}

    public void modify(
            final int instrumentId, final Side side, final long orderId, final long priceNanos, final long quantity) {}

    /** @param priceNanos {@link Book#NO_PRICE}: at the order's own price */
    public void execute(
            final int instrumentId,
            final Side aggressorSide,
            final long orderId,
            final long priceNanos,
            final long quantity) {}

    public void cancel(final int instrumentId, final Side side, final long orderId, final long quantity) {}

    public void delete(final int instrumentId, final Side side, final long orderId) {}

    public void replace(
            final int instrumentId,
            final Side side,
            final long orderId,
            final long newOrderId,
            final long priceNanos,
            final long quantity) {}

    /** Empties the book and ends its being suspect. */
    public void clear(final int instrumentId) {}

    /** Sets a level of a book by level; quantity 0 removes it. */
    public void level(
            final int instrumentId,
            final Side side,
            final long priceNanos,
            final long quantity,
            final int orderCount) {}

    /** A trade that changed no visible order. */
    public void trade(final int instrumentId, final Side aggressorSide, final long priceNanos, final long quantity) {}

    /** Of one instrument, or with 0 of all. */
    public void feedState(final int instrumentId, final FeedState state) {}

    /** To be called for each book that a packet changed, at the packet's end: looks for a crossed book. */
    public void endOfPacket(final int instrumentId) {}

    /** How often this fault was counted, over all books. */
    public long faultCount(final BookFault fault) {
        return 0;
    }

    /** Orders in all L3 books. */
    public int orderCount() {
        return 0;
    }

    public void snapshotTo(final StateWriter writer) {}

    public void restoreFrom(final StateReader reader) {}
}
