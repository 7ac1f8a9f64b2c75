package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;

/**
 * The orders that rest in one instrument: by id, by price level, and within a level by time. Memory is taken in the
 * constructor. It does not match: that is the {@link Matcher}'s. An order lives in a slot of one pool of longs:
 *
 * <pre>
 *  0  id
 *  1  quantity that is left
 *  2  price
 *  3  owner, whatever the caller put there
 *  4  slot before (upper half) and after (lower half) in its level's queue
 *  5  level (upper half), bit 0: buy, bit 1: mark of the caller
 *  6, 7 fill the cache line
 * </pre>
 *
 * A level: 0 quantity, 1 first (upper half) and last slot, 2 orders, 3 price.
 */
@HotPath
final class RestingOrders {
    /** No slot, no level. */
    static final int NONE = -1;
    /** A best price when that side is empty. */
    static final long NO_PRICE = Long.MIN_VALUE;

    private static final int ORDER_SHIFT = 3;
    private static final int ID = 0;
    private static final int LEAVES = 1;
    private static final int PRICE = 2;
    private static final int OWNER = 3;
    private static final int LINKS = 4;
    private static final int PLACE = 5;
    private static final long BUY = 1;
    private static final long MARK = 2;

    private static final int LEVEL_SHIFT = 2;
    private static final int QUANTITY = 0;
    private static final int ENDS = 1;
    private static final int ORDERS = 2;
    private static final int LEVEL_PRICE = 3;

    private final long[] orders;
    private final int[] freeSlots;
    private int freeSlotCount;
    private final long[] levels;
    private final int[] freeLevels;
    private int freeLevelCount;
    private final OrderMap map;
    private final Ladder bids;
    private final Ladder asks;

    RestingOrders(final int maxOrders, final int maxLevels) {
        if (maxOrders < 1 || maxOrders > 1 << 27 || maxLevels < 1 || maxLevels > 1 << 24) {
            throw new IllegalArgumentException("room for " + maxOrders + " orders and " + maxLevels
                    + " levels a side: needs 1 to " + (1 << 27) + " orders and 1 to " + (1 << 24) + " levels");
        }
        orders = new long[maxOrders << ORDER_SHIFT];
        freeSlots = new int[maxOrders];
        levels = new long[(2 * maxLevels) << LEVEL_SHIFT];
        freeLevels = new int[2 * maxLevels];
        map = new OrderMap(maxOrders);
        bids = new Ladder(maxLevels);
        asks = new Ladder(maxLevels);
        clear();
    }

    /** The order's slot, or {@link #NONE}. */
    int find(final long id) {
        int position = map.start(id);
        while (true) {
            final int slot = map.candidate(position, id);
            if (slot == NONE) {
                return NONE;
            }
            if (slot >= 0 && orders[slot << ORDER_SHIFT] == id) {
                return slot;
            }
            position = map.after(position);
        }
    }

    /** Whether one more order surely finds room on this side, whatever its price. */
    boolean hasRoom(final boolean buy) {
        return freeSlotCount > 0 && !ladder(buy).isFull();
    }

    /** Puts an order at the end of its level; the caller asked {@link #hasRoom} and {@link #find}. Returns its slot. */
    int add(
            final long id,
            final boolean buy,
            final long price,
            final long quantity,
            final long owner,
            final boolean mark) {
        final int slot = freeSlots[--freeSlotCount];
        map.put(id, slot);
        final int at = slot << ORDER_SHIFT;
        orders[at + ID] = id;
        orders[at + LEAVES] = quantity;
        orders[at + OWNER] = owner;
        link(slot, buy, price, mark);
        return slot;
    }

    /** Takes an order out. */
    void remove(final int slot) {
        map.remove(orders[slot << ORDER_SHIFT], slot);
        unlink(slot);
        freeSlots[freeSlotCount++] = slot;
    }

    /** Takes part of an order's quantity; it keeps its place. */
    void reduce(final int slot, final long by) {
        final int at = slot << ORDER_SHIFT;
        orders[at + LEAVES] -= by;
        levels[((int) (orders[at + PLACE] >>> Integer.SIZE) << LEVEL_SHIFT) + QUANTITY] -= by;
    }

    /** Sends an order to the end of the queue at this price; false when there is no room for another level. */
    boolean move(final int slot, final long newId, final long price, final long quantity, final long owner) {
        final int at = slot << ORDER_SHIFT;
        final long place = orders[at + PLACE];
        final boolean buy = (place & BUY) != 0;
        if (ladder(buy).isFull()) {
            return false;
        }
        final long id = orders[at + ID];
        unlink(slot);
        if (newId != id) {
            map.remove(id, slot);
            map.put(newId, slot);
            orders[at + ID] = newId;
        }
        orders[at + LEAVES] = quantity;
        orders[at + OWNER] = owner;
        link(slot, buy, price, (place & MARK) != 0);
        return true;
    }

    long id(final int slot) {
        return orders[(slot << ORDER_SHIFT) + ID];
    }

    long leaves(final int slot) {
        return orders[(slot << ORDER_SHIFT) + LEAVES];
    }

    long price(final int slot) {
        return orders[(slot << ORDER_SHIFT) + PRICE];
    }

    long owner(final int slot) {
        return orders[(slot << ORDER_SHIFT) + OWNER];
    }

    void owner(final int slot, final long owner) {
        orders[(slot << ORDER_SHIFT) + OWNER] = owner;
    }

    boolean isBuy(final int slot) {
        return (orders[(slot << ORDER_SHIFT) + PLACE] & BUY) != 0;
    }

    boolean isMarked(final int slot) {
        return (orders[(slot << ORDER_SHIFT) + PLACE] & MARK) != 0;
    }

    /** The order behind this one at its level, or {@link #NONE}. */
    int next(final int slot) {
        return (int) orders[(slot << ORDER_SHIFT) + LINKS];
    }

    /** The order that is first in turn on this side, or {@link #NONE}. */
    int first(final boolean buy) {
        final int level = ladder(buy).best();
        return level == NONE ? NONE : (int) (levels[(level << LEVEL_SHIFT) + ENDS] >>> Integer.SIZE);
    }

    long bestPrice(final boolean buy) {
        final int level = ladder(buy).best();
        return level == NONE ? NO_PRICE : levels[(level << LEVEL_SHIFT) + LEVEL_PRICE];
    }

    int orderCount() {
        return freeSlots.length - freeSlotCount;
    }

    int levelCount(final boolean buy) {
        return ladder(buy).count();
    }

    /** Index 0 is the best. */
    long levelPrice(final boolean buy, final int index) {
        return levels[(levelAt(buy, index) << LEVEL_SHIFT) + LEVEL_PRICE];
    }

    long levelQuantity(final boolean buy, final int index) {
        return levels[(levelAt(buy, index) << LEVEL_SHIFT) + QUANTITY];
    }

    int levelOrderCount(final boolean buy, final int index) {
        return (int) levels[(levelAt(buy, index) << LEVEL_SHIFT) + ORDERS];
    }

    /** The order that is first in turn at a level. */
    int levelFirst(final boolean buy, final int index) {
        return (int) (levels[(levelAt(buy, index) << LEVEL_SHIFT) + ENDS] >>> Integer.SIZE);
    }

    /** Whether this much can be had on this side at the limit or better. */
    boolean canFill(final boolean buy, final long limitPrice, final long quantity) {
        final Ladder ladder = ladder(buy);
        final long limitKey = key(buy, limitPrice);
        long left = quantity;
        for (int position = ladder.count() - 1; position >= 0 && ladder.key(position) >= limitKey; position--) {
            left -= levels[(ladder.level(position) << LEVEL_SHIFT) + QUANTITY];
            if (left <= 0) {
                return true;
            }
        }
        return false;
    }

    @ColdPath
    void clear() {
        for (int slot = 0; slot < freeSlots.length; slot++) {
            freeSlots[slot] = freeSlots.length - 1 - slot;
        }
        freeSlotCount = freeSlots.length;
        for (int level = 0; level < freeLevels.length; level++) {
            freeLevels[level] = freeLevels.length - 1 - level;
        }
        freeLevelCount = freeLevels.length;
        map.clear();
        bids.clear();
        asks.clear();
    }

    private void link(final int slot, final boolean buy, final long price, final boolean mark) {
        final Ladder ladder = ladder(buy);
        final long key = key(buy, price);
        final int position = ladder.find(key);
        final int at = slot << ORDER_SHIFT;
        final int level;
        final int last;
        if (position >= 0) {
            level = ladder.level(position);
            final int levelAt = level << LEVEL_SHIFT;
            final long ends = levels[levelAt + ENDS];
            last = (int) ends;
            final int lastAt = last << ORDER_SHIFT;
            orders[lastAt + LINKS] = pack((int) (orders[lastAt + LINKS] >>> Integer.SIZE), slot);
            levels[levelAt + ENDS] = pack((int) (ends >>> Integer.SIZE), slot);
            levels[levelAt + QUANTITY] += orders[at + LEAVES];
            levels[levelAt + ORDERS]++;
        } else {
            level = freeLevels[--freeLevelCount];
            last = NONE;
            ladder.insert(~position, key, level);
            final int levelAt = level << LEVEL_SHIFT;
            levels[levelAt + QUANTITY] = orders[at + LEAVES];
            levels[levelAt + ENDS] = pack(slot, slot);
            levels[levelAt + ORDERS] = 1;
            levels[levelAt + LEVEL_PRICE] = price;
        }
        orders[at + PRICE] = price;
        orders[at + LINKS] = pack(last, NONE);
        orders[at + PLACE] = ((long) level << Integer.SIZE) | (buy ? BUY : 0) | (mark ? MARK : 0);
    }

    private void unlink(final int slot) {
        final int at = slot << ORDER_SHIFT;
        final long place = orders[at + PLACE];
        final int level = (int) (place >>> Integer.SIZE);
        final int levelAt = level << LEVEL_SHIFT;
        final long left = --levels[levelAt + ORDERS];
        if (left == 0) {
            final boolean buy = (place & BUY) != 0;
            ladder(buy).remove(key(buy, orders[at + PRICE]));
            freeLevels[freeLevelCount++] = level;
            return;
        }
        levels[levelAt + QUANTITY] -= orders[at + LEAVES];
        final long links = orders[at + LINKS];
        final int before = (int) (links >>> Integer.SIZE);
        final int after = (int) links;
        final long ends = levels[levelAt + ENDS];
        if (before == NONE) {
            levels[levelAt + ENDS] = pack(after, (int) ends);
        } else {
            final int beforeAt = before << ORDER_SHIFT;
            orders[beforeAt + LINKS] = pack((int) (orders[beforeAt + LINKS] >>> Integer.SIZE), after);
        }
        if (after == NONE) {
            levels[levelAt + ENDS] = pack((int) (levels[levelAt + ENDS] >>> Integer.SIZE), before);
        } else {
            final int afterAt = after << ORDER_SHIFT;
            orders[afterAt + LINKS] = pack(before, (int) orders[afterAt + LINKS]);
        }
    }

    private int levelAt(final boolean buy, final int index) {
        final Ladder ladder = ladder(buy);
        return ladder.level(ladder.count() - 1 - index);
    }

    private Ladder ladder(final boolean buy) {
        return buy ? bids : asks;
    }

    private static long key(final boolean buy, final long price) {
        return buy ? price : -price;
    }

    private static long pack(final int upper, final int lower) {
        return ((long) upper << Integer.SIZE) | (lower & 0xFFFF_FFFFL);
    }
}
