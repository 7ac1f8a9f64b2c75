package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * A book that is fed order by order. A message is checked whole before anything changes. Messages on an order that is
 * in the book may leave the side out ({@link Side#NULL_VAL}); another side than the order's is a fault.
 */
@HotPath
final class L3Book extends DepthBook {
    private static final int NONE = OrderPool.NONE;
    /** By the place of the side that they meet. */
    private static final Side[] AGGRESSORS = {Side.SELL, Side.BUY};

    L3Book(
            final BookMemory memory,
            final Instrument instrument,
            final Ladder bids,
            final Ladder asks,
            final FaultCounts faults) {
        super(memory, instrument, bids, asks, faults);
    }

    void add(final Side side, final long orderId, final long priceNanos, final long quantity) {
        if (!isSide(side)) {
            fault(BookFault.WRONG_SIDE, orderId);
            return;
        }
        if (!inRange(priceNanos, quantity)) {
            return;
        }
        if (orders.find(instrumentId, orderId) != NONE) {
            fault(BookFault.DUPLICATE_ORDER, orderId);
            return;
        }
        if (orders.full()) {
            fault(BookFault.ORDER_CAPACITY, orderId);
            return;
        }
        final Ladder ladder = ladder(side);
        final int index = ladder.find(priceNanos);
        if (!hasRoom(ladder, index, 0, priceNanos, quantity)) {
            return;
        }
        final int level = index >= 0 ? ladder.level(index) : ladder.insert(-1 - index, priceNanos);
        insert(orderId, quantity, level);
        listener.onBookChanged(this);
    }

    void modify(final Side side, final long orderId, final long priceNanos, final long quantity) {
        if (!inRange(priceNanos, quantity)) {
            return;
        }
        final int order = find(side, orderId);
        if (order == NONE) {
            return;
        }
        final long before = orders.quantity(order);
        final int level = orders.level(order);
        if (levels.priceNanos(level) != priceNanos || quantity > before) {
            if (requeue(order, level, priceNanos, quantity)) {
                listener.onBookChanged(this);
            }
        } else if (quantity < before) {
            reduce(order, level, before - quantity);
            listener.onBookChanged(this);
        }
    }

    /**
     * A trade against any order of the book: which one is next is the venue's decision. The trade is told while the
     * book still shows what it was against. One that takes more than the order had is a fault, but it did happen: it
     * is told, and the order leaves.
     */
    void execute(final Side aggressorSide, final long orderId, final long priceNanos, final long quantity) {
        if (priceNanos != NO_PRICE && !Limits.isPrice(priceNanos)) {
            fault(BookFault.PRICE_OUT_OF_RANGE, priceNanos);
            return;
        }
        if (!Limits.isQuantity(quantity)) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, quantity);
            return;
        }
        final int order = find(opposite(aggressorSide), orderId);
        if (order == NONE) {
            return;
        }
        if (quantity > orders.quantity(order)) {
            fault(BookFault.QUANTITY_EXCEEDED, orderId);
        }
        final long tradePriceNanos = priceNanos == NO_PRICE ? levels.priceNanos(orders.level(order)) : priceNanos;
        tellTrade(AGGRESSORS[orders.sidePlace(order)], tradePriceNanos, quantity);
        take(order, quantity);
        listener.onBookChanged(this);
    }

    /** To cancel more than the order had is a fault, and the order leaves: nothing can be left of it. */
    void cancel(final Side side, final long orderId, final long quantity) {
        if (!Limits.isQuantity(quantity)) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, quantity);
            return;
        }
        final int order = find(side, orderId);
        if (order == NONE) {
            return;
        }
        if (quantity > orders.quantity(order)) {
            fault(BookFault.QUANTITY_EXCEEDED, orderId);
        }
        take(order, quantity);
        listener.onBookChanged(this);
    }

    void delete(final Side side, final long orderId) {
        final int order = find(side, orderId);
        if (order != NONE) {
            remove(order);
            listener.onBookChanged(this);
        }
    }

    /** The new order may have the old one's id; its place is the end of the queue in any case. */
    void replace(
            final Side side, final long orderId, final long newOrderId, final long priceNanos, final long quantity) {
        if (!inRange(priceNanos, quantity)) {
            return;
        }
        final int order = find(side, orderId);
        if (order == NONE) {
            return;
        }
        if (newOrderId != orderId && orders.find(instrumentId, newOrderId) != NONE) {
            fault(BookFault.DUPLICATE_ORDER, newOrderId);
            return;
        }
        if (requeue(order, orders.level(order), priceNanos, quantity)) {
            if (newOrderId != orderId) {
                rename(order, newOrderId);
            }
            listener.onBookChanged(this);
        }
    }

    @Override
    void empty() {
        empty(bids);
        empty(asks);
    }

    @Override
    void snapshotLevel(final StateWriter writer, final int level) {
        writer.putInt(levels.orderCount(level));
        for (int order = levels.first(level); order != level; order = orders.behind(order)) {
            writer.putLong(orders.orderId(order));
            writer.putLong(orders.quantity(order));
        }
    }

    @Override
    void restoreLevel(final StateReader reader, final Ladder ladder, final int level) {
        final int count = reader.takeInt();
        for (int i = 0; i < count; i++) {
            final long orderId = reader.takeLong();
            if (orders.full()) {
                throw new IllegalStateException("snapshot has more orders than there is room for, at instrument "
                        + instrumentId + ": configure at least as many as the snapshot's engine had");
            }
            if (orders.find(instrumentId, orderId) != NONE) {
                throw new IllegalStateException(
                        "snapshot of instrument " + instrumentId + " has order " + orderId + " twice");
            }
            insert(orderId, reader.takeLong(), level);
        }
    }

    /** The first order in the queue of a level, or {@link OrderPool#NONE}; depth 0 is the best level. */
    int firstOrder(final Side side, final int depth) {
        final int level = ladder(side).levelAt(depth);
        return level == LevelPool.NONE || levels.orderCount(level) == 0 ? NONE : levels.first(level);
    }

    /** The order behind this one in its queue, or {@link OrderPool#NONE}. */
    int nextOrder(final int order) {
        final int behind = orders.behind(order);
        return behind == orders.level(order) ? NONE : behind;
    }

    private boolean inRange(final long priceNanos, final long quantity) {
        if (!Limits.isPrice(priceNanos)) {
            fault(BookFault.PRICE_OUT_OF_RANGE, priceNanos);
            return false;
        }
        if (!Limits.isQuantity(quantity)) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, quantity);
            return false;
        }
        return true;
    }

    /** An order; when it is not there or on another side, NONE after a fault. */
    private int find(final Side side, final long orderId) {
        final int order = orders.find(instrumentId, orderId);
        if (order == NONE) {
            fault(BookFault.UNKNOWN_ORDER, orderId);
            return NONE;
        }
        if (side != Side.NULL_VAL && placeOf(side) != orders.sidePlace(order)) {
            fault(BookFault.WRONG_SIDE, orderId);
            return NONE;
        }
        return order;
    }

    /** Whether a quantity can come to a price, once {@code leaving} has left it; after a fault when not. */
    private boolean hasRoom(
            final Ladder ladder, final int index, final long leaving, final long priceNanos, final long quantity) {
        if (index < 0) {
            if (levels.full()) {
                fault(BookFault.LEVEL_CAPACITY, priceNanos);
                return false;
            }
        } else if (levels.quantity(ladder.level(index)) - leaving > Limits.MAX_LEVEL_QUANTITY - quantity) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, quantity);
            return false;
        }
        return true;
    }

    private void insert(final long orderId, final long quantity, final int level) {
        levels.append(level, orders.take(instrumentId, orderId, quantity), quantity);
    }

    /** Gives another id to an order that is the last in its queue. */
    private void rename(final int order, final long newOrderId) {
        final int level = orders.level(order);
        final long quantity = orders.quantity(order);
        orders.unlink(order);
        orders.free(instrumentId, order);
        orders.append(orders.take(instrumentId, newOrderId, quantity), level);
    }

    /** Moves an order to the end of the queue at a price. False after a fault, when nothing has changed. */
    private boolean requeue(final int order, final int oldLevel, final long priceNanos, final long quantity) {
        final Ladder ladder = ladders[orders.sidePlace(order)];
        int index = ladder.find(priceNanos);
        final boolean samePrice = levels.priceNanos(oldLevel) == priceNanos;
        final boolean makesRoom = index < 0 && levels.orderCount(oldLevel) == 1;
        if (!makesRoom && !hasRoom(ladder, index, samePrice ? orders.quantity(order) : 0, priceNanos, quantity)) {
            return false;
        }
        if (levels.unlink(oldLevel, order) == 0 && !samePrice) {
            ladder.remove(ladder.find(levels.priceNanos(oldLevel)));
            index = ladder.find(priceNanos);
        }
        final int level = index >= 0 ? ladder.level(index) : ladder.insert(-1 - index, priceNanos);
        orders.quantity(order, quantity);
        levels.append(level, order, quantity);
        return true;
    }

    private void take(final int order, final long quantity) {
        if (quantity >= orders.quantity(order)) {
            remove(order);
        } else {
            reduce(order, orders.level(order), quantity);
        }
    }

    private void reduce(final int order, final int level, final long quantity) {
        orders.quantity(order, orders.quantity(order) - quantity);
        levels.quantity(level, levels.quantity(level) - quantity);
    }

    private void remove(final int order) {
        final int level = orders.level(order);
        if (levels.unlink(level, order) == 0) {
            final Ladder ladder = ladders[orders.sidePlace(order)];
            ladder.remove(ladder.find(levels.priceNanos(level)));
        }
        orders.free(instrumentId, order);
    }

    private void empty(final Ladder ladder) {
        for (int depth = 0; depth < ladder.count(); depth++) {
            final int level = ladder.levelAt(depth);
            int order = levels.first(level);
            while (order != level) {
                final int behind = orders.behind(order);
                orders.free(instrumentId, order);
                order = behind;
            }
        }
        ladder.clear();
    }

    /** The side of the order that an aggressor meets; what is no side stays what it is. */
    private static Side opposite(final Side side) {
        return side == Side.BUY ? Side.SELL : side == Side.SELL ? Side.BUY : side;
    }
}
