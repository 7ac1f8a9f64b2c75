package io.tiercel.engine.state;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.Arrays;

/**
 * Names the keys that are there by small numbers, their entries, for arrays of what belongs to them. Open addressing,
 * at most half full; a removal shifts back what follows, so nothing accumulates. Never iterated, and which entry a key
 * has is no part of any state.
 *
 * <p>What a new key waits for is a line of the table, another one for each {@value NearbyHash#BLOCK} keys that are
 * given out in a row; its entry is the one that was left last, and in the cache.
 */
@HotPath
public final class NearbyIndex {
    /** No entry. */
    public static final int NONE = -1;

    private static final int EMPTY = 0;

    /** An entry + 1, or {@link #EMPTY}. */
    private final int[] table;

    private final long[] keys;
    /** Entries without a key, as a stack. */
    private final int[] free;

    private final int mask;
    private int freeCount;

    /** @param capacity how many keys it holds at most */
    public NearbyIndex(final int capacity) {
        table = new int[Integer.highestOneBit(Math.max(capacity, 1)) << 2];
        mask = table.length - 1;
        keys = new long[capacity];
        free = new int[capacity];
        clear();
    }

    /** The key's entry, or {@link #NONE}. */
    public int get(final long key) {
        return table[find(key)] - 1;
    }

    /** The key's entry, a new one if there is none yet. */
    public int put(final long key) {
        final int place = find(key);
        if (table[place] == EMPTY) {
            if (freeCount == 0) {
                throw full();
            }
            final int entry = free[--freeCount];
            keys[entry] = key;
            table[place] = entry + 1;
        }
        return table[place] - 1;
    }

    /** Returns the entry that the key had and that the next new one gets, or {@link #NONE}. */
    public int remove(final long key) {
        final int place = find(key);
        final int entry = table[place] - 1;
        if (entry != NONE) {
            free[freeCount++] = entry;
            close(place);
        }
        return entry;
    }

    /** What stands behind the hole moves into it unless it would then stand before its home. */
    private void close(final int place) {
        int hole = place;
        for (int index = (hole + 1) & mask; table[index] != EMPTY; index = (index + 1) & mask) {
            final int distance = (index - NearbyHash.home(keys[table[index] - 1], mask)) & mask;
            if (distance >= ((index - hole) & mask)) {
                table[hole] = table[index];
                hole = index;
            }
        }
        table[hole] = EMPTY;
    }

    /** Forgets all keys. */
    public void clear() {
        Arrays.fill(table, EMPTY);
        freeCount = free.length;
        for (int i = 0; i < freeCount; i++) {
            free[i] = freeCount - 1 - i;
        }
    }

    /** Where the key stands, or the empty place where it would. */
    private int find(final long key) {
        int place = NearbyHash.home(key, mask);
        while (table[place] != EMPTY && keys[table[place] - 1] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    @ColdPath
    private IllegalStateException full() {
        return new IllegalStateException("an index for " + keys.length + " keys got one more");
    }
}
