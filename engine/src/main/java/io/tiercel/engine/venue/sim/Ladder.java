package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.Arrays;

/**
 * The price levels of one side, twice: in a table by price, which is how an order finds the level that it comes to,
 * and sorted, the best one last, for what happens when a level comes or goes, mostly near the end. A key is a price
 * that grows with its quality: the price itself for bids, its negation for asks.
 *
 * <p>A search through sorted prices takes a way that the processor cannot foresee, and orders for prices at random
 * make it pay for that; the table has the level at the first look.
 */
@HotPath
final class Ladder {
    /** The key of the best level when there is none: worse than any price. */
    static final long NO_KEY = Long.MIN_VALUE;

    /** Levels that are looked at one by one from the best before the search halves what is left. */
    private static final int NEAR = 8;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    /** What an entry of the table without level has in the level's place: slot 0 is an order's. */
    private static final int FREE = 0;

    private final long sign;
    private final long[] keys;
    private final int[] levels;
    private int count;
    private int best = RestingOrders.NONE;
    private long bestKey = NO_KEY;
    /** Key and level in turn; open addressing, at most half full. */
    private final long[] table;

    private final int tableMask;
    private final int tableShift;

    Ladder(final int capacity, final boolean buy) {
        sign = buy ? 1 : -1;
        keys = new long[capacity];
        levels = new int[capacity];
        final int length = Integer.highestOneBit(capacity) << 2;
        table = new long[2 * length];
        tableMask = length - 1;
        tableShift = Long.SIZE - Integer.numberOfTrailingZeros(length);
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == keys.length;
    }

    long key(final long price) {
        return price * sign;
    }

    /** The best level, or NONE. */
    int best() {
        return best;
    }

    /** Its key, or {@link #NO_KEY}. */
    long bestKey() {
        return bestKey;
    }

    /** The level at a position; count − 1 is the best. */
    int level(final int position) {
        return levels[position];
    }

    long keyAt(final int position) {
        return keys[position];
    }

    /** The level with this key, or NONE. */
    int find(final long key) {
        int entry = home(key);
        int level = levelOf(entry);
        while (level != FREE) {
            if (table[2 * entry] == key) {
                return level;
            }
            entry = (entry + 1) & tableMask;
            level = levelOf(entry);
        }
        return RestingOrders.NONE;
    }

    /** There is room, and no level with this key. */
    void insert(final long key, final int level) {
        int entry = home(key);
        while (levelOf(entry) != FREE) {
            entry = (entry + 1) & tableMask;
        }
        table[2 * entry] = key;
        table[2 * entry + 1] = level;
        final int position = position(key);
        final int above = count - position;
        if (above > 0) {
            System.arraycopy(keys, position, keys, position + 1, above);
            System.arraycopy(levels, position, levels, position + 1, above);
        }
        keys[position] = key;
        levels[position] = level;
        count++;
        refreshBest();
    }

    /** There is a level with this key. */
    void remove(final long key) {
        removeFromTable(key);
        final int position = position(key);
        count--;
        final int above = count - position;
        if (above > 0) {
            System.arraycopy(keys, position + 1, keys, position, above);
            System.arraycopy(levels, position + 1, levels, position, above);
        }
        refreshBest();
    }

    @ColdPath
    void clear() {
        count = 0;
        Arrays.fill(table, 0);
        refreshBest();
    }

    /** Where the key is in the sorted array, or belongs. */
    private int position(final long key) {
        final int far = Math.max(0, count - NEAR);
        int position = count;
        while (position > far && keys[position - 1] >= key) {
            position--;
        }
        if (position > far) {
            return position;
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
        return low;
    }

    private void removeFromTable(final long key) {
        int hole = home(key);
        while (table[2 * hole] != key || levelOf(hole) == FREE) {
            hole = (hole + 1) & tableMask;
        }
        int entry = (hole + 1) & tableMask;
        while (levelOf(entry) != FREE) {
            final int distance = (entry - home(table[2 * entry])) & tableMask;
            if (distance >= ((entry - hole) & tableMask)) {
                table[2 * hole] = table[2 * entry];
                table[2 * hole + 1] = table[2 * entry + 1];
                hole = entry;
            }
            entry = (entry + 1) & tableMask;
        }
        table[2 * hole + 1] = FREE;
    }

    private void refreshBest() {
        best = count == 0 ? RestingOrders.NONE : levels[count - 1];
        bestKey = count == 0 ? NO_KEY : keys[count - 1];
    }

    private int levelOf(final int entry) {
        return (int) table[2 * entry + 1];
    }

    private int home(final long key) {
        return (int) ((key * GOLDEN) >>> tableShift);
    }
}
