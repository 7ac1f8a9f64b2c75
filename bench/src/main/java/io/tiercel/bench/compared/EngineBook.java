package io.tiercel.bench.compared;

import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Peer;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.BookFault;
import io.tiercel.engine.book.BookListener;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;

/** The engine's own books by order, called as its core calls them, with nobody behind them. */
public final class EngineBook implements Peer {
    private static final long TICK = MarketFlow.TICK_NANOS;

    private final Books books;

    public EngineBook(final int instruments, final int liveOrders) {
        final int room = 2 * liveOrders + instruments;
        books = new Books(instruments, room, room, new Silent());
        final TickTable ticks = new TickTable(1, new long[1], new long[] {TICK});
        for (int id = 1; id <= instruments; id++) {
            books.define(new Instrument(id, "S" + id, "S" + id, 1, 0, true, 1, 1, "USD", 0, 0, ticks));
        }
    }

    @Override
    public void apply(final Operations operations, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final int instrument = operations.instrument(i);
            final Side side = operations.buy(i) ? Side.BUY : Side.SELL;
            final long orderId = operations.orderId(i);
            switch (operations.kind(i)) {
                case Operations.ADD ->
                    books.add(instrument, side, orderId, operations.price(i) * TICK, operations.quantity(i));
                case Operations.DELETE -> books.delete(instrument, side, orderId);
                case Operations.EXECUTE ->
                    books.execute(
                            instrument,
                            side == Side.BUY ? Side.SELL : Side.BUY,
                            orderId,
                            operations.price(i) * TICK,
                            operations.quantity(i));
                case Operations.REPLACE ->
                    books.replace(
                            instrument,
                            side,
                            orderId,
                            operations.newOrderId(i),
                            operations.price(i) * TICK,
                            operations.quantity(i));
                default -> throw operations.unknown(i);
            }
        }
    }

    @Override
    public long bestPrice(final int instrument, final boolean buy) {
        final Book book = books.book(instrument);
        final long price = buy ? book.bidPriceNanos() : book.askPriceNanos();
        return price == Book.NO_PRICE ? 0 : price / TICK;
    }

    @Override
    public long bestQuantity(final int instrument, final boolean buy) {
        final Book book = books.book(instrument);
        return buy ? book.bidQuantity() : book.askQuantity();
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
