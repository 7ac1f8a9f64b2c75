package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * The mid weighted by the quantity on the other side: (bid × askQty + ask × bidQty) ÷ (bidQty + askQty), in currency
 * units.
 */
@HotPath
final class Microprice extends Signal {
    private static final int SECTION = 0x53494731;

    @Override
    public void onBook(final Book book, final long timeNs) {
        final double bidQuantity = book.bidQuantity();
        final double quantity = bidQuantity + book.askQuantity();
        if (!book.tradable() || !(quantity > 0)) {
            return;
        }
        // As bid + spread × share the result cannot leave [bid, ask], whatever is rounded.
        final long bidPriceNanos = book.bidPriceNanos();
        final double spread = book.askPriceNanos() - bidPriceNanos;
        value((bidPriceNanos + spread * (bidQuantity / quantity)) / Units.NANOS);
        ready(true);
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putDouble(value());
        writer.putBoolean(ready());
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        value(reader.takeDouble());
        ready(reader.takeBoolean());
    }
}
