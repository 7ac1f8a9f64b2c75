package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** The price in the middle of the book, in currency units: for signals that look at more than one instrument. */
@HotPath
final class Mid extends Signal {
    private static final int SECTION = 0x5349473B;

    private long nanos;

    /** The price in 1e-9; without meaning until ready. */
    long nanos() {
        return nanos;
    }

    @Override
    public void onBook(final Book book, final long timeNs) {
        if (book.tradable()) {
            nanos = Units.midNanos(book.bidPriceNanos(), book.askPriceNanos());
            value(nanos / Units.NANOS);
            ready(true);
        }
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putLong(nanos);
        writer.putBoolean(ready());
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        nanos = reader.takeLong();
        value(nanos / Units.NANOS);
        ready(reader.takeBoolean());
    }
}
