package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.sbe.OrderUpdateAction;

/**
 * What one event did to orders of a book: each order once, by what it was before and is behind it, in the order in
 * which they took their places. So it makes no difference which of an event's messages tells of which order.
 */
@HotPath
final class OrderChanges {
    private final long[] ids;
    private final long[] ranks;
    private final int[] sides;
    private final long[] prices;
    private final int[] sizes;
    private final OrderUpdateAction[] actions;
    /** Where the event's last order that was taken out stands: it may come again, as one that moved. */
    private int lastDeleted;

    private int count;

    OrderChanges(final int capacity) {
        ids = new long[capacity];
        ranks = new long[capacity];
        sides = new int[capacity];
        prices = new long[capacity];
        sizes = new int[capacity];
        actions = new OrderUpdateAction[capacity];
        clear();
    }

    void clear() {
        count = 0;
        lastDeleted = LevelChanges.NONE;
    }

    void put(final long id, final long rank, final int side, final long price, final int size) {
        if (lastDeleted != LevelChanges.NONE && ids[lastDeleted] == id) {
            remove(lastDeleted);
            lastDeleted = LevelChanges.NONE;
            add(OrderUpdateAction.Update, id, rank, side, price, size);
        } else {
            add(OrderUpdateAction.New, id, rank, side, price, size);
        }
    }

    void update(final long id, final long rank, final int side, final long price, final int size) {
        add(OrderUpdateAction.Update, id, rank, side, price, size);
    }

    /**
     * With what it had at last.
     *
     * @param mayReturn within the event
     */
    void delete(
            final long id, final long rank, final int side, final long price, final int size, final boolean mayReturn) {
        lastDeleted = mayReturn ? count : lastDeleted;
        add(OrderUpdateAction.Delete, id, rank, side, price, size);
    }

    private void add(
            final OrderUpdateAction action,
            final long id,
            final long rank,
            final int side,
            final long price,
            final int size) {
        actions[count] = action;
        ids[count] = id;
        ranks[count] = rank;
        sides[count] = side;
        prices[count] = price;
        sizes[count++] = size;
    }

    private void remove(final int index) {
        final int behind = count - index - 1;
        System.arraycopy(actions, index + 1, actions, index, behind);
        System.arraycopy(ids, index + 1, ids, index, behind);
        System.arraycopy(ranks, index + 1, ranks, index, behind);
        System.arraycopy(sides, index + 1, sides, index, behind);
        System.arraycopy(prices, index + 1, prices, index, behind);
        System.arraycopy(sizes, index + 1, sizes, index, behind);
        count--;
    }

    int count() {
        return count;
    }

    OrderUpdateAction action(final int index) {
        return actions[index];
    }

    long id(final int index) {
        return ids[index];
    }

    /** The least number is the first in its queue. */
    long rank(final int index) {
        return ranks[index];
    }

    int side(final int index) {
        return sides[index];
    }

    long price(final int index) {
        return prices[index];
    }

    int size(final int index) {
        return sizes[index];
    }
}
