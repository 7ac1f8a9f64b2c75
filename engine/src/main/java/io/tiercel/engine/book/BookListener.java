package io.tiercel.engine.book;

import io.tiercel.codecs.types.Side;

/** What books tell the stage after them, synchronously, on the core's thread. */
public interface BookListener {
    /** A message changed something in this book. Comes once per message; a packet can hold several. */
    void onBookChanged(Book book);

    /** A trade. When it took from a visible order, {@link #onBookChanged} follows. */
    void onTrade(Book book, Side aggressorSide, long priceNanos, long quantity);

    /** A fault was counted; the book is suspect now unless the fault says otherwise. */
    void onFault(Book book, BookFault fault, long value);
}
