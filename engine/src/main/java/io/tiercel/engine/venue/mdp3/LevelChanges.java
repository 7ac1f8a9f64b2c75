package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.sbe.MDUpdateAction;
import io.tiercel.engine.feed.mdp3.PriceLevels;
import io.tiercel.engine.venue.sim.RestingOrders;

/**
 * How the best levels of a book differ from those that readers have, as entries that they apply one after the other: a
 * new level shifts those behind it down, and the last of a full side falls off; a deleted one lets them move up.
 */
@HotPath
final class LevelChanges {
    /** Levels of a side that are told. */
    static final int DEPTH = 10;

    static final int NONE = -1;
    /** Of each side no more than all gone and all new. */
    private static final int CAPACITY = 4 * DEPTH;

    private final MDUpdateAction[] actions = new MDUpdateAction[CAPACITY];
    private final int[] sides = new int[CAPACITY];
    private final int[] levels = new int[CAPACITY];
    private final long[] prices = new long[CAPACITY];
    private final int[] sizes = new int[CAPACITY];
    private final int[] orderCounts = new int[CAPACITY];
    private int count;

    /** Of one event; from here on readers have the levels as they are. */
    void find(final ListedBook book) {
        count = 0;
        find(book, RestingOrders.BUY);
        find(book, RestingOrders.SELL);
    }

    private void find(final ListedBook book, final int side) {
        final RestingOrders orders = book.orders;
        final PriceLevels told = book.told(side);
        final int wanted = Math.min(orders.levelCount(side), DEPTH);
        for (int i = 0; i < wanted; i++) {
            final long price = orders.levelPrice(side, i);
            final int size = book.contracts(orders.levelQuantity(side, i));
            final int orderCount = orders.levelOrderCount(side, i);
            while (i < told.count() && isBetter(side, told.price(i), price)) {
                delete(side, told, i);
            }
            if (i == told.count() || told.price(i) != price) {
                add(MDUpdateAction.New, side, i, price, size, orderCount);
                told.insert(i, price, size, orderCount);
            } else if (told.sizeAt(i) != size || told.ordersAt(i) != orderCount) {
                add(MDUpdateAction.Change, side, i, price, size, orderCount);
                told.change(i, price, size, orderCount);
            }
        }
        while (told.count() > wanted) {
            delete(side, told, told.count() - 1);
        }
    }

    private static boolean isBetter(final int side, final long price, final long than) {
        return side == RestingOrders.BUY ? price > than : price < than;
    }

    private void delete(final int side, final PriceLevels told, final int index) {
        add(MDUpdateAction.Delete, side, index, told.price(index), (int) told.sizeAt(index), told.ordersAt(index));
        told.delete(index, 1);
    }

    private void add(
            final MDUpdateAction action,
            final int side,
            final int index,
            final long price,
            final int size,
            final int orderCount) {
        actions[count] = action;
        sides[count] = side;
        levels[count] = index + 1;
        prices[count] = price;
        sizes[count] = size;
        orderCounts[count++] = orderCount;
    }

    int count() {
        return count;
    }

    /** The last entry at this price, or {@link #NONE}. */
    int at(final int side, final long price) {
        for (int i = count - 1; i >= 0; i--) {
            if (prices[i] == price && sides[i] == side) {
                return i;
            }
        }
        return NONE;
    }

    MDUpdateAction action(final int index) {
        return actions[index];
    }

    int side(final int index) {
        return sides[index];
    }

    /** From 1, the best. */
    int level(final int index) {
        return levels[index];
    }

    long price(final int index) {
        return prices[index];
    }

    int size(final int index) {
        return sizes[index];
    }

    int orderCount(final int index) {
        return orderCounts[index];
    }
}
