package io.tiercel.engine.book;

import io.tiercel.codecs.types.Side;

/** One call of a {@link BookListener}, with what the book showed at that time. */
record BookEvent(
        String call,
        int instrumentId,
        Side aggressorSide,
        BookFault fault,
        long value,
        long quantity,
        long bidPriceNanos,
        long askPriceNanos) {
    static BookEvent changed(final int instrumentId, final long bid, final long ask) {
        return new BookEvent("changed", instrumentId, null, null, 0, 0, bid, ask);
    }

    static BookEvent trade(
            final int instrumentId,
            final Side aggressorSide,
            final long price,
            final long quantity,
            final long bid,
            final long ask) {
        return new BookEvent("trade", instrumentId, aggressorSide, null, price, quantity, bid, ask);
    }

    static BookEvent fault(
            final int instrumentId, final BookFault fault, final long value, final long bid, final long ask) {
        return new BookEvent("fault", instrumentId, null, fault, value, 0, bid, ask);
    }
}
