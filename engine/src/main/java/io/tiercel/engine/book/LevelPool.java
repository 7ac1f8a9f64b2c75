package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The price levels of all books as flat records, named by slot, each with the queue of its orders.
 *
 * <pre>
 *  offset | type | field
 *  -------+------+---------------------------------------------
 *   0     | long | price in nanos
 *   8     | long | quantity of all its orders
 *  16     | int  | slot of the first order, or NONE
 *  20     | int  | slot of the last order, or NONE
 *  24     | int  | number of orders
 *  28     | int  | while it is free: the next free slot, or NONE
 * </pre>
 */
@HotPath
final class LevelPool {
    static final int NONE = -1;
    static final int MAX_CAPACITY = 1 << 24;

    private static final int RECORD_SHIFT = 5;
    private static final int PRICE = 0;
    private static final int QUANTITY = 8;
    private static final int FIRST = 16;
    private static final int LAST = 20;
    private static final int ORDER_COUNT = 24;
    private static final int NEXT_FREE = 28;

    private final UnsafeBuffer records;
    private final OrderPool orders;
    private final int capacity;
    private int size;
    private int freeHead = NONE;
    private int firstUntouched;

    LevelPool(final int capacity, final OrderPool orders) {
        this.capacity = Limits.check("levels", capacity, MAX_CAPACITY);
        this.orders = orders;
        records = FlatRecords.allocate(capacity, RECORD_SHIFT);
    }

    boolean full() {
        return size == capacity;
    }

    /** An empty level. There must be room. */
    int take(final long priceNanos) {
        final int slot;
        if (freeHead != NONE) {
            slot = freeHead;
            freeHead = records.getInt(at(slot) + NEXT_FREE);
        } else {
            slot = firstUntouched++;
        }
        size++;
        final int at = at(slot);
        records.putLong(at + PRICE, priceNanos);
        records.putLong(at + QUANTITY, 0);
        records.putInt(at + FIRST, OrderPool.NONE);
        records.putInt(at + LAST, OrderPool.NONE);
        records.putInt(at + ORDER_COUNT, 0);
        return slot;
    }

    void free(final int slot) {
        records.putInt(at(slot) + NEXT_FREE, freeHead);
        freeHead = slot;
        size--;
    }

    /** Puts an order at the end of the level's queue. */
    void append(final int slot, final int order, final long quantity) {
        final int at = at(slot);
        final int last = records.getInt(at + LAST);
        orders.before(order, last);
        orders.behind(order, OrderPool.NONE);
        if (last == OrderPool.NONE) {
            records.putInt(at + FIRST, order);
        } else {
            orders.behind(last, order);
        }
        records.putInt(at + LAST, order);
        records.putInt(at + ORDER_COUNT, records.getInt(at + ORDER_COUNT) + 1);
        records.putLong(at + QUANTITY, records.getLong(at + QUANTITY) + quantity);
    }

    /** Takes an order out of the level's queue; the number of orders that are left. */
    int unlink(final int slot, final int order) {
        final int at = at(slot);
        final int before = orders.before(order);
        final int behind = orders.behind(order);
        if (before == OrderPool.NONE) {
            records.putInt(at + FIRST, behind);
        } else {
            orders.behind(before, behind);
        }
        if (behind == OrderPool.NONE) {
            records.putInt(at + LAST, before);
        } else {
            orders.before(behind, before);
        }
        final int left = records.getInt(at + ORDER_COUNT) - 1;
        records.putInt(at + ORDER_COUNT, left);
        records.putLong(at + QUANTITY, records.getLong(at + QUANTITY) - orders.quantity(order));
        return left;
    }

    long priceNanos(final int slot) {
        return records.getLong(at(slot) + PRICE);
    }

    long quantity(final int slot) {
        return records.getLong(at(slot) + QUANTITY);
    }

    void quantity(final int slot, final long quantity) {
        records.putLong(at(slot) + QUANTITY, quantity);
    }

    int orderCount(final int slot) {
        return records.getInt(at(slot) + ORDER_COUNT);
    }

    void orderCount(final int slot, final int orderCount) {
        records.putInt(at(slot) + ORDER_COUNT, orderCount);
    }

    int first(final int slot) {
        return records.getInt(at(slot) + FIRST);
    }

    private static int at(final int slot) {
        return slot << RECORD_SHIFT;
    }
}
