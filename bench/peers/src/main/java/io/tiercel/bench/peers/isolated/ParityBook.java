package io.tiercel.bench.peers.isolated;

import com.paritytrading.parity.book.Market;
import com.paritytrading.parity.book.MarketListener;
import com.paritytrading.parity.book.OrderBook;
import com.paritytrading.parity.book.Side;
import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Peer;

/** Parity's market: sums of quantities by price, and one table of all orders. */
final class ParityBook implements Peer {
    private final Market market = new Market(new Silent());
    private final OrderBook[] books;

    ParityBook(final int instruments) {
        books = new OrderBook[instruments + 1];
        for (int i = 1; i <= instruments; i++) {
            books[i] = market.open(i);
        }
    }

    @Override
    public void apply(final Operations operations, final int from, final int to) {
        for (int i = from; i < to; i++) {
            switch (operations.kind(i)) {
                case Operations.ADD -> add(operations, i, operations.orderId(i));
                case Operations.DELETE -> market.delete(operations.orderId(i));
                case Operations.EXECUTE -> market.execute(operations.orderId(i), operations.quantity(i));
                case Operations.REPLACE -> {
                    market.delete(operations.orderId(i));
                    add(operations, i, operations.newOrderId(i));
                }
                default -> throw operations.unknown(i);
            }
        }
    }

    private void add(final Operations operations, final int index, final long orderId) {
        market.add(
                operations.instrument(index),
                orderId,
                operations.buy(index) ? Side.BUY : Side.SELL,
                operations.price(index),
                operations.quantity(index));
    }

    @Override
    public long bestPrice(final int instrument, final boolean buy) {
        final OrderBook book = books[instrument];
        return buy ? book.getBestBidPrice() : book.getBestAskPrice();
    }

    @Override
    public long bestQuantity(final int instrument, final boolean buy) {
        final OrderBook book = books[instrument];
        return buy ? book.getBidSize(book.getBestBidPrice()) : book.getAskSize(book.getBestAskPrice());
    }

    private static final class Silent implements MarketListener {
        @Override
        public void update(final OrderBook book, final boolean bbo) {}

        @Override
        public void trade(final OrderBook book, final Side side, final long price, final long size) {}
    }
}
