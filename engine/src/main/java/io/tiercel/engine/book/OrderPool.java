package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The orders of all L3 books as flat records, named by slot, with those of all price levels behind them in the same
 * memory ({@link LevelPool}). What decides a book's speed is how many cache lines a message touches, so a record is
 * half a line, and both links can be written without reading what stands beside them.
 *
 * <pre>
 *  offset | type | of an order                        | of a level
 *  -------+------+------------------------------------+-----------------------------------------
 *   0     | long | order id                           | price in nanos
 *   8     | long | quantity that is left              | quantity of all its orders
 *  16     | int  | record before it in its queue      | last order
 *  20     | int  | record behind it; free: next free  | first order; free: next free
 *  24     | int  | its level                          | number of orders
 *  28     | int  | next order with the same hash + 1  | book and side: instrument × 2, + 1 to sell
 * </pre>
 *
 * A level's queue is a ring with the level in it: an order comes and goes without a question whether it is the first or
 * the last, and a level without orders is its own neighbour.
 *
 * <p>Free slots are a stack, so the slot that is taken next is the one that is still in cache. Slots never taken are
 * not touched.
 */
@HotPath
final class OrderPool {
    static final int NONE = -1;
    static final int MAX_CAPACITY = 1 << 25;
    static final int RECORD_SHIFT = 5;
    static final int QUANTITY = 8;
    static final int BEFORE = 16;
    static final int BEHIND = 20;
    static final int PLACE = 28;

    private static final int ID = 0;
    private static final int LEVEL = 24;
    private static final int SAME_HASH = 28;

    private final UnsafeBuffer records;
    private final int capacity;
    private int size;
    private int freeHead = NONE;
    private int firstUntouched;

    OrderPool(final int capacity, final int levelCapacity) {
        this.capacity = Limits.check("orders", capacity, MAX_CAPACITY);
        Limits.check("levels", levelCapacity, LevelPool.MAX_CAPACITY);
        records = FlatRecords.allocate(capacity + levelCapacity, RECORD_SHIFT);
    }

    /** Of orders, and of levels from slot {@link #capacity} on. */
    UnsafeBuffer records() {
        return records;
    }

    int capacity() {
        return capacity;
    }

    int size() {
        return size;
    }

    boolean full() {
        return size == capacity;
    }

    /** A record with these values. There must be room. */
    int take(final long orderId, final long quantity) {
        final int slot;
        if (freeHead != NONE) {
            slot = freeHead;
            freeHead = records.getInt(at(slot) + BEHIND);
        } else {
            slot = firstUntouched++;
        }
        size++;
        records.putLong(at(slot) + ID, orderId);
        records.putLong(at(slot) + QUANTITY, quantity);
        return slot;
    }

    void free(final int slot) {
        records.putInt(at(slot) + BEHIND, freeHead);
        freeHead = slot;
        size--;
    }

    long orderId(final int slot) {
        return records.getLong(at(slot) + ID);
    }

    void orderId(final int slot, final long orderId) {
        records.putLong(at(slot) + ID, orderId);
    }

    long quantity(final int slot) {
        return records.getLong(at(slot) + QUANTITY);
    }

    void quantity(final int slot, final long quantity) {
        records.putLong(at(slot) + QUANTITY, quantity);
    }

    /** The order before this one in its queue; the level, if there is none. */
    int before(final int slot) {
        return records.getInt(at(slot) + BEFORE);
    }

    /** The order behind this one in its queue; the level, if there is none. */
    int behind(final int slot) {
        return records.getInt(at(slot) + BEHIND);
    }

    int level(final int slot) {
        return records.getInt(at(slot) + LEVEL);
    }

    /** At the end of a level's queue. */
    void append(final int slot, final int level) {
        final int last = records.getInt(at(level) + BEFORE);
        records.putInt(at(slot) + BEFORE, last);
        records.putInt(at(slot) + BEHIND, level);
        records.putInt(at(slot) + LEVEL, level);
        records.putInt(at(last) + BEHIND, slot);
        records.putInt(at(level) + BEFORE, slot);
    }

    /** Out of its queue. */
    void unlink(final int slot) {
        final int before = before(slot);
        final int behind = behind(slot);
        records.putInt(at(before) + BEHIND, behind);
        records.putInt(at(behind) + BEFORE, before);
    }

    boolean isOrder(final int slot, final int instrumentId, final long orderId) {
        return orderId(slot) == orderId && place(slot) >> 1 == instrumentId;
    }

    boolean isSell(final int slot) {
        return (place(slot) & 1) != 0;
    }

    /** For {@link OrderTable}. */
    int sameHash(final int slot) {
        return records.getInt(at(slot) + SAME_HASH);
    }

    void sameHash(final int slot, final int next) {
        records.putInt(at(slot) + SAME_HASH, next);
    }

    private int place(final int slot) {
        return records.getInt(at(level(slot)) + PLACE);
    }

    private static int at(final int slot) {
        return slot << RECORD_SHIFT;
    }
}
