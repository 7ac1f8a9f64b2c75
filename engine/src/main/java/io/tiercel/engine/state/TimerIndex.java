package io.tiercel.engine.state;

import io.tiercel.codecs.HotPath;
import java.util.Arrays;

/**
 * Finds a timer's slot by its id. Open addressing, at most half full; a removal shifts back what follows, so nothing
 * accumulates. Never iterated.
 */
@HotPath
final class TimerIndex {
    static final int MISSING = -1;

    private static final long EMPTY = Timers.NONE;

    private final long[] ids;
    private final int[] slots;
    private final int mask;

    TimerIndex(final int capacity) {
        final int length = Integer.highestOneBit(Math.max(capacity, 1)) << 2;
        ids = new long[length];
        slots = new int[length];
        mask = length - 1;
    }

    void put(final long id, final int slot) {
        int index = home(id);
        while (ids[index] != EMPTY) {
            index = (index + 1) & mask;
        }
        ids[index] = id;
        slots[index] = slot;
    }

    int get(final long id) {
        final int index = find(id);
        return index == MISSING ? MISSING : slots[index];
    }

    void remove(final long id) {
        int hole = find(id);
        if (hole == MISSING) {
            return;
        }
        for (int index = (hole + 1) & mask; ids[index] != EMPTY; index = (index + 1) & mask) {
            final int distance = (index - home(ids[index])) & mask;
            if (distance >= ((index - hole) & mask)) {
                ids[hole] = ids[index];
                slots[hole] = slots[index];
                hole = index;
            }
        }
        ids[hole] = EMPTY;
    }

    void clear() {
        Arrays.fill(ids, EMPTY);
    }

    private int find(final long id) {
        if (id == EMPTY) {
            return MISSING;
        }
        int index = home(id);
        while (ids[index] != EMPTY) {
            if (ids[index] == id) {
                return index;
            }
            index = (index + 1) & mask;
        }
        return MISSING;
    }

    private int home(final long id) {
        return NearbyHash.home(id, mask);
    }
}
