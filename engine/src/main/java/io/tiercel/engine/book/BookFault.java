package io.tiercel.engine.book;

/** What can be wrong with market data. Each is counted per book; all make the book suspect. */
public enum BookFault {
    UNKNOWN_ORDER,
    DUPLICATE_ORDER,
    PRICE_OUT_OF_RANGE,
    QUANTITY_OUT_OF_RANGE,
    /** More was executed or cancelled than the order had. */
    QUANTITY_EXCEEDED,
    /** The order stands on the other side. */
    WRONG_SIDE,
    /** Bid at or above ask at the end of a packet. Ends by itself when the book uncrosses. */
    CROSSED,
    /** No room for another order. */
    ORDER_CAPACITY,
    /** No room for another price level. */
    LEVEL_CAPACITY,
    /** A by-order message for a book by level, or the reverse. */
    WRONG_DEPTH_KIND
}
