package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;

/**
 * Finds an order's slot by book and order id, for all books in one table. Open addressing, at most half full; a
 * removal shifts back what follows it, so nothing accumulates. An entry is a slot beside 32 bits of hash: the order's
 * record is read only when these agree, so a lookup costs one line here and one there, and a miss none there. Never
 * iterated.
 *
 * <pre>
 *  63 … 34      | 33 … 32              | 31 … 0
 *  hash of the  | order id modulo 4    | slot + 1;
 *  other bits   |                      | 0: free
 * </pre>
 *
 * Four order ids in a row share a hash and so lie side by side: venues number orders upwards, and most messages are
 * about recent ones.
 */
@HotPath
final class OrderTable {
    static final int MISSING = -1;

    private static final int GROUP_BITS = 2;
    private static final int GROUP_MASK = (1 << GROUP_BITS) - 1;
    private static final int LEAST_LENGTH = 16;
    private static final long SLOT_MASK = 0xFFFF_FFFFL;
    private static final long SPREAD_BOOKS = 0x9E3779B97F4A7C15L;
    private static final long SPREAD_ORDERS = 0xD6E8FEB86659FD93L;
    private static final long SPREAD_AGAIN = 0xC2B2AE3D27D4EB4FL;

    private final long[] entries;
    private final OrderPool orders;
    private final int mask;
    private final int homeShift;

    OrderTable(final int capacity, final OrderPool orders) {
        final int length = Math.max(LEAST_LENGTH, Integer.highestOneBit(capacity) << 2);
        entries = new long[length];
        mask = length - 1;
        homeShift = Integer.SIZE - Integer.numberOfTrailingZeros(length >>> GROUP_BITS);
        this.orders = orders;
    }

    /** Where the order stands in this table, or MISSING. Holds until the next change. */
    int indexOf(final int instrumentId, final long orderId) {
        final int hash = hash(instrumentId, orderId);
        int index = home(hash);
        for (long entry = entries[index]; entry != 0; entry = entries[index]) {
            if ((int) (entry >>> Integer.SIZE) == hash && isOrder(slotOf(entry), instrumentId, orderId)) {
                return index;
            }
            index = (index + 1) & mask;
        }
        return MISSING;
    }

    int slotAt(final int index) {
        return slotOf(entries[index]);
    }

    /** Adds an order that is not in the table. */
    void put(final int instrumentId, final long orderId, final int slot) {
        final int hash = hash(instrumentId, orderId);
        int index = home(hash);
        while (entries[index] != 0) {
            index = (index + 1) & mask;
        }
        entries[index] = ((long) hash << Integer.SIZE) | (slot + 1);
    }

    void removeAt(final int removed) {
        int hole = removed;
        int index = (hole + 1) & mask;
        for (long entry = entries[index]; entry != 0; entry = entries[index]) {
            final int distance = (index - home((int) (entry >>> Integer.SIZE))) & mask;
            if (distance >= ((index - hole) & mask)) {
                entries[hole] = entry;
                hole = index;
            }
            index = (index + 1) & mask;
        }
        entries[hole] = 0;
    }

    private boolean isOrder(final int slot, final int instrumentId, final long orderId) {
        return orders.orderId(slot) == orderId && orders.place(slot) >> 1 == instrumentId;
    }

    private int home(final int hash) {
        return ((hash >>> homeShift) << GROUP_BITS) | (hash & GROUP_MASK);
    }

    private static int hash(final int instrumentId, final long orderId) {
        final long mixed = ((orderId >> GROUP_BITS) + instrumentId * SPREAD_BOOKS) * SPREAD_ORDERS;
        final long again = (mixed ^ (mixed >>> Integer.SIZE)) * SPREAD_AGAIN;
        return ((int) (again >>> Integer.SIZE) & ~GROUP_MASK) | ((int) orderId & GROUP_MASK);
    }

    private static int slotOf(final long entry) {
        return (int) (entry & SLOT_MASK) - 1;
    }
}
