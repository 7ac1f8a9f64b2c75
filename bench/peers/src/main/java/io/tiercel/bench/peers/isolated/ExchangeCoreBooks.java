package io.tiercel.bench.peers.isolated;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.L2MarketData;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import java.util.HashMap;
import java.util.Map;

/** Exchange-core's direct order books, with the pools that its own matching engine gives to them. */
final class ExchangeCoreBooks {
    private static final int KIBI = 1024;

    private final IOrderBook[] books;
    private final L2MarketData best = new L2MarketData(1, 1);

    ExchangeCoreBooks(final int instruments) {
        final ObjectsPool pool = new ObjectsPool(poolSizes());
        final OrderBookEventsHelper events = new OrderBookEventsHelper(MatcherTradeEvent::new);
        books = new IOrderBook[instruments + 1];
        for (int i = 1; i <= instruments; i++) {
            // Of this kind it holds no price of a move against a limit
            final CoreSymbolSpecification symbol =
                    new CoreSymbolSpecification(i, SymbolType.FUTURES_CONTRACT, 1, 2, 1, 1, 0, 0, 0, 0);
            books[i] = new OrderBookDirectImpl(symbol, pool, events, LoggingConfiguration.DEFAULT);
        }
    }

    private static Map<Integer, Integer> poolSizes() {
        final Map<Integer, Integer> sizes = new HashMap<>();
        sizes.put(ObjectsPool.DIRECT_ORDER, KIBI * KIBI);
        sizes.put(ObjectsPool.DIRECT_BUCKET, 64 * KIBI);
        sizes.put(ObjectsPool.ART_NODE_4, 32 * KIBI);
        sizes.put(ObjectsPool.ART_NODE_16, 16 * KIBI);
        sizes.put(ObjectsPool.ART_NODE_48, 8 * KIBI);
        sizes.put(ObjectsPool.ART_NODE_256, 4 * KIBI);
        return sizes;
    }

    IOrderBook book(final int instrument) {
        return books[instrument];
    }

    long bestPrice(final int instrument, final boolean buy) {
        read(instrument, buy);
        if (buy) {
            return best.bidSize == 0 ? 0 : best.bidPrices[0];
        }
        return best.askSize == 0 ? 0 : best.askPrices[0];
    }

    long bestQuantity(final int instrument, final boolean buy) {
        read(instrument, buy);
        if (buy) {
            return best.bidSize == 0 ? 0 : best.bidVolumes[0];
        }
        return best.askSize == 0 ? 0 : best.askVolumes[0];
    }

    private void read(final int instrument, final boolean buy) {
        if (buy) {
            books[instrument].fillBids(1, best);
        } else {
            books[instrument].fillAsks(1, best);
        }
    }
}
