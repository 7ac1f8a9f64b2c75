package io.tiercel.bench.compared;

import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Peer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What everyone would write first, with the JDK's maps: right beyond doubt, and a yardstick of its own. */
public final class PlainBook implements Peer {
    private record Place(Map<Long, Long> levels, long price) {}

    private static final class Order {
        private final Place place;
        private long quantity;

        Order(final Place place, final long quantity) {
            this.place = place;
            this.quantity = quantity;
        }
    }

    private final Map<Long, Order> orders = new HashMap<>();
    private final TreeMap<Long, Long>[] bids;
    private final TreeMap<Long, Long>[] asks;

    public PlainBook(final int instruments) {
        bids = sides(instruments, Comparator.reverseOrder());
        asks = sides(instruments, Comparator.naturalOrder());
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of generic types
    private static TreeMap<Long, Long>[] sides(final int instruments, final Comparator<Long> bestFirst) {
        final TreeMap<Long, Long>[] sides = new TreeMap[instruments + 1];
        for (int i = 1; i <= instruments; i++) {
            sides[i] = new TreeMap<>(bestFirst);
        }
        return sides;
    }

    @Override
    public void apply(final Operations operations, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final long orderId = operations.orderId(i);
            switch (operations.kind(i)) {
                case Operations.ADD -> add(operations, i, orderId);
                case Operations.DELETE -> take(orderId, Long.MAX_VALUE);
                case Operations.EXECUTE -> take(orderId, operations.quantity(i));
                case Operations.REPLACE -> {
                    take(orderId, Long.MAX_VALUE);
                    add(operations, i, operations.newOrderId(i));
                }
                default -> throw operations.unknown(i);
            }
        }
    }

    private void add(final Operations operations, final int index, final long orderId) {
        final Map<Long, Long> levels = side(operations.instrument(index), operations.buy(index));
        final long quantity = operations.quantity(index);
        final Place place = new Place(levels, operations.price(index));
        orders.put(orderId, new Order(place, quantity));
        levels.merge(place.price(), quantity, Long::sum);
    }

    private void take(final long orderId, final long atMost) {
        final Order order = orders.get(orderId);
        final long taken = Math.min(order.quantity, atMost);
        order.quantity -= taken;
        if (order.quantity == 0) {
            orders.remove(orderId);
        }
        order.place.levels().computeIfPresent(order.place.price(), (price, sum) -> sum == taken ? null : sum - taken);
    }

    @Override
    public long bestPrice(final int instrument, final boolean buy) {
        final TreeMap<Long, Long> levels = side(instrument, buy);
        return levels.isEmpty() ? 0 : levels.firstKey();
    }

    @Override
    public long bestQuantity(final int instrument, final boolean buy) {
        final TreeMap<Long, Long> levels = side(instrument, buy);
        return levels.isEmpty() ? 0 : levels.firstEntry().getValue();
    }

    private TreeMap<Long, Long> side(final int instrument, final boolean buy) {
        return buy ? bids[instrument] : asks[instrument];
    }
}
