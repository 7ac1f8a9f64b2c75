package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;

/**
 * The price levels of one side, sorted, the best one last: most of what happens, happens at the end of the arrays. A
 * key is a price that grows with its quality: the price itself for bids, its negation for asks.
 */
@HotPath
final class Ladder {
    /** Levels that are looked at one by one from the best before the search halves what is left. */
    private static final int NEAR = 8;

    private final long[] keys;
    private final int[] levels;
    private int count;

    Ladder(final int capacity) {
        keys = new long[capacity];
        levels = new int[capacity];
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == keys.length;
    }

    /** The level's number in the pool; position count − 1 is the best. */
    int level(final int position) {
        return levels[position];
    }

    long key(final int position) {
        return keys[position];
    }

    int best() {
        return count == 0 ? RestingOrders.NONE : levels[count - 1];
    }

    /** The position of this key, or ~(where it belongs). */
    int find(final long key) {
        final int far = Math.max(0, count - NEAR);
        int position = count - 1;
        while (position >= far && keys[position] > key) {
            position--;
        }
        if (position >= far) {
            return keys[position] == key ? position : ~(position + 1);
        }
        int low = 0;
        int high = far;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < far && keys[low] == key ? low : ~low;
    }

    void insert(final int position, final long key, final int level) {
        final int above = count - position;
        if (above > 0) {
            System.arraycopy(keys, position, keys, position + 1, above);
            System.arraycopy(levels, position, levels, position + 1, above);
        }
        keys[position] = key;
        levels[position] = level;
        count++;
    }

    void remove(final long key) {
        final int position = find(key);
        count--;
        final int above = count - position;
        if (above > 0) {
            System.arraycopy(keys, position + 1, keys, position, above);
            System.arraycopy(levels, position + 1, levels, position, above);
        }
    }

    @ColdPath
    void clear() {
        count = 0;
    }
}
