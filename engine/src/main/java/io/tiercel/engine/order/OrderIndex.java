package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.NearbyHash;

/**
 * Finds orders by a key that is not 0. Open addressing, at most half full; a removal shifts back what follows, so
 * nothing accumulates. Never iterated.
 */
@HotPath
final class OrderIndex {
    private static final long EMPTY = 0;

    private final long[] keys;
    private final Order[] orders;
    private final int mask;

    /** @param capacity how many keys it will hold at most */
    OrderIndex(final int capacity) {
        final int length = Integer.highestOneBit(Math.max(capacity, 1)) << 2;
        keys = new long[length];
        orders = new Order[length];
        mask = length - 1;
    }

    Order get(final long key) {
        return orders[find(key)];
    }

    /** A key that is there already is given to the new order. */
    void put(final long key, final Order order) {
        final int index = find(key);
        keys[index] = key;
        orders[index] = order;
    }

    void remove(final long key) {
        int hole = find(key);
        if (keys[hole] == EMPTY) {
            return;
        }
        for (int index = (hole + 1) & mask; keys[index] != EMPTY; index = (index + 1) & mask) {
            final int distance = (index - NearbyHash.home(keys[index], mask)) & mask;
            if (distance >= ((index - hole) & mask)) {
                keys[hole] = keys[index];
                orders[hole] = orders[index];
                hole = index;
            }
        }
        keys[hole] = EMPTY;
        orders[hole] = null;
    }

    /** Where it stands, or the empty place where it would. */
    private int find(final long key) {
        int index = NearbyHash.home(key, mask);
        while (keys[index] != EMPTY && keys[index] != key) {
            index = (index + 1) & mask;
        }
        return index;
    }
}
