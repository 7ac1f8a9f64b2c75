package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.reference.TickTable;

/**
 * The price levels of one side of a book, sorted, the best at the end: most changes are near the best, where little
 * has to move. A level's key is its price for bids and the negated price for asks, so the best always has the
 * greatest key.
 *
 * <p>Where most ticks have a level, a price is as many levels from the best as it is ticks, and found at the first
 * look. A processor foresees that, and cannot foresee the way of a search: that costs more than the look. The ticks
 * are a hint only, so a price off their grid is found as well.
 */
@HotPath
final class Ladder {
    /** How many ticks from the best a level may be to be looked for by its distance. */
    private static final int NEAR_TICKS = 64;

    private static final TickTable ANY_TICKS = new TickTable(0, new long[1], new long[] {1});

    private final LadderSpace space;
    private final LevelPool levels;
    private final boolean buy;
    private final int place;
    private final long sign;
    private TickTable ticks;
    private long tickNanos;
    /** 2^62 / tick, rounded up. */
    private long inverseTick;

    private long nearNanos;
    private int base;
    private int capacity;
    private int count;
    private long bestPriceNanos = Book.NO_PRICE;
    private int bestLevel = LevelPool.NONE;

    Ladder(final LadderSpace space, final LevelPool levels, final int instrumentId, final boolean buy) {
        this.space = space;
        this.levels = levels;
        this.buy = buy;
        place = (instrumentId << 1) | (buy ? 0 : 1);
        sign = buy ? 1 : -1;
        ticks(ANY_TICKS);
    }

    /** Of the prices to come. */
    void ticks(final TickTable newTicks) {
        ticks = newTicks;
        tick(newTicks.tickAt(bestLevel == LevelPool.NONE ? 0 : bestPriceNanos));
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
        final long bestKey = key(bestPriceNanos);
        if (count == 0 || key > bestKey) {
            return -1 - count;
        }
        final long[] entries = space.entries();
        final long distance = bestKey - key;
        int end = count;
        // A distance below 0 is one that no long can hold
        if (distance >= 0 && distance < nearNanos) {
            final int ticksAway = (int) Math.multiplyHigh(distance << 2, inverseTick);
            int index = Math.max(0, count - 1 - ticksAway);
            long other = entries[base + 2 * index];
            if (other <= key) {
                while (other < key) {
                    index++;
                    other = entries[base + 2 * index];
                }
                return other == key ? index : -1 - index;
            }
            end = index;
        }
        return findBelow(entries, key, end);
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
        final int level = levels.take(priceNanos, place);
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
        if (ticks.entryCount() > 1 && ticks.tickAt(bestPriceNanos) != tickNanos) {
            tick(ticks.tickAt(bestPriceNanos));
        }
    }

    private void tick(final long newTickNanos) {
        tickNanos = newTickNanos;
        inverseTick = (1L << 62) / newTickNanos + 1;
        nearNanos = Math.min(newTickNanos, Long.MAX_VALUE / (8 * NEAR_TICKS)) * NEAR_TICKS;
    }

    private long key(final long priceNanos) {
        return priceNanos * sign;
    }
}
