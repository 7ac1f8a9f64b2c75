package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.Arrays;

/**
 * Finds the slot of an order by its id: open addressing, linear probing, removal by shifting back, never iterated.
 *
 * <pre>
 *  one entry   63 … 32                     31 … 0
 *              upper half of the id's hash  slot + 1, 0 when empty
 * </pre>
 *
 * An entry's home follows from the hash it carries, so that a removal touches no order; the id itself is compared by
 * the caller.
 */
@HotPath
final class OrderMap {
    /** The entry at a position belongs to another id: the search goes on. */
    static final int OTHER = -2;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long SLOT = 0xFFFF_FFFFL;

    private final long[] entries;
    private final int mask;
    private final int shift;

    /** @param capacity entries at the same time; half of the table stays empty */
    OrderMap(final int capacity) {
        int bits = 4;
        while ((1L << bits) < 2L * capacity) {
            bits++;
        }
        if (bits > 30) {
            throw new IllegalArgumentException(
                    "capacity " + capacity + " orders: a table holds at most " + (1 << 29) + ", configure less");
        }
        entries = new long[1 << bits];
        mask = entries.length - 1;
        shift = Integer.SIZE - bits;
    }

    /** Where a search for this id begins. */
    int start(final long id) {
        return tag(id) >>> shift;
    }

    /** The position after this one. */
    int after(final int position) {
        return (position + 1) & mask;
    }

    /** The slot at a position if its order may have this id; NONE when the search is over, OTHER when it goes on. */
    int candidate(final int position, final long id) {
        final long entry = entries[position];
        if (entry == 0) {
            return RestingOrders.NONE;
        }
        return (int) (entry >>> Integer.SIZE) == tag(id) ? (int) (entry & SLOT) - 1 : OTHER;
    }

    /** The caller has made sure that the id is not there. */
    void put(final long id, final int slot) {
        int position = start(id);
        while (entries[position] != 0) {
            position = (position + 1) & mask;
        }
        entries[position] = ((long) tag(id) << Integer.SIZE) | (slot + 1);
    }

    void remove(final long id, final int slot) {
        final long wanted = ((long) tag(id) << Integer.SIZE) | (slot + 1);
        int hole = start(id);
        while (entries[hole] != wanted) {
            hole = (hole + 1) & mask;
        }
        int position = hole;
        while (true) {
            position = (position + 1) & mask;
            final long entry = entries[position];
            if (entry == 0) {
                break;
            }
            final int home = (int) (entry >>> Integer.SIZE) >>> shift;
            if (((position - home) & mask) >= ((position - hole) & mask)) {
                entries[hole] = entry;
                hole = position;
            }
        }
        entries[hole] = 0;
    }

    @ColdPath
    void clear() {
        Arrays.fill(entries, 0);
    }

    private static int tag(final long id) {
        return (int) ((id * GOLDEN) >>> Integer.SIZE);
    }
}
