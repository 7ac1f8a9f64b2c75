package io.tiercel.engine.book;

import io.tiercel.codecs.FlatRecords;
import io.tiercel.codecs.HotPath;

/**
 * The price levels of all books, each with the queue of its orders: flat records in the memory of the orders, behind
 * them, and named by slots that go on from theirs. The layout is {@link OrderPool}'s.
 */
@HotPath
final class LevelPool {
    static final int NONE = OrderPool.NONE;
    static final int MAX_CAPACITY = 1 << 24;

    private static final int PRICE = 0;
    private static final int ORDER_COUNT = 24;

    private final FlatRecords records;
    private final OrderPool orders;
    private final int capacity;
    private int size;
    private int freeHead = NONE;
    private int firstUntouched;

    /** @param orders with room for as many levels */
    LevelPool(final int capacity, final OrderPool orders) {
        this.capacity = capacity;
        this.orders = orders;
        records = orders.records();
        firstUntouched = orders.firstLevel();
    }

    boolean full() {
        return size == capacity;
    }

    /** An empty level. There must be room. */
    int take(final long priceNanos, final int place) {
        final int slot;
        if (freeHead != NONE) {
            slot = freeHead;
            freeHead = records.getInt(at(slot) + OrderPool.BEHIND);
        } else {
            slot = firstUntouched++;
        }
        size++;
        final int at = at(slot);
        records.putLong(at + PRICE, priceNanos);
        records.putLong(at + OrderPool.QUANTITY, 0);
        records.putInt(at + OrderPool.BEFORE, slot);
        records.putInt(at + OrderPool.BEHIND, slot);
        records.putInt(at + ORDER_COUNT, 0);
        records.putInt(at + OrderPool.PLACE, place);
        return slot;
    }

    void free(final int slot) {
        records.putInt(at(slot) + OrderPool.BEHIND, freeHead);
        freeHead = slot;
        size--;
    }

    /** Puts an order at the end of the level's queue. */
    void append(final int slot, final int order, final long quantity) {
        orders.append(order, slot);
        add(slot, 1, quantity);
    }

    /** Takes an order out of the level's queue; the number of orders that are left. */
    int unlink(final int slot, final int order) {
        orders.unlink(order);
        return add(slot, -1, -orders.quantity(order));
    }

    private int add(final int slot, final int orderCount, final long quantity) {
        final int at = at(slot);
        records.putLong(at + OrderPool.QUANTITY, records.getLong(at + OrderPool.QUANTITY) + quantity);
        final int newCount = records.getInt(at + ORDER_COUNT) + orderCount;
        records.putInt(at + ORDER_COUNT, newCount);
        return newCount;
    }

    long priceNanos(final int slot) {
        return records.getLong(at(slot) + PRICE);
    }

    long quantity(final int slot) {
        return records.getLong(at(slot) + OrderPool.QUANTITY);
    }

    void quantity(final int slot, final long quantity) {
        records.putLong(at(slot) + OrderPool.QUANTITY, quantity);
    }

    int orderCount(final int slot) {
        return records.getInt(at(slot) + ORDER_COUNT);
    }

    void orderCount(final int slot, final int orderCount) {
        records.putInt(at(slot) + ORDER_COUNT, orderCount);
    }

    /** The first order; the level itself, if it has none. */
    int first(final int slot) {
        return records.getInt(at(slot) + OrderPool.BEHIND);
    }

    private static int at(final int slot) {
        return slot << OrderPool.RECORD_SHIFT;
    }
}
