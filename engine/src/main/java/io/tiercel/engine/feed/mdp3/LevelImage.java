package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;

/** The price levels that a snapshot has, in whatever order. */
@HotPath
final class LevelImage {
    /** What a group can have. */
    private static final int CAPACITY = 255;

    private final boolean[] buys = new boolean[CAPACITY];
    private final boolean[] implied = new boolean[CAPACITY];
    private final int[] levels = new int[CAPACITY];
    private final long[] prices = new long[CAPACITY];
    private final long[] sizes = new long[CAPACITY];
    private final int[] orders = new int[CAPACITY];
    private final BookEntry entry = new BookEntry();
    private int count;

    void clear() {
        count = 0;
    }

    void add(final BookEntry level) {
        buys[count] = level.buy;
        implied[count] = level.implied;
        levels[count] = level.level;
        prices[count] = level.price;
        sizes[count] = level.size;
        orders[count++] = level.orders;
    }

    /** False when the levels are no book: one is missing or there twice, or their prices are out of order. */
    boolean fill(final LevelBook book) {
        book.clear();
        int filled = 0;
        boolean more = true;
        for (int level = 1; more; level++) {
            more = false;
            for (int i = 0; i < count; i++) {
                if (levels[i] == level) {
                    more = true;
                    filled++;
                    if (!put(book, i)) {
                        return false;
                    }
                }
            }
        }
        return filled == count;
    }

    private boolean put(final LevelBook book, final int index) {
        entry.action = BookEntry.NEW;
        entry.buy = buys[index];
        entry.implied = implied[index];
        entry.level = levels[index];
        entry.price = prices[index];
        entry.size = sizes[index];
        entry.orders = orders[index];
        return book.apply(entry, true);
    }
}
