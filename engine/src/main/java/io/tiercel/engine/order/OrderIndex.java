package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.NearbyIndex;

/** Finds orders by a key. Never iterated. */
@HotPath
final class OrderIndex {
    private final NearbyIndex entries;
    private final Order[] orders;

    /** @param capacity how many keys it will hold at most */
    OrderIndex(final int capacity) {
        entries = new NearbyIndex(capacity);
        orders = new Order[capacity];
    }

    /** Null when there is none. */
    Order get(final long key) {
        final int entry = entries.get(key);
        return entry == NearbyIndex.NONE ? null : orders[entry];
    }

    /** A key that is there already is given to the new order. */
    void put(final long key, final Order order) {
        orders[entries.put(key)] = order;
    }

    void remove(final long key) {
        final int entry = entries.remove(key);
        if (entry != NearbyIndex.NONE) {
            orders[entry] = null;
        }
    }
}
