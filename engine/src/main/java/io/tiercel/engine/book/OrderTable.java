package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;

/**
 * Finds an order's slot by book and order id, for all books in one table: the first order of each hash, from where each
 * order's record names the next one. There are at least twice as many hashes as orders, so most have no more than one.
 * An order comes and goes at one place of the table, whatever is beside it. Never iterated.
 *
 * <p>Sixteen order ids in a row are in one cache line of the table: venues number orders upwards, and most messages are
 * about recent ones.
 */
@HotPath
final class OrderTable {
    static final int MISSING = -1;

    private static final int ROW_BITS = 4;
    private static final int ROW_MASK = (1 << ROW_BITS) - 1;
    private static final int LEAST_LENGTH = 4 << ROW_BITS;
    private static final long SPREAD_BOOKS = 0x9E3779B97F4A7C15L;
    private static final long SPREAD_ORDERS = 0xD6E8FEB86659FD93L;

    /** Slot + 1 of the first order; 0: none. So memory that no order came to is not touched. */
    private final int[] heads;

    private final OrderPool orders;
    private final int rowShift;

    OrderTable(final int capacity, final OrderPool orders) {
        heads = new int[Math.max(LEAST_LENGTH, Integer.highestOneBit(capacity) << 2)];
        rowShift = Long.SIZE - Integer.numberOfTrailingZeros(heads.length >> ROW_BITS);
        this.orders = orders;
    }

    /** The order's slot, or MISSING. */
    int find(final int instrumentId, final long orderId) {
        int next = heads[hash(instrumentId, orderId)];
        while (next != 0 && !orders.isOrder(next - 1, instrumentId, orderId)) {
            next = orders.sameHash(next - 1);
        }
        return next - 1;
    }

    /** Adds an order that is not in the table. */
    void put(final int instrumentId, final long orderId, final int slot) {
        final int hash = hash(instrumentId, orderId);
        orders.sameHash(slot, heads[hash]);
        heads[hash] = slot + 1;
    }

    /** Takes out an order that is in the table. */
    void remove(final int instrumentId, final long orderId, final int slot) {
        final int hash = hash(instrumentId, orderId);
        final int next = orders.sameHash(slot);
        if (heads[hash] == slot + 1) {
            heads[hash] = next;
            return;
        }
        int before = heads[hash] - 1;
        while (orders.sameHash(before) != slot + 1) {
            before = orders.sameHash(before) - 1;
        }
        orders.sameHash(before, next);
    }

    private int hash(final int instrumentId, final long orderId) {
        final long mixed = ((orderId >> ROW_BITS) + instrumentId * SPREAD_BOOKS) * SPREAD_ORDERS;
        return (int) (mixed >>> rowShift) << ROW_BITS | (int) orderId & ROW_MASK;
    }
}
