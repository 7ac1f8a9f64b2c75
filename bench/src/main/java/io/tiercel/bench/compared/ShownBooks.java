package io.tiercel.bench.compared;

import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.BookFault;
import io.tiercel.engine.book.BookListener;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;

/** The engine's books with nobody behind them, and what they show. */
final class ShownBooks {
    private static final long PRICE_UNIT_NANOS = 100_000;
    private static final long TICK_NANOS = 10_000_000;
    /** Price levels of one instrument. */
    private static final int LEVELS = 64;

    private final Books books;
    private final int instruments;

    ShownBooks(final int instruments, final int liveOrders, final boolean byOrder) {
        this.instruments = instruments;
        final int orders = 2 * liveOrders + instruments;
        books = new Books(instruments, orders, Math.max(orders, LEVELS * instruments), new Silent());
        final TickTable ticks = new TickTable(1, new long[1], new long[] {TICK_NANOS});
        for (int id = 1; id <= instruments; id++) {
            books.define(new Instrument(id, "S" + id, "S" + id, 1, 0, byOrder, 1, 1, "USD", 0, 0, ticks));
        }
    }

    Books books() {
        return books;
    }

    int instruments() {
        return instruments;
    }

    /** Best prices and their quantities, prices in 1e-4. */
    long chain() {
        long chain = 0;
        for (int id = 1; id <= instruments; id++) {
            final Book book = books.book(id);
            chain = PacketPeer.chain(chain, price(book.bidPriceNanos()), book.bidQuantity());
            chain = PacketPeer.chain(chain, price(book.askPriceNanos()), book.askQuantity());
        }
        return chain;
    }

    private static long price(final long nanos) {
        return nanos == Book.NO_PRICE ? 0 : nanos / PRICE_UNIT_NANOS;
    }

    /** A book that counted a fault did not do the work that is measured. */
    private static final class Silent implements BookListener {
        @Override
        public void onBookChanged(final Book book) {}

        @Override
        public void onTrade(final Book book, final Side side, final long priceNanos, final long quantity) {}

        @Override
        public void onFault(final Book book, final BookFault fault, final long value) {
            throw new IllegalStateException(
                    "the book of instrument " + book.instrumentId() + " counted " + fault + " (" + value + ")");
        }
    }
}
