package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * Orders of a session in the order in which they came, which within a price is their rank. It grows when it has to; in
 * a steady state it allocates nothing.
 */
@HotPath
final class ImageOrders {
    static final int NONE = -1;

    private static final int FIRST_CAPACITY = 1 << 10;

    private final Long2LongHashMap slots = new Long2LongHashMap(NONE);
    private long[] references = new long[FIRST_CAPACITY];
    private long[] shares = new long[FIRST_CAPACITY];
    private long[] stocks = new long[FIRST_CAPACITY];
    private long[] prices = new long[FIRST_CAPACITY];
    private int[] locates = new int[FIRST_CAPACITY];
    private byte[] sides = new byte[FIRST_CAPACITY];
    private int[] before = new int[FIRST_CAPACITY];
    /** Of an order that rests, the one behind it; else of a slot that is free, the next one that is. */
    private int[] behind = new int[FIRST_CAPACITY];

    private int first = NONE;
    private int last = NONE;
    private int free = NONE;
    private int used;

    @ColdPath
    void clear() {
        slots.clear();
        first = NONE;
        last = NONE;
        free = NONE;
        used = 0;
    }

    /** Behind all others. */
    void add(
            final long reference,
            final int locate,
            final byte side,
            final long quantity,
            final long stock,
            final long price) {
        remove(reference);
        final int slot = slot();
        references[slot] = reference;
        locates[slot] = locate;
        sides[slot] = side;
        shares[slot] = quantity;
        stocks[slot] = stock;
        prices[slot] = price;
        before[slot] = last;
        behind[slot] = NONE;
        if (last == NONE) {
            first = slot;
        } else {
            behind[last] = slot;
        }
        last = slot;
        slots.put(reference, slot);
    }

    /** What is left of none is over. */
    void reduce(final long reference, final long quantity) {
        final int slot = (int) slots.get(reference);
        if (slot != NONE && shares[slot] > quantity) {
            shares[slot] -= quantity;
        } else {
            remove(reference);
        }
    }

    /** With another reference, behind all others; one that is not there is none. */
    void replace(final long reference, final long newReference, final long quantity, final long price) {
        final int slot = (int) slots.get(reference);
        if (slot != NONE) {
            final int locate = locates[slot];
            final byte side = sides[slot];
            final long stock = stocks[slot];
            remove(reference);
            add(newReference, locate, side, quantity, stock, price);
        }
    }

    void remove(final long reference) {
        final int slot = (int) slots.remove(reference);
        if (slot == NONE) {
            return;
        }
        if (before[slot] == NONE) {
            first = behind[slot];
        } else {
            behind[before[slot]] = behind[slot];
        }
        if (behind[slot] == NONE) {
            last = before[slot];
        } else {
            before[behind[slot]] = before[slot];
        }
        behind[slot] = free;
        free = slot;
    }

    private int slot() {
        if (free != NONE) {
            final int slot = free;
            free = behind[slot];
            return slot;
        }
        if (used == references.length) {
            grow();
        }
        return used++;
    }

    @ColdPath
    private void grow() {
        final int capacity = Math.multiplyExact(used, 2);
        references = Arrays.copyOf(references, capacity);
        shares = Arrays.copyOf(shares, capacity);
        stocks = Arrays.copyOf(stocks, capacity);
        prices = Arrays.copyOf(prices, capacity);
        locates = Arrays.copyOf(locates, capacity);
        sides = Arrays.copyOf(sides, capacity);
        before = Arrays.copyOf(before, capacity);
        behind = Arrays.copyOf(behind, capacity);
    }

    /** The slot of the order that came first, or {@link #NONE}. */
    int first() {
        return first;
    }

    /** The slot of the order that came after this one, or {@link #NONE}. */
    int behind(final int slot) {
        return behind[slot];
    }

    long reference(final int slot) {
        return references[slot];
    }

    int locate(final int slot) {
        return locates[slot];
    }

    char side(final int slot) {
        return (char) (sides[slot] & 0xFF);
    }

    long shares(final int slot) {
        return shares[slot];
    }

    long stock(final int slot) {
        return stocks[slot];
    }

    long price(final int slot) {
        return prices[slot];
    }
}
