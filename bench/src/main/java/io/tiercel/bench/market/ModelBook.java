package io.tiercel.bench.market;

import java.util.Arrays;

/**
 * What the generator knows of one instrument: its live orders, in queues by side and tick, and the best prices. Slots
 * name orders; ticks count from 0 within the instrument's band.
 */
final class ModelBook {
    static final int TICKS = 1 << 10;
    static final int MAX_CAPACITY = 1 << 20;
    static final int BUY = 0;
    static final int SELL = 1;

    private static final int NONE = -1;

    private final int capacity;
    private final long[] orderId;
    private final int[] level;
    private final int[] quantity;
    private final int[] ahead;
    private final int[] behind;
    private final int[] first = new int[2 * TICKS];
    private final int[] last = new int[2 * TICKS];
    /** Live slots, then free ones. */
    private final int[] slots;

    private final int[] placeOf;
    private final int[] count = new int[2];
    private int liveCount;
    private int bestBid = NONE;
    private int bestAsk = TICKS;

    ModelBook(final int capacity) {
        this.capacity = capacity;
        orderId = new long[capacity];
        level = new int[capacity];
        quantity = new int[capacity];
        ahead = new int[capacity];
        behind = new int[capacity];
        slots = new int[capacity];
        placeOf = new int[capacity];
        for (int i = 0; i < capacity; i++) {
            slots[i] = i;
            placeOf[i] = i;
        }
        Arrays.fill(first, NONE);
        Arrays.fill(last, NONE);
    }

    boolean full() {
        return liveCount == capacity;
    }

    int liveCount() {
        return liveCount;
    }

    int count(final int side) {
        return count[side];
    }

    /** Or −1. */
    int bestBid() {
        return bestBid;
    }

    /** Or {@link #TICKS}. */
    int bestAsk() {
        return bestAsk;
    }

    /** A live order, by its place among them. */
    int live(final int index) {
        return slots[index];
    }

    /** The order that trades next; the side must have one. */
    int frontOf(final int side) {
        return first[levelOf(side, side == BUY ? bestBid : bestAsk)];
    }

    long orderId(final int slot) {
        return orderId[slot];
    }

    int sideOf(final int slot) {
        return level[slot] / TICKS;
    }

    int tickOf(final int slot) {
        return level[slot] % TICKS;
    }

    int quantity(final int slot) {
        return quantity[slot];
    }

    void reduce(final int slot, final int by) {
        quantity[slot] -= by;
    }

    void add(final int side, final int tick, final long newOrderId, final int newQuantity) {
        final int slot = slots[liveCount++];
        final int at = levelOf(side, tick);
        orderId[slot] = newOrderId;
        quantity[slot] = newQuantity;
        level[slot] = at;
        ahead[slot] = last[at];
        behind[slot] = NONE;
        if (last[at] == NONE) {
            first[at] = slot;
        } else {
            behind[last[at]] = slot;
        }
        last[at] = slot;
        count[side]++;
        if (side == BUY) {
            bestBid = Math.max(bestBid, tick);
        } else {
            bestAsk = Math.min(bestAsk, tick);
        }
    }

    void remove(final int slot) {
        final int at = level[slot];
        if (ahead[slot] == NONE) {
            first[at] = behind[slot];
        } else {
            behind[ahead[slot]] = behind[slot];
        }
        if (behind[slot] == NONE) {
            last[at] = ahead[slot];
        } else {
            ahead[behind[slot]] = ahead[slot];
        }
        final int moved = slots[--liveCount];
        final int place = placeOf[slot];
        slots[place] = moved;
        placeOf[moved] = place;
        slots[liveCount] = slot;
        placeOf[slot] = liveCount;
        count[at / TICKS]--;
        while (bestBid >= 0 && first[levelOf(BUY, bestBid)] == NONE) {
            bestBid--;
        }
        while (bestAsk < TICKS && first[levelOf(SELL, bestAsk)] == NONE) {
            bestAsk++;
        }
    }

    private static int levelOf(final int side, final int tick) {
        return side * TICKS + tick;
    }
}
