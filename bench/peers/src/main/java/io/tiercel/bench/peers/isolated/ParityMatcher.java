package io.tiercel.bench.peers.isolated;

import com.paritytrading.parity.match.OrderBook;
import com.paritytrading.parity.match.OrderBookListener;
import com.paritytrading.parity.match.Side;
import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Peer;
import io.tiercel.bench.peers.Trades;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parity's matching engine. It knows neither orders that never rest nor moves: the one is an order whose rest is
 * cancelled at once, the other a cancel and a new order with the same id. It does not show its best prices either;
 * asked for them, this adapter sums up what the engine told, which is left out where time is measured.
 */
final class ParityMatcher implements Peer, OrderBookListener {
    private final OrderBook book = new OrderBook(this);
    private final Trades trades;
    private final Shown shown;
    private boolean rested;

    /**
     * @param shows whether best prices will be asked for
     */
    ParityMatcher(final Trades trades, final boolean shows) {
        this.trades = trades;
        shown = shows ? new Shown() : null;
    }

    @Override
    public void apply(final Operations operations, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final long orderId = operations.orderId(i);
            switch (operations.kind(i)) {
                case Operations.ADD -> enter(operations, i);
                case Operations.IMMEDIATE -> {
                    rested = false;
                    enter(operations, i);
                    if (rested) {
                        book.cancel(orderId, 0);
                    }
                }
                case Operations.DELETE -> book.cancel(orderId, 0);
                case Operations.MOVE -> {
                    book.cancel(orderId, 0);
                    enter(operations, i);
                }
                default -> throw operations.unknown(i);
            }
        }
    }

    private void enter(final Operations operations, final int index) {
        book.enter(
                operations.orderId(index),
                operations.buy(index) ? Side.BUY : Side.SELL,
                operations.price(index),
                operations.quantity(index));
    }

    @Override
    public void match(
            final long restingOrderId,
            final long incomingOrderId,
            final Side incomingSide,
            final long price,
            final long executedQuantity,
            final long remainingQuantity) {
        trades.onTrade(restingOrderId, price, executedQuantity);
        if (shown != null) {
            shown.take(restingOrderId, executedQuantity);
        }
    }

    @Override
    public void add(final long orderId, final Side side, final long price, final long size) {
        rested = true;
        if (shown != null) {
            shown.add(orderId, side, price, size);
        }
    }

    @Override
    public void cancel(final long orderId, final long canceledQuantity, final long remainingQuantity) {
        if (shown != null) {
            shown.take(orderId, canceledQuantity);
        }
    }

    @Override
    public long bestPrice(final int instrument, final boolean buy) {
        final TreeMap<Long, Long> levels = levels(buy);
        return levels.isEmpty() ? 0 : buy ? levels.lastKey() : levels.firstKey();
    }

    @Override
    public long bestQuantity(final int instrument, final boolean buy) {
        return levels(buy).getOrDefault(bestPrice(instrument, buy), 0L);
    }

    private TreeMap<Long, Long> levels(final boolean buy) {
        if (shown == null) {
            throw new IllegalStateException("parity-match shows no best prices: make one that sums up its events");
        }
        return buy ? shown.bids : shown.asks;
    }

    /** Quantities by price, out of the engine's events. */
    private static final class Shown {
        private record Place(TreeMap<Long, Long> levels, long price) {}

        private final TreeMap<Long, Long> bids = new TreeMap<>();
        private final TreeMap<Long, Long> asks = new TreeMap<>();
        private final Map<Long, Place> places = new HashMap<>();

        void add(final long orderId, final Side side, final long price, final long quantity) {
            final Place place = new Place(side == Side.BUY ? bids : asks, price);
            places.put(orderId, place);
            place.levels.merge(price, quantity, Long::sum);
        }

        void take(final long orderId, final long quantity) {
            final Place place = places.get(orderId);
            place.levels.computeIfPresent(place.price, (price, sum) -> sum == quantity ? null : sum - quantity);
        }
    }
}
