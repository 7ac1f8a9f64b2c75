package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * All orders that are open, listed in the order of their ids, and the last ones that are over, in a ring: for each
 * one that ends, the one that ended first is forgotten.
 */
@HotPath
final class OrderTable {
    /** Venue tokens are below this, so that venue and token fit into one key. */
    static final long TOKEN_LIMIT = 1L << 55;

    private static final int TOKENS_PER_ORDER = 3;
    /** Puts an id's ordinal above its sequence. */
    private static final int ID_ROTATION = 12;

    final Backlog backlog = new Backlog(this);
    private final OrderIndex byId;
    private final OrderIndex byToken;
    private final Order[] closed;
    private final int maxOpenOrders;
    private Order free;
    private Order first;
    private Order last;
    private int openCount;
    private int closedOldest;
    private int closedCount;
    /** No order in here has a greater id; not state, as it follows from them. */
    private long greatestId;

    OrderTable(final int maxOpenOrders, final int closedOrders) {
        this.maxOpenOrders = maxOpenOrders;
        closed = new Order[closedOrders];
        final int capacity = maxOpenOrders + closedOrders;
        byId = new OrderIndex(capacity);
        byToken = new OrderIndex(TOKENS_PER_ORDER * capacity);
        for (int i = 0; i < capacity; i++) {
            final Order order = new Order();
            order.reset();
            order.next = free;
            free = order;
        }
    }

    boolean hasRoom() {
        return openCount < maxOpenOrders;
    }

    int openCount() {
        return openCount;
    }

    Order get(final long orderId) {
        return byId.get(idKey(orderId));
    }

    /** Whether an order of this id is in here. That of a new order is greater than all before: nothing is looked up. */
    boolean contains(final long orderId) {
        return orderId <= greatestId && get(orderId) != null;
    }

    Order byToken(final int venueId, final long token) {
        return token > 0 && token < TOKEN_LIMIT ? byToken.get(key(venueId, token)) : null;
    }

    /** A blank record; the caller has checked that there is room, fills it and calls {@link #add}. */
    Order take() {
        final Order order = free;
        free = order.next;
        order.next = null;
        return order;
    }

    /** Adds a filled-in order to the open ones. */
    void add(final Order order) {
        index(order);
        Order before = last;
        while (before != null && before.orderId > order.orderId) {
            before = before.previous;
        }
        order.previous = before;
        order.next = before == null ? first : before.next;
        if (before == null) {
            first = order;
        } else {
            before.next = order;
        }
        if (order.next == null) {
            last = order;
        } else {
            order.next.previous = order;
        }
        openCount++;
    }

    private void index(final Order order) {
        greatestId = Math.max(greatestId, order.orderId);
        byId.put(idKey(order.orderId), order);
        putToken(order, order.venueToken);
        putToken(order, order.pendingToken);
        putToken(order, order.previousToken);
    }

    /** A replace is under way with this token. */
    void startReplace(final Order order, final long token) {
        order.pendingToken = token;
        putToken(order, token);
    }

    /** No replace is under way; the order keeps its token. */
    void dropPendingToken(final Order order) {
        removeToken(order, order.pendingToken);
        order.pendingToken = 0;
    }

    /** The order has another token; the one before it still finds it, for what comes late. */
    void changeToken(final Order order, final long token) {
        removeToken(order, order.previousToken);
        order.previousToken = order.venueToken;
        order.venueToken = token;
        order.pendingToken = 0;
        putToken(order, token);
    }

    /** Moves an order from the open ones to those that are remembered. */
    void close(final Order order) {
        backlog.removeCancel(order);
        backlog.removeInquiry(order);
        if (order.previous == null) {
            first = order.next;
        } else {
            order.previous.next = order.next;
        }
        if (order.next == null) {
            last = order.previous;
        } else {
            order.next.previous = order.previous;
        }
        order.previous = null;
        order.next = null;
        openCount--;
        remember(order);
    }

    private void remember(final Order order) {
        if (closedCount == closed.length) {
            forget(closed[closedOldest]);
            closedOldest = closedOldest + 1 == closed.length ? 0 : closedOldest + 1;
            closedCount--;
        }
        closed[closedIndex(closedCount)] = order;
        closedCount++;
    }

    private int closedIndex(final int age) {
        final int index = closedOldest + age;
        return index >= closed.length ? index - closed.length : index;
    }

    private void forget(final Order order) {
        byId.remove(idKey(order.orderId));
        removeToken(order, order.venueToken);
        removeToken(order, order.pendingToken);
        removeToken(order, order.previousToken);
        // Now, while it is in the cache, rather than when the next order waits for it.
        order.reset();
        order.next = free;
        free = order;
    }

    /**
     * The first open order whose id is greater, or null. At once when the order of this id is open; a search otherwise.
     */
    Order nextOpen(final long orderId) {
        if (orderId == 0) {
            return first;
        }
        final Order known = get(orderId);
        if (known != null && !known.closed()) {
            return known.next;
        }
        Order order = first;
        while (order != null && order.orderId <= orderId) {
            order = order.next;
        }
        return order;
    }

    private void putToken(final Order order, final long token) {
        if (token != 0) {
            byToken.put(key(order.venueId, token), order);
        }
    }

    private void removeToken(final Order order, final long token) {
        if (token != 0) {
            byToken.remove(key(order.venueId, token));
        }
    }

    /** The id itself, in another order of its parts: those of neighbouring inputs are near each other. */
    private static long idKey(final long orderId) {
        return Long.rotateRight(orderId, ID_ROTATION);
    }

    private static long key(final int venueId, final long token) {
        return (long) venueId << 55 | token;
    }

    void snapshotTo(final StateWriter writer) {
        backlog.snapshotTo(writer);
        writer.putInt(openCount);
        for (Order order = first; order != null; order = order.next) {
            OrderRecord.write(order, writer);
        }
        writer.putInt(closedCount);
        for (int i = 0; i < closedCount; i++) {
            OrderRecord.write(closed[closedIndex(i)], writer);
        }
    }

    /** Into a table that is empty. */
    void restoreFrom(final StateReader reader) {
        backlog.restoreFrom(reader);
        for (int remaining = reader.takeInt(); remaining > 0; remaining--) {
            final Order order = take();
            OrderRecord.read(order, reader);
            add(order);
            backlog.onRestored(order);
        }
        for (int remaining = reader.takeInt(); remaining > 0; remaining--) {
            final Order order = take();
            OrderRecord.read(order, reader);
            index(order);
            remember(order);
        }
    }

    static void requirePositive(final String name, final long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is " + value + ", it has to be 1 or more");
        }
    }
}
