package io.tiercel.engine.book;

import io.tiercel.codecs.FlatRecords;
import io.tiercel.codecs.HotPath;

/**
 * The orders of all L3 books as flat records, named by slot, with those of all price levels behind them in the same
 * memory ({@link LevelPool}). What decides a book's speed is how many cache lines a message has to wait for, one after
 * the other: so an order lies where its book and id say, and is found by the line that it lies in.
 *
 * <pre>
 *  offset | type | of an order                        | of a level
 *  -------+------+------------------------------------+-----------------------------------------
 *   0     | long | order id                           | price in nanos
 *   8     | long | quantity that is left              | quantity of all its orders
 *  16     | int  | record before it in its queue      | last order
 *  20     | int  | record behind it; free: next free  | first order; free: next free
 *  24     | int  | its level; 0: free                 | number of orders
 *  28     | int  | next order of the same line, or 0  | book and side: instrument × 2, + 1 to sell
 * </pre>
 *
 * Two records fill a line, and there are at least as many records as orders, so few lines have more than two. Those
 * that come third take a record beyond, in a chain that begins at the line's first record, whoever has that.
 * Sixteen order ids in a row have their records in a row: venues number upwards, and a processor fetches ahead what is
 * read in order.
 *
 * <p>A level's queue is a ring with the level in it: an order comes and goes without a question whether it is the first
 * or the last, and a level without orders is its own neighbour.
 */
@HotPath
final class OrderPool {
    static final int NONE = -1;
    static final int MAX_CAPACITY = 1 << 24;
    static final int RECORD_SHIFT = 5;
    static final int QUANTITY = 8;
    static final int BEFORE = 16;
    static final int BEHIND = 20;
    static final int PLACE = 28;

    private static final int ID = 0;
    private static final int LEVEL = 24;
    private static final int FREE = 0;
    private static final int SAME_LINE = 28;
    private static final int NO_MORE = 0;

    /** The last number of a line's second record. */
    private static final int LINE_END = 60;
    /** As many as take half of a second cache of 2 MiB. */
    private static final int NEAR_RECORDS = 1 << 15;
    /** Messages of a packet of 1,500 bytes. */
    private static final int MAX_EXPECTED = 64;

    /** So many order ids in a row have their records in a row. */
    private static final int ROW_BITS = 4;

    private static final int ROW_MASK = (1 << ROW_BITS) - 1;
    private static final int LEAST_LENGTH = 4 << ROW_BITS;
    private static final long SPREAD_BOOKS = 0x9E3779B97F4A7C15L;
    private static final long SPREAD_ORDERS = 0xD6E8FEB86659FD93L;

    private final FlatRecords records;
    private final int capacity;
    private final int homes;
    private final int homeShift;
    private int size;
    private final int[] expected = new int[MAX_EXPECTED];
    private int expectedCount;
    /** Nobody reads it; without it the compiler would leave out what is read for it. */
    private int fetched;

    private int freeBeyond = NONE;
    private int firstUntouched;

    OrderPool(final int capacity, final int levelCapacity) {
        this.capacity = Limits.check("orders", capacity, MAX_CAPACITY);
        Limits.check("levels", levelCapacity, LevelPool.MAX_CAPACITY);
        homes = Math.max(LEAST_LENGTH, Integer.highestOneBit(2 * capacity - 1));
        homeShift = Long.SIZE - Integer.numberOfTrailingZeros(homes);
        firstUntouched = homes;
        records = new FlatRecords(homes + capacity + levelCapacity, RECORD_SHIFT);
    }

    /** Of orders, and of levels from {@link #firstLevel} on. */
    FlatRecords records() {
        return records;
    }

    int firstLevel() {
        return homes + capacity;
    }

    int size() {
        return size;
    }

    boolean full() {
        return size == capacity;
    }

    /** Whether the records are more than a processor has near it, so that {@link #fetch} is worth its time. */
    boolean isLarge() {
        return homes > NEAR_RECORDS;
    }

    /** A message on this order, or one that brings it, comes soon. There is room for those of one packet. */
    void expect(final int instrumentId, final long orderId) {
        if (expectedCount < MAX_EXPECTED) {
            expected[expectedCount++] = home(instrumentId, orderId);
        }
    }

    /**
     * Reads what is expected, without a use for it: then the processor waits for all of it together, and not for each
     * when its message comes.
     */
    void fetch() {
        int sum = 0;
        for (int i = 0; i < expectedCount; i++) {
            // Both ends of the line, since it may lie across two of the processor's
            final int line = at(expected[i] & ~1);
            sum += records.getInt(line) ^ records.getInt(line + LINE_END);
        }
        expectedCount = 0;
        fetched = sum;
    }

    /** The order's slot, or NONE. */
    int find(final int instrumentId, final long orderId) {
        final int home = home(instrumentId, orderId);
        if (isOrder(home, instrumentId, orderId)) {
            return home;
        }
        final int beside = home ^ 1;
        if (isOrder(beside, instrumentId, orderId)) {
            return beside;
        }
        return findBeyond(records.getInt(at(home & ~1) + SAME_LINE), instrumentId, orderId);
    }

    private int findBeyond(final int first, final int instrumentId, final long orderId) {
        int slot = first;
        while (slot != NO_MORE) {
            if (isOrder(slot, instrumentId, orderId)) {
                return slot;
            }
            slot = records.getInt(at(slot) + SAME_LINE);
        }
        return NONE;
    }

    /** A record for an order that is not there; it has to come to a level next. There must be room. */
    int take(final int instrumentId, final long orderId, final long quantity) {
        final int home = home(instrumentId, orderId);
        final int slot = level(home) == FREE ? home : level(home ^ 1) == FREE ? home ^ 1 : takeBeyond(home & ~1);
        size++;
        records.putLong(at(slot) + ID, orderId);
        records.putLong(at(slot) + QUANTITY, quantity);
        return slot;
    }

    private int takeBeyond(final int line) {
        final int slot;
        if (freeBeyond != NONE) {
            slot = freeBeyond;
            freeBeyond = behind(slot);
        } else {
            slot = firstUntouched++;
        }
        records.putInt(at(slot) + SAME_LINE, records.getInt(at(line) + SAME_LINE));
        records.putInt(at(line) + SAME_LINE, slot);
        return slot;
    }

    /** Of an order of this instrument, out of its queue. */
    void free(final int instrumentId, final int slot) {
        if (slot >= homes) {
            freeBeyond(home(instrumentId, orderId(slot)) & ~1, slot);
        }
        records.putInt(at(slot) + LEVEL, FREE);
        size--;
    }

    private void freeBeyond(final int line, final int slot) {
        int before = line;
        int next = records.getInt(at(line) + SAME_LINE);
        while (next != slot) {
            before = next;
            next = records.getInt(at(next) + SAME_LINE);
        }
        records.putInt(at(before) + SAME_LINE, records.getInt(at(slot) + SAME_LINE));
        records.putInt(at(slot) + BEHIND, freeBeyond);
        freeBeyond = slot;
    }

    long orderId(final int slot) {
        return records.getLong(at(slot) + ID);
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

    /** 0 to buy, 1 to sell. */
    int sidePlace(final int slot) {
        return place(slot) & 1;
    }

    private boolean isOrder(final int slot, final int instrumentId, final long orderId) {
        return orderId(slot) == orderId && level(slot) != FREE && place(slot) >> 1 == instrumentId;
    }

    private int place(final int slot) {
        return records.getInt(at(level(slot)) + PLACE);
    }

    private int home(final int instrumentId, final long orderId) {
        final long mixed = ((orderId >> ROW_BITS) + instrumentId * SPREAD_BOOKS) * SPREAD_ORDERS;
        // Within a row in another order for each, so that ids which are multiples of something spread, too.
        return (int) (mixed >>> homeShift) ^ (int) orderId & ROW_MASK;
    }

    private static int at(final int slot) {
        return slot << RECORD_SHIFT;
    }
}
