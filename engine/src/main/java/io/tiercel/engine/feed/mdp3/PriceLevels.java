package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;

/**
 * One side of a book by level, the best one first. What does not fit (a level that is not there, a price out of its
 * order) changes nothing.
 */
@HotPath
public final class PriceLevels {
    private final boolean buy;
    private final long[] prices = new long[Mdp3Instrument.MAX_DEPTH];
    private final long[] sizes = new long[Mdp3Instrument.MAX_DEPTH];
    private final int[] orders = new int[Mdp3Instrument.MAX_DEPTH];
    private int depth;
    private int count;

    public PriceLevels(final boolean buy, final int depth) {
        this.buy = buy;
        this.depth = depth;
    }

    void depth(final int newDepth) {
        depth = newDepth;
    }

    int depth() {
        return depth;
    }

    public int count() {
        return count;
    }

    /** @param index from 0, the best */
    public long price(final int index) {
        return prices[index];
    }

    /** Of the level at this price; 0 where there is none. */
    long size(final long price) {
        final int index = find(price);
        return index < 0 ? 0 : sizes[index];
    }

    /** At this price; 0 where there is none. */
    int orders(final long price) {
        final int index = find(price);
        return index < 0 ? 0 : orders[index];
    }

    /** @param index from 0, the best */
    public long sizeAt(final int index) {
        return sizes[index];
    }

    /** @param index from 0, the best */
    public int ordersAt(final int index) {
        return orders[index];
    }

    /** Whether one more makes the last one fall off. */
    boolean isFull() {
        return count == depth;
    }

    /** The levels from this one on move down; the last of a full book falls off. */
    public boolean insert(final int index, final long price, final long size, final int orderCount) {
        if (index < 0 || index > count || index >= depth || !fits(index - 1, price, index)) {
            return false;
        }
        final int kept = Math.min(count, depth - 1);
        final int moved = kept - index;
        System.arraycopy(prices, index, prices, index + 1, moved);
        System.arraycopy(sizes, index, sizes, index + 1, moved);
        System.arraycopy(orders, index, orders, index + 1, moved);
        count = kept + 1;
        put(index, price, size, orderCount);
        return true;
    }

    /** The level may get another price. */
    public boolean change(final int index, final long price, final long size, final int orderCount) {
        if (index < 0 || index >= count || !fits(index - 1, price, index + 1)) {
            return false;
        }
        put(index, price, size, orderCount);
        return true;
    }

    /** The levels behind these move up. */
    public boolean delete(final int index, final int number) {
        if (index < 0 || number < 0 || index + number > count) {
            return false;
        }
        final int from = index + number;
        System.arraycopy(prices, from, prices, index, count - from);
        System.arraycopy(sizes, from, sizes, index, count - from);
        System.arraycopy(orders, from, orders, index, count - from);
        count -= number;
        return true;
    }

    public void clear() {
        count = 0;
    }

    private void put(final int index, final long price, final long size, final int orderCount) {
        prices[index] = price;
        sizes[index] = size;
        orders[index] = orderCount;
    }

    /** Whether the price lies between those of two levels, as far as they are there. */
    private boolean fits(final int better, final long price, final int worse) {
        return (better < 0 || isBetter(prices[better], price)) && (worse >= count || isBetter(price, prices[worse]));
    }

    private boolean isBetter(final long price, final long than) {
        return buy ? price > than : price < than;
    }

    private int find(final long price) {
        for (int i = 0; i < count; i++) {
            if (prices[i] == price) {
                return i;
            }
        }
        return -1;
    }
}
