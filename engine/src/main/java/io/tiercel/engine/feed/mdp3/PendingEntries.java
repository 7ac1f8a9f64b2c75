package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;

/** Entries of books that wait for their snapshots, in order for each book; all books share the room. */
@HotPath
final class PendingEntries {
    static final int NONE = -1;

    private static final int BUY = 1;
    private static final int IMPLIED = 2;
    private static final int KIND_SHIFT = 2;
    private static final int ACTION_SHIFT = 8;
    private static final int LEVEL_SHIFT = 16;

    private final int[] next;
    private final int[] what;
    private final int[] orders;
    private final long[] sequences;
    private final long[] numbers;
    private final long[] prices;
    private final long[] sizes;
    private final long[] orderIds;
    private final long[] priorities;
    private int free;

    PendingEntries(final int capacity) {
        next = new int[capacity];
        what = new int[capacity];
        orders = new int[capacity];
        sequences = new long[capacity];
        numbers = new long[capacity];
        prices = new long[capacity];
        sizes = new long[capacity];
        orderIds = new long[capacity];
        priorities = new long[capacity];
        for (int i = 0; i < capacity; i++) {
            next[i] = i + 1 < capacity ? i + 1 : NONE;
        }
    }

    /** Behind the last of a book's; returns where it is, or NONE where there is no room. */
    int add(final int last, final BookEntry entry) {
        final int slot = free;
        if (slot == NONE) {
            return NONE;
        }
        free = next[slot];
        next[slot] = NONE;
        if (last != NONE) {
            next[last] = slot;
        }
        what[slot] = (entry.buy ? BUY : 0)
                | (entry.implied ? IMPLIED : 0)
                | entry.kind << KIND_SHIFT
                | entry.action << ACTION_SHIFT
                | entry.level << LEVEL_SHIFT;
        orders[slot] = entry.orders;
        sequences[slot] = entry.sequence;
        numbers[slot] = entry.number;
        prices[slot] = entry.price;
        sizes[slot] = entry.size;
        orderIds[slot] = entry.orderId;
        priorities[slot] = entry.priority;
        return slot;
    }

    void read(final int slot, final BookEntry into) {
        final int packed = what[slot];
        into.of(packed >>> KIND_SHIFT & 0x3F, sequences[slot], numbers[slot]);
        into.buy = (packed & BUY) != 0;
        into.implied = (packed & IMPLIED) != 0;
        into.action = packed >>> ACTION_SHIFT & 0xFF;
        into.level = packed >>> LEVEL_SHIFT & 0xFF;
        into.orders = orders[slot];
        into.price = prices[slot];
        into.size = sizes[slot];
        into.orderId = orderIds[slot];
        into.priority = priorities[slot];
    }

    int next(final int slot) {
        return next[slot];
    }

    /** All from the first to the last of a book. */
    void release(final int first, final int last) {
        if (first != NONE) {
            next[last] = free;
            free = first;
        }
    }
}
