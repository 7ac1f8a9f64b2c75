package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;

/**
 * The price levels of one side of a book, sorted, the best at the end: most changes are near the best, where little
 * has to move. A level's key is its price for bids and the negated price for asks, so the best always has the
 * greatest key.
 */
@HotPath
final class Ladder {
    /** How many levels from the best on are looked at one by one before the rest is halved. */
    private static final int NEAR_BEST = 8;

    private final LadderSpace space;
    private final LevelPool levels;
    private final boolean buy;
    private int base;
    private int capacity;
    private int count;
    private long bestPriceNanos = Book.NO_PRICE;
    private int bestLevel = LevelPool.NONE;

    Ladder(final LadderSpace space, final LevelPool levels, final boolean buy) {
        this.space = space;
        this.levels = levels;
        this.buy = buy;
    }

    Side side() {
        return buy ? Side.BUY : Side.SELL;
    }

    int count() {
        return count;
    }

    int base() {
        return base;
    }

    /** Called by the space when it gives this ladder another segment. */
    void segment(final int newBase, final int newCapacity) {
        base = newBase;
        capacity = newCapacity;
    }

    /** Or {@link Book#NO_PRICE}. */
    long bestPriceNanos() {
        return bestPriceNanos;
    }

    /** Slot of the best level, or NONE. */
    int bestLevel() {
        return bestLevel;
    }

    /** Slot of a level; depth 0 is the best. NONE when there are not that many. */
    int levelAt(final int depth) {
        return depth >= 0 && depth < count ? level(count - 1 - depth) : LevelPool.NONE;
    }

    /** The index of the level with this price, or −1 − the index where it belongs. */
    int find(final long priceNanos) {
        final long key = key(priceNanos);
        final long[] entries = space.entries();
        final int near = Math.max(0, count - NEAR_BEST);
        for (int index = count - 1; index >= near; index--) {
            final long other = entries[base + 2 * index];
            if (other <= key) {
                return other == key ? index : -2 - index;
            }
        }
        return findBelow(entries, key, near);
    }

    private int findBelow(final long[] entries, final long key, final int end) {
        int low = 0;
        int high = end;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (entries[base + 2 * middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < end && entries[base + 2 * low] == key ? low : -1 - low;
    }

    /** Slot of the level at an index that {@link #find} returned. */
    int level(final int index) {
        return (int) space.entries()[base + 2 * index + 1];
    }

    /** Puts in an empty level and returns its slot. The pool must have room. */
    int insert(final int index, final long priceNanos) {
        if (count == capacity) {
            space.grow(this);
        }
        final long[] entries = space.entries();
        final int at = base + 2 * index;
        shift(entries, at, at + 2, 2 * (count - index));
        final int level = levels.take(priceNanos);
        entries[at] = key(priceNanos);
        entries[at + 1] = level;
        count++;
        if (index == count - 1) {
            refreshBest();
        }
        return level;
    }

    /** Takes out the level at an index and gives it back to the pool. */
    void remove(final int index) {
        final long[] entries = space.entries();
        levels.free(level(index));
        count--;
        final int at = base + 2 * index;
        shift(entries, at + 2, at, 2 * (count - index));
        if (index == count) {
            refreshBest();
        }
    }

    /** Gives all levels back to the pool. */
    void clear() {
        for (int index = 0; index < count; index++) {
            levels.free(level(index));
        }
        count = 0;
        refreshBest();
    }

    /** At the best end there is often nothing to move: then the call is saved. */
    private static void shift(final long[] entries, final int from, final int to, final int length) {
        if (length > 0) {
            System.arraycopy(entries, from, entries, to, length);
        }
    }

    private void refreshBest() {
        bestLevel = levelAt(0);
        bestPriceNanos = bestLevel == LevelPool.NONE ? Book.NO_PRICE : levels.priceNanos(bestLevel);
    }

    private long key(final long priceNanos) {
        return buy ? priceNanos : -priceNanos;
    }
}
