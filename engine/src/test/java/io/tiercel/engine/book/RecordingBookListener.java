package io.tiercel.engine.book;

import io.tiercel.codecs.types.Side;
import java.util.ArrayList;
import java.util.List;

/** Keeps every call in order. */
final class RecordingBookListener implements BookListener {
    private final List<BookEvent> events = new ArrayList<>();

    @Override
    public void onBookChanged(final Book book) {
        events.add(BookEvent.changed(book.instrumentId(), book.bidPriceNanos(), book.askPriceNanos()));
    }

    @Override
    public void onTrade(final Book book, final Side aggressorSide, final long priceNanos, final long quantity) {
        events.add(BookEvent.trade(
                book.instrumentId(), aggressorSide, priceNanos, quantity, book.bidPriceNanos(), book.askPriceNanos()));
    }

    @Override
    public void onFault(final Book book, final BookFault fault, final long value) {
        events.add(BookEvent.fault(book.instrumentId(), fault, value, book.bidPriceNanos(), book.askPriceNanos()));
    }

    /** What came since the last call of this method. */
    List<BookEvent> take() {
        final List<BookEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }
}
