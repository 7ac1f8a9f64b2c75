package io.tiercel.bench.compared;

import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Peer;
import io.tiercel.bench.peers.Trades;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A matcher with the JDK's maps: right beyond doubt, and what the generator of operations knows the book by. */
public final class PlainMatcher implements Peer {
    /** An order that rests or looks for others that do. */
    static final class Order {
        private final long id;
        private final boolean buy;
        private long price;
        private long leaves;

        Order(final long id, final boolean buy, final long price, final long leaves) {
            this.id = id;
            this.buy = buy;
            this.price = price;
            this.leaves = leaves;
        }

        boolean buy() {
            return buy;
        }

        long price() {
            return price;
        }

        long leaves() {
            return leaves;
        }
    }

    /** Orders of one price, the first to come in front. */
    private static final class Level {
        private final Map<Long, Order> queue = new LinkedHashMap<>();
        private long quantity;
    }

    private final Map<Long, Order> orders = new HashMap<>();
    private final TreeMap<Long, Level> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Level> asks = new TreeMap<>();
    private final Trades trades;

    public PlainMatcher(final Trades trades) {
        this.trades = trades;
    }

    /** The order that rests here, or null. */
    Order find(final long orderId) {
        return orders.get(orderId);
    }

    int orderCount() {
        return orders.size();
    }

    @Override
    public void apply(final Operations operations, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final long orderId = operations.orderId(i);
            switch (operations.kind(i)) {
                case Operations.ADD -> rest(matched(arriving(operations, i)));
                case Operations.IMMEDIATE -> matched(arriving(operations, i));
                case Operations.DELETE -> remove(orders.get(orderId));
                case Operations.MOVE -> {
                    final Order order = orders.get(orderId);
                    remove(order);
                    order.price = operations.price(i);
                    rest(matched(order));
                }
                default -> throw operations.unknown(i);
            }
        }
    }

    private static Order arriving(final Operations operations, final int index) {
        return new Order(
                operations.orderId(index), operations.buy(index), operations.price(index), operations.quantity(index));
    }

    private Order matched(final Order taker) {
        final TreeMap<Long, Level> opposite = taker.buy ? asks : bids;
        while (taker.leaves > 0 && !opposite.isEmpty()) {
            final long price = opposite.firstKey();
            if (taker.buy ? price > taker.price : price < taker.price) {
                break;
            }
            final Level level = opposite.firstEntry().getValue();
            final Order maker = level.queue.values().iterator().next();
            final long traded = Math.min(maker.leaves, taker.leaves);
            trades.onTrade(maker.id, price, traded);
            taker.leaves -= traded;
            if (traded == maker.leaves) {
                remove(maker);
            } else {
                maker.leaves -= traded;
                level.quantity -= traded;
            }
        }
        return taker;
    }

    private void rest(final Order order) {
        if (order.leaves > 0) {
            orders.put(order.id, order);
            final Level level = side(order.buy).computeIfAbsent(order.price, price -> new Level());
            level.queue.put(order.id, order);
            level.quantity += order.leaves;
        }
    }

    private void remove(final Order order) {
        orders.remove(order.id);
        final TreeMap<Long, Level> levels = side(order.buy);
        final Level level = levels.get(order.price);
        level.queue.remove(order.id);
        level.quantity -= order.leaves;
        if (level.queue.isEmpty()) {
            levels.remove(order.price);
        }
    }

    @Override
    public long bestPrice(final int instrument, final boolean buy) {
        final TreeMap<Long, Level> levels = side(buy);
        return levels.isEmpty() ? 0 : levels.firstKey();
    }

    @Override
    public long bestQuantity(final int instrument, final boolean buy) {
        final TreeMap<Long, Level> levels = side(buy);
        return levels.isEmpty() ? 0 : levels.firstEntry().getValue().quantity;
    }

    private TreeMap<Long, Level> side(final boolean buy) {
        return buy ? bids : asks;
    }
}
