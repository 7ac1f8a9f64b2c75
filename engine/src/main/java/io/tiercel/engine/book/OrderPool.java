package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The orders of all L3 books as flat records, named by slot. What decides a book's speed is how many cache lines a
 * message touches, so a record is half a line, and both links can be written without reading what stands beside them.
 *
 * <pre>
 *  offset | type | field
 *  -------+------+---------------------------------------------------
 *   0     | long | order id
 *   8     | long | quantity that is left
 *  16     | int  | slot of the order before it in its level, or NONE
 *  20     | int  | slot of the order behind it, or NONE
 *  24     | int  | slot of its level
 *  28     | int  | its book and side: instrument id × 2, + 1 for a sell
 * </pre>
 *
 * Free slots are a stack through the link at 20, so the slot that is taken next is the one that is still in cache.
 * Slots never taken are not touched.
 */
@HotPath
final class OrderPool {
    static final int NONE = -1;
    static final int MAX_CAPACITY = 1 << 25;

    private static final int RECORD_SHIFT = 5;
    private static final int ID = 0;
    private static final int QUANTITY = 8;
    private static final int BEFORE = 16;
    private static final int BEHIND = 20;
    private static final int LEVEL = 24;
    private static final int PLACE = 28;

    private final UnsafeBuffer records;
    private final int capacity;
    private int size;
    private int freeHead = NONE;
    private int firstUntouched;

    OrderPool(final int capacity) {
        this.capacity = Limits.check("orders", capacity, MAX_CAPACITY);
        records = FlatRecords.allocate(capacity, RECORD_SHIFT);
    }

    int size() {
        return size;
    }

    boolean full() {
        return size == capacity;
    }

    /** A record with these values and no links. There must be room. */
    int take(final long orderId, final long quantity, final int level, final int place) {
        final int slot;
        if (freeHead != NONE) {
            slot = freeHead;
            freeHead = records.getInt(at(slot) + BEHIND);
        } else {
            slot = firstUntouched++;
        }
        size++;
        final int at = at(slot);
        records.putLong(at + ID, orderId);
        records.putLong(at + QUANTITY, quantity);
        records.putInt(at + LEVEL, level);
        records.putInt(at + PLACE, place);
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

    int before(final int slot) {
        return records.getInt(at(slot) + BEFORE);
    }

    void before(final int slot, final int other) {
        records.putInt(at(slot) + BEFORE, other);
    }

    int behind(final int slot) {
        return records.getInt(at(slot) + BEHIND);
    }

    void behind(final int slot, final int other) {
        records.putInt(at(slot) + BEHIND, other);
    }

    int level(final int slot) {
        return records.getInt(at(slot) + LEVEL);
    }

    void level(final int slot, final int level) {
        records.putInt(at(slot) + LEVEL, level);
    }

    int place(final int slot) {
        return records.getInt(at(slot) + PLACE);
    }

    private static int at(final int slot) {
        return slot << RECORD_SHIFT;
    }
}
