package io.tiercel.engine.state;

import io.tiercel.codecs.HotPath;

/**
 * Where a key is at home in a table with open addressing. Keys that are given out one after the other stand side by
 * side, in blocks of {@value #BLOCK}: so the one that is new mostly finds memory that the one before it has brought
 * into the cache. The blocks themselves are spread, so a long row of keys that stays does not stand in the way of
 * those which come later.
 */
@HotPath
public final class NearbyHash {
    private static final int BLOCK_BITS = 4;
    static final int BLOCK = 1 << BLOCK_BITS;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private NearbyHash() {}

    /** @param mask the table's length, a power of two, − 1 */
    public static int home(final long key, final int mask) {
        final long product = (key >>> BLOCK_BITS) * SPREAD;
        // Twice, so that the greatest bits of a key have their say too.
        final int block = (int) ((product ^ product >>> Integer.SIZE) * SPREAD >>> Integer.SIZE);
        return (block << BLOCK_BITS | (int) key & (BLOCK - 1)) & mask;
    }
}
