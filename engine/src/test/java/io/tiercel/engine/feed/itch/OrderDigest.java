package io.tiercel.engine.feed.itch;

import java.util.HashMap;
import java.util.Map;

/** Orders of all books, and one number that says whether two of these are the same. */
final class OrderDigest {
    /** One that is open. */
    record Order(int instrument, boolean buys, long quantity, long priceNanos) {}

    private final Map<Long, Order> orders = new HashMap<>();
    private long value;

    void add(final long id, final int instrument, final boolean buys, final long quantity, final long priceNanos) {
        put(id, new Order(instrument, buys, quantity, priceNanos));
    }

    private void put(final long id, final Order order) {
        if (orders.put(id, order) != null) {
            throw new AssertionError("order " + id + " is there already");
        }
        value ^= digest(id, order);
    }

    Order order(final long id) {
        return orders.get(id);
    }

    Order remove(final long id) {
        final Order order = orders.remove(id);
        if (order == null) {
            throw new AssertionError("order " + id + " is not there");
        }
        value ^= digest(id, order);
        return order;
    }

    void reduce(final long id, final long quantity) {
        final Order order = remove(id);
        if (quantity < order.quantity) {
            put(id, new Order(order.instrument, order.buys, order.quantity - quantity, order.priceNanos));
        }
    }

    void clear(final int instrument) {
        orders.entrySet().removeIf(each -> {
            final boolean its = each.getValue().instrument == instrument;
            value ^= its ? digest(each.getKey(), each.getValue()) : 0;
            return its;
        });
    }

    /** Of no orders it is 0. */
    long value() {
        return value;
    }

    private static long digest(final long id, final Order order) {
        long mixed = id;
        for (final long each : new long[] {order.instrument, order.buys ? 1 : 2, order.quantity, order.priceNanos}) {
            mixed = (mixed ^ each) * 0x9E37_79B9_7F4A_7C15L;
            mixed ^= mixed >>> 29;
        }
        return mixed;
    }
}
