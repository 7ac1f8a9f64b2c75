package io.tiercel.bench.peers.isolated;

import com.paritytrading.juncture.nasdaq.itch50.ITCH50;
import com.paritytrading.juncture.nasdaq.itch50.ITCH50Parser;
import com.paritytrading.parity.book.Market;
import com.paritytrading.parity.book.MarketListener;
import com.paritytrading.parity.book.Order;
import com.paritytrading.parity.book.OrderBook;
import com.paritytrading.parity.book.Side;
import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.bench.peers.Packets;

/** Juncture's parser before Parity's market. */
final class JunctureBook implements PacketPeer {
    private final Books books;
    private final JunctureLoop loop;

    JunctureBook(final int instruments) {
        books = new Books(instruments);
        loop = new JunctureLoop(new ITCH50Parser(books));
    }

    @Override
    public void apply(final Packets packets, final int from, final int to) {
        loop.apply(packets, from, to);
    }

    @Override
    public long result() {
        long chain = 0;
        for (int i = 1; i < books.byLocate.length; i++) {
            final OrderBook book = books.byLocate[i];
            if (book != null) {
                final long bid = book.getBestBidPrice();
                final long ask = book.getBestAskPrice();
                chain = PacketPeer.chain(chain, bid, bid == 0 ? 0 : book.getBidSize(bid));
                chain = PacketPeer.chain(chain, ask, ask == 0 ? 0 : book.getAskSize(ask));
            }
        }
        return chain;
    }

    @Override
    public long orderCount() {
        long count = 0;
        for (long id = 1; id <= books.lastOrder; id++) {
            count += books.market.find(id) == null ? 0 : 1;
        }
        return count;
    }

    /** By the locate codes of the directory. */
    private static final class Books extends UnheardMessages {
        private final Market market = new Market(new Silent());
        private final OrderBook[] byLocate;
        private long lastOrder;

        Books(final int instruments) {
            byLocate = new OrderBook[instruments + 1];
        }

        @Override
        public void stockDirectory(final ITCH50.StockDirectory stock) {
            byLocate[stock.stockLocate] = market.open(stock.stockLocate);
        }

        @Override
        public void addOrder(final ITCH50.AddOrder add) {
            add(add.stockLocate, add.orderReferenceNumber, side(add.buySellIndicator), add.price, add.shares);
        }

        @Override
        public void addOrderMPID(final ITCH50.AddOrderMPID add) {
            add(add.stockLocate, add.orderReferenceNumber, side(add.buySellIndicator), add.price, add.shares);
        }

        private void add(final int locate, final long id, final Side side, final long price, final long shares) {
            market.add(locate, id, side, price, shares);
            lastOrder = id;
        }

        @Override
        public void orderExecuted(final ITCH50.OrderExecuted executed) {
            market.execute(executed.orderReferenceNumber, executed.executedShares);
        }

        @Override
        public void orderExecutedWithPrice(final ITCH50.OrderExecutedWithPrice executed) {
            market.execute(executed.orderReferenceNumber, executed.executedShares, executed.executionPrice);
        }

        @Override
        public void orderCancel(final ITCH50.OrderCancel cancel) {
            market.cancel(cancel.orderReferenceNumber, cancel.canceledShares);
        }

        @Override
        public void orderDelete(final ITCH50.OrderDelete delete) {
            market.delete(delete.orderReferenceNumber);
        }

        @Override
        public void orderReplace(final ITCH50.OrderReplace replace) {
            final Order replaced = market.find(replace.originalOrderReferenceNumber);
            if (replaced != null) {
                final Side side = replaced.getSide();
                market.delete(replace.originalOrderReferenceNumber);
                add(replace.stockLocate, replace.newOrderReferenceNumber, side, replace.price, replace.shares);
            }
        }

        private static Side side(final byte indicator) {
            return indicator == ITCH50.BUY ? Side.BUY : Side.SELL;
        }
    }

    private static final class Silent implements MarketListener {
        @Override
        public void update(final OrderBook book, final boolean bbo) {}

        @Override
        public void trade(final OrderBook book, final Side side, final long price, final long size) {}
    }
}
