package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.NearbyHash;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.Arrays;

/**
 * The execution ids of one venue that came last, so that one which comes again under another inbound sequence (sent
 * again in a new session) is known. An id counts together with the kind of its message. The oldest is forgotten for a
 * new one.
 */
@HotPath
final class ExecutionIds {
    private final long[] ids;
    private final int[] kinds;
    /** Open addressing: position in the ring + 1, 0 where empty. Twice as many places as ids. */
    private final int[] table;

    private final int mask;
    private int oldest;
    private int count;

    /** @param capacity how many are remembered: a power of two */
    ExecutionIds(final int capacity) {
        ids = new long[capacity];
        kinds = new int[capacity];
        table = new int[2 * capacity];
        mask = table.length - 1;
    }

    /** False when it is known. */
    boolean add(final long id, final int kind) {
        if (table[find(id, kind)] != 0) {
            return false;
        }
        if (count == ids.length) {
            removeOldest();
        }
        final int position = (oldest + count) & (ids.length - 1);
        ids[position] = id;
        kinds[position] = kind;
        table[find(id, kind)] = position + 1;
        count++;
        return true;
    }

    /** Where it stands, or the empty place where it would. */
    private int find(final long id, final int kind) {
        int index = home(id, kind);
        while (table[index] != 0) {
            final int position = table[index] - 1;
            if (ids[position] == id && kinds[position] == kind) {
                return index;
            }
            index = (index + 1) & mask;
        }
        return index;
    }

    private int home(final long id, final int kind) {
        return NearbyHash.home(id + kind, mask);
    }

    private void removeOldest() {
        int hole = find(ids[oldest], kinds[oldest]);
        oldest = (oldest + 1) & (ids.length - 1);
        count--;
        // What stands behind the hole moves into it unless it would then stand before its home.
        int index = hole;
        while (true) {
            index = (index + 1) & mask;
            if (table[index] == 0) {
                break;
            }
            final int position = table[index] - 1;
            final int distanceFromHome = (index - home(ids[position], kinds[position])) & mask;
            if (distanceFromHome >= ((index - hole) & mask)) {
                table[hole] = table[index];
                hole = index;
            }
        }
        table[hole] = 0;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putInt(count);
        for (int i = 0; i < count; i++) {
            final int position = (oldest + i) & (ids.length - 1);
            writer.putLong(ids[position]);
            writer.putInt(kinds[position]);
        }
    }

    void restoreFrom(final StateReader reader) {
        Arrays.fill(table, 0);
        oldest = 0;
        count = 0;
        for (int remaining = reader.takeInt(); remaining > 0; remaining--) {
            final long id = reader.takeLong();
            add(id, reader.takeInt());
        }
    }
}
