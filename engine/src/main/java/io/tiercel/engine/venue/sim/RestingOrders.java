package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import java.util.Arrays;

/**
 * The orders that rest in one instrument: by id, by price level, and within a level by time. Memory is taken in the
 * constructor. It does not match: that is the {@link Matcher}'s. Orders and levels are nodes of one pool of longs,
 * named by the place of their first long:
 *
 * <pre>
 *      order                            level
 *  0   id
 *  1   quantity that is left            quantity of all its orders
 *  2   price                            price
 *  3   owner, whatever the caller put   number of its orders
 *  4   node before it in the queue      last order
 *  5   node behind it                   first order
 *  6   its level (upper half), bit 0: side, bit 1: mark of the caller
 *  7   next order with the same hash of its id, or NONE
 * </pre>
 *
 * Orders are found by id through a table with the first order of each hash. Of ids in a row, sixteen are in one cache
 * line of it: venues number upwards, and most of what happens is about recent orders.
 *
 * A level's queue is a ring with the level in it, so an order comes and goes without a question whether it is the
 * first or the last.
 *
 * <p>A side is a number, {@link #BUY} or {@link #SELL}, and the place of what belongs to it: orders of both come at
 * random, and a branch for each of them is foreseen half of the time (of the orders of a mix, 20 instead of 23 ns).
 */
@HotPath
public final class RestingOrders {
    /** No order, no level. */
    public static final int NONE = -1;
    /** A best price when that side is empty. */
    static final long NO_PRICE = Long.MIN_VALUE;

    public static final int SELL = 0;
    public static final int BUY = 1;

    private static final int NODE_SHIFT = 3;
    private static final int ID = 0;
    private static final int QUANTITY = 1;
    private static final int PRICE = 2;
    private static final int OWNER = 3;
    private static final int ORDER_COUNT = 3;
    private static final int BEFORE = 4;
    private static final int BEHIND = 5;
    private static final int PLACE = 6;
    private static final int SAME_HASH = 7;
    private static final long SIDE = 1;
    private static final long MARK = 2;

    private static final int LEAST_HEADS = 32;
    private static final int ROW_BITS = 4;
    private static final int ROW_MASK = (1 << ROW_BITS) - 1;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long[] nodes;
    private final int[] freeOrders;
    private int freeOrderCount;
    private final int[] freeLevels;
    private int freeLevelCount;
    private final int[] heads;
    private final int headShift;
    /** By side. */
    private final Ladder[] ladders;

    /** The low bit of a side's number on the wire, which is 1 to buy and 2 to sell. */
    public static int sideOf(final Side side) {
        return side.value() & BUY;
    }

    static int opposite(final int side) {
        return side ^ 1;
    }

    public RestingOrders(final int maxOrders, final int maxLevels) {
        if (maxOrders < 1 || maxOrders > 1 << 27 || maxLevels < 1 || maxLevels > 1 << 24) {
            throw new IllegalArgumentException("room for " + maxOrders + " orders and " + maxLevels
                    + " levels a side: needs 1 to " + (1 << 27) + " orders and 1 to " + (1 << 24) + " levels");
        }
        nodes = new long[(maxOrders + 2 * maxLevels) << NODE_SHIFT];
        freeOrders = new int[maxOrders];
        freeLevels = new int[2 * maxLevels];
        heads = new int[Math.max(LEAST_HEADS, Integer.highestOneBit(maxOrders) << 1)];
        headShift = Long.SIZE - Integer.numberOfTrailingZeros(heads.length);
        ladders = new Ladder[] {new Ladder(maxLevels, false), new Ladder(maxLevels, true)};
        clear();
    }

    /** The order with this id, or {@link #NONE}. */
    public int find(final long id) {
        int order = heads[hash(id)];
        while (order != NONE && nodes[order + ID] != id) {
            order = (int) nodes[order + SAME_HASH];
        }
        return order;
    }

    /** Whether one more order surely finds room on this side, whatever its price. */
    boolean hasRoom(final int side) {
        return freeOrderCount > 0 && !ladders[side].isFull();
    }

    /** Whether an order for this price finds a level, one that is there or a new one. */
    @ColdPath
    boolean hasLevelFor(final int side, final long price) {
        final Ladder ladder = ladders[side];
        return !ladder.isFull() || ladder.find(ladder.key(price)) != NONE;
    }

    int capacity() {
        return freeOrders.length;
    }

    /** Puts an order at the end of its level; the caller asked {@link #hasRoom} and {@link #find}. */
    public int add(
            final long id,
            final int side,
            final long price,
            final long quantity,
            final long owner,
            final boolean mark) {
        final int order = freeOrders[--freeOrderCount];
        put(id, order);
        nodes[order + QUANTITY] = quantity;
        nodes[order + OWNER] = owner;
        link(order, ladders[side], price, quantity, side | (mark ? MARK : 0));
        return order;
    }

    /** Takes an order out. */
    public void remove(final int order) {
        removeFromHash(order);
        unlink(order, ladders[side(order)]);
        freeOrders[freeOrderCount++] = order;
    }

    /** Takes what was traded of an order's quantity, and with all of it the order. */
    void take(final int order, final long quantity, final long of) {
        if (quantity == of) {
            remove(order);
        } else {
            reduce(order, quantity);
        }
    }

    /** Takes part of an order's quantity; it keeps its place. */
    public void reduce(final int order, final long by) {
        nodes[order + QUANTITY] -= by;
        nodes[level(order) + QUANTITY] -= by;
    }

    /** Sends an order to the end of the queue at this price; false when there is no room for another level. */
    boolean move(final int order, final long newId, final long price, final long quantity, final long owner) {
        final Ladder ladder = ladders[side(order)];
        if (ladder.isFull()) {
            return false;
        }
        if (newId != nodes[order + ID]) {
            removeFromHash(order);
            put(newId, order);
        }
        unlink(order, ladder);
        nodes[order + QUANTITY] = quantity;
        nodes[order + OWNER] = owner;
        link(order, ladder, price, quantity, nodes[order + PLACE] & (SIDE | MARK));
        return true;
    }

    public long id(final int order) {
        return nodes[order + ID];
    }

    public long leaves(final int order) {
        return nodes[order + QUANTITY];
    }

    public long price(final int order) {
        return nodes[order + PRICE];
    }

    public long owner(final int order) {
        return nodes[order + OWNER];
    }

    void owner(final int order, final long owner) {
        nodes[order + OWNER] = owner;
    }

    public int side(final int order) {
        return (int) (nodes[order + PLACE] & SIDE);
    }

    boolean isMarked(final int order) {
        return (nodes[order + PLACE] & MARK) != 0;
    }

    /** The order behind this one at its level, or {@link #NONE}. */
    public int next(final int order) {
        final int behind = (int) nodes[order + BEHIND];
        return behind == level(order) ? NONE : behind;
    }

    /** The order that is first in turn on this side, or {@link #NONE}. */
    int first(final int side) {
        final int level = ladders[side].best();
        return level == NONE ? NONE : (int) nodes[level + BEHIND];
    }

    long bestPrice(final int side) {
        final int level = ladders[side].best();
        return level == NONE ? NO_PRICE : nodes[level + PRICE];
    }

    /** Whether an order of this side would trade at its limit. */
    boolean takes(final int side, final long limit) {
        final Ladder other = ladders[opposite(side)];
        return other.bestKey() >= other.key(limit);
    }

    public int orderCount() {
        return freeOrders.length - freeOrderCount;
    }

    public int levelCount(final int side) {
        return ladders[side].count();
    }

    /** Index 0 is the best. */
    public long levelPrice(final int side, final int index) {
        return nodes[levelAt(side, index) + PRICE];
    }

    public long levelQuantity(final int side, final int index) {
        return nodes[levelAt(side, index) + QUANTITY];
    }

    public int levelOrderCount(final int side, final int index) {
        return (int) nodes[levelAt(side, index) + ORDER_COUNT];
    }

    /** The order that is first in turn at a level. */
    public int levelFirst(final int side, final int index) {
        return (int) nodes[levelAt(side, index) + BEHIND];
    }

    /** Whether this much can be had on this side at the limit or better. */
    boolean canFill(final int side, final long limitPrice, final long quantity) {
        final Ladder ladder = ladders[side];
        final long limitKey = ladder.key(limitPrice);
        long left = quantity;
        for (int position = ladder.count() - 1; position >= 0 && ladder.keyAt(position) >= limitKey; position--) {
            left -= nodes[ladder.level(position) + QUANTITY];
            if (left <= 0) {
                return true;
            }
        }
        return false;
    }

    @ColdPath
    public void clear() {
        int free = freeOrders.length + freeLevels.length;
        for (int i = 0; i < freeLevels.length; i++) {
            freeLevels[i] = --free << NODE_SHIFT;
        }
        freeLevelCount = freeLevels.length;
        for (int i = 0; i < freeOrders.length; i++) {
            freeOrders[i] = --free << NODE_SHIFT;
        }
        freeOrderCount = freeOrders.length;
        Arrays.fill(heads, NONE);
        ladders[0].clear();
        ladders[1].clear();
    }

    private void link(final int order, final Ladder ladder, final long price, final long quantity, final long flags) {
        final long key = ladder.key(price);
        final int found = ladder.find(key);
        final int level = found == NONE ? newLevel(ladder, key, price) : found;
        nodes[order + PRICE] = price;
        nodes[order + PLACE] = ((long) level << Integer.SIZE) | flags;
        nodes[level + QUANTITY] += quantity;
        nodes[level + ORDER_COUNT]++;
        insert(order, level);
    }

    /** Between the last order of a level and the level itself. */
    private void insert(final int order, final int level) {
        final int last = (int) nodes[level + BEFORE];
        nodes[order + BEFORE] = last;
        nodes[order + BEHIND] = level;
        nodes[last + BEHIND] = order;
        nodes[level + BEFORE] = order;
    }

    private int newLevel(final Ladder ladder, final long key, final long price) {
        final int level = freeLevels[--freeLevelCount];
        ladder.insert(key, level);
        nodes[level + QUANTITY] = 0;
        nodes[level + PRICE] = price;
        nodes[level + ORDER_COUNT] = 0;
        nodes[level + BEFORE] = level;
        nodes[level + BEHIND] = level;
        return level;
    }

    private void unlink(final int order, final Ladder ladder) {
        final int before = (int) nodes[order + BEFORE];
        final int behind = (int) nodes[order + BEHIND];
        nodes[before + BEHIND] = behind;
        nodes[behind + BEFORE] = before;
        leave(level(order), nodes[order + QUANTITY], ladder);
    }

    private void leave(final int level, final long quantity, final Ladder ladder) {
        nodes[level + QUANTITY] -= quantity;
        final long left = nodes[level + ORDER_COUNT] - 1;
        nodes[level + ORDER_COUNT] = left;
        if (left == 0) {
            ladder.remove(ladder.key(nodes[level + PRICE]));
            freeLevels[freeLevelCount++] = level;
        }
    }

    private void put(final long id, final int order) {
        final int hash = hash(id);
        nodes[order + ID] = id;
        nodes[order + SAME_HASH] = heads[hash];
        heads[hash] = order;
    }

    private void removeFromHash(final int order) {
        final int hash = hash(nodes[order + ID]);
        final long next = nodes[order + SAME_HASH];
        int before = heads[hash];
        if (before == order) {
            heads[hash] = (int) next;
            return;
        }
        while (nodes[before + SAME_HASH] != order) {
            before = (int) nodes[before + SAME_HASH];
        }
        nodes[before + SAME_HASH] = next;
    }

    private int hash(final long id) {
        // Within a row in another order for each, so that ids which are multiples of something spread, too.
        return (int) (((id >>> ROW_BITS) * GOLDEN) >>> headShift) ^ (int) id & ROW_MASK;
    }

    private int level(final int order) {
        return (int) (nodes[order + PLACE] >>> Integer.SIZE);
    }

    private int levelAt(final int side, final int index) {
        final Ladder ladder = ladders[side];
        return ladder.level(ladder.count() - 1 - index);
    }
}
