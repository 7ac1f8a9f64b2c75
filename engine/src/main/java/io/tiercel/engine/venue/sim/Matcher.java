package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Matches the orders of one instrument by price, then time. A plain state machine: no clock, no thread, nothing
 * allocated after construction. Prices, quantities and ids are taken as they come; who calls has checked ticks and
 * lots. Quantity has to be positive, and the quantity of all orders at one price has to fit a long.
 */
@HotPath
public final class Matcher {
    /** A best price when that side is empty. */
    public static final long NO_PRICE = RestingOrders.NO_PRICE;

    private static final int SECTION = 0x4D41;

    private final RestingOrders orders;
    private final MatchListener listener;

    /**
     * @param maxOrders that rest at the same time
     * @param maxLevels prices on one side at the same time
     */
    public Matcher(final int maxOrders, final int maxLevels, final MatchListener listener) {
        this.orders = new RestingOrders(maxOrders, maxLevels);
        this.listener = listener;
    }

    /**
     * A new order. DAY and GTC orders rest, IOC and market orders trade what they can, FOK orders trade whole or not at
     * all.
     *
     * @param priceNanos ignored for a market order
     * @return NONE, or why the order was not accepted: then nothing happened and the listener was not called
     */
    public VenueReason submit(
            final long orderId,
            final long owner,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final boolean postOnly,
            final long priceNanos,
            final long quantity) {
        final boolean rests = rests(type, timeInForce);
        final long limit = type == OrderType.MARKET ? worst(side) : priceNanos;
        final VenueReason refusal = refusal(orderId, RestingOrders.sideOf(side), limit, rests, postOnly);
        if (refusal == VenueReason.NONE) {
            enter(orderId, owner, side, timeInForce == TimeInForce.FOK, limit, quantity, rests, postOnly);
        }
        return refusal;
    }

    private void enter(
            final long orderId,
            final long owner,
            final Side side,
            final boolean whole,
            final long limit,
            final long quantity,
            final boolean rests,
            final boolean marked) {
        listener.onAccepted(orderId, owner);
        if (!whole || fills(orderId, owner, side, limit, quantity)) {
            take(orderId, owner, side, limit, quantity, rests, marked);
        }
    }

    /** Whether all of an order can be had; else it is over. */
    private boolean fills(
            final long orderId, final long owner, final Side side, final long limit, final long quantity) {
        final boolean fills = orders.canFill(RestingOrders.opposite(RestingOrders.sideOf(side)), limit, quantity);
        if (!fills) {
            listener.onUnfilled(orderId, owner, quantity);
        }
        return fills;
    }

    private void take(
            final long orderId,
            final long owner,
            final Side side,
            final long limit,
            final long quantity,
            final boolean rests,
            final boolean marked) {
        final long leaves = orders.takes(RestingOrders.sideOf(side), limit)
                ? match(orderId, owner, side, limit, quantity)
                : quantity;
        if (leaves > 0) {
            settle(orderId, owner, side, limit, leaves, rests, marked);
        }
    }

    private static boolean rests(final OrderType type, final TimeInForce timeInForce) {
        return type == OrderType.LIMIT && (timeInForce == TimeInForce.DAY || timeInForce == TimeInForce.GTC);
    }

    private VenueReason refusal(
            final long orderId, final int side, final long limit, final boolean rests, final boolean postOnly) {
        if (rests && !orders.hasRoom(side)) {
            return VenueReason.CAPACITY;
        }
        if (rests && orders.find(orderId) != RestingOrders.NONE) {
            return VenueReason.DUPLICATE_TOKEN;
        }
        return postOnly && orders.takes(side, limit) ? VenueReason.WOULD_TAKE : VenueReason.NONE;
    }

    /** What is left of an order after its trades. */
    private void settle(
            final long orderId,
            final long owner,
            final Side side,
            final long priceNanos,
            final long leaves,
            final boolean rests,
            final boolean marked) {
        if (rests) {
            orders.add(orderId, RestingOrders.sideOf(side), priceNanos, leaves, owner, marked);
            listener.onRested(orderId, owner, side, priceNanos, leaves);
        } else {
            listener.onUnfilled(orderId, owner, leaves);
        }
    }

    /** False when no such order rests. */
    public boolean cancel(final long orderId) {
        final int slot = orders.find(orderId);
        if (slot == RestingOrders.NONE) {
            return false;
        }
        final long owner = orders.owner(slot);
        final Side side = side(slot);
        final long quantity = orders.leaves(slot);
        orders.remove(slot);
        listener.onCancelled(orderId, owner, side, quantity);
        return true;
    }

    /**
     * A new price and a new open quantity. Less at the same price keeps the order's place and id; anything else gives
     * it the new id and the end of a queue, or a trade.
     *
     * @param newOrderId may be the same
     * @return NONE, or why the order stands as it was
     */
    public VenueReason replace(
            final long orderId,
            final long newOrderId,
            final long newOwner,
            final long priceNanos,
            final long quantity) {
        final int slot = orders.find(orderId);
        if (slot == RestingOrders.NONE) {
            return VenueReason.UNKNOWN_ORDER;
        }
        if (priceNanos == orders.price(slot) && quantity <= orders.leaves(slot)) {
            reduce(slot, newOwner, quantity);
            return VenueReason.NONE;
        }
        if (newOrderId != orderId && orders.find(newOrderId) != RestingOrders.NONE) {
            return VenueReason.DUPLICATE_TOKEN;
        }
        return orders.takes(orders.side(slot), priceNanos)
                ? takeOut(slot, newOrderId, newOwner, priceNanos, quantity)
                : move(slot, newOrderId, newOwner, priceNanos, quantity);
    }

    private void reduce(final int slot, final long newOwner, final long quantity) {
        final long by = orders.leaves(slot) - quantity;
        orders.reduce(slot, by);
        orders.owner(slot, newOwner);
        listener.onReduced(orders.id(slot), newOwner, side(slot), by, quantity);
    }

    private VenueReason move(
            final int slot, final long newOrderId, final long newOwner, final long priceNanos, final long quantity) {
        final long orderId = orders.id(slot);
        if (!orders.move(slot, newOrderId, priceNanos, quantity, newOwner)) {
            return VenueReason.CAPACITY;
        }
        listener.onMoved(orderId, newOrderId, newOwner, side(slot), priceNanos, quantity);
        return VenueReason.NONE;
    }

    /** Whether the order rests here. */
    public boolean contains(final long orderId) {
        return orders.find(orderId) != RestingOrders.NONE;
    }

    public int orderCount() {
        return orders.orderCount();
    }

    /** The best price of a side, or {@link #NO_PRICE}. */
    public long bestPriceNanos(final Side side) {
        return orders.bestPrice(RestingOrders.sideOf(side));
    }

    public int levelCount(final Side side) {
        return orders.levelCount(RestingOrders.sideOf(side));
    }

    /** Index 0 is the best. */
    public long levelPriceNanos(final Side side, final int index) {
        return orders.levelPrice(RestingOrders.sideOf(side), index);
    }

    /** Index 0 is the best. */
    public long levelQuantity(final Side side, final int index) {
        return orders.levelQuantity(RestingOrders.sideOf(side), index);
    }

    /** Index 0 is the best. */
    public int levelOrderCount(final Side side, final int index) {
        return orders.levelOrderCount(RestingOrders.sideOf(side), index);
    }

    /** Tells all orders that rest as if they came now, each side from the best price on, each queue from its front. */
    @ColdPath
    void repeatRested() {
        repeatSide(RestingOrders.BUY);
        repeatSide(RestingOrders.SELL);
    }

    private void repeatSide(final int side) {
        for (int index = 0; index < orders.levelCount(side); index++) {
            for (int slot = orders.levelFirst(side, index); slot != RestingOrders.NONE; slot = orders.next(slot)) {
                listener.onRested(
                        orders.id(slot), orders.owner(slot), side(slot), orders.price(slot), orders.leaves(slot));
            }
        }
    }

    /** Writes all orders, each side from the best price down, each queue from its front. */
    @ColdPath
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putInt(orders.orderCount());
        snapshotSide(writer, RestingOrders.BUY);
        snapshotSide(writer, RestingOrders.SELL);
    }

    /**
     * Takes the orders of a snapshot in place of its own.
     *
     * @throws IllegalStateException when they find no room; then no order rests
     */
    @ColdPath
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        orders.clear();
        final int count = reader.takeInt();
        if (count < 0 || count > orders.capacity()) {
            throw new IllegalStateException("snapshot has " + count + " resting orders, there is room for "
                    + orders.capacity() + ": restore it with as much room for orders as it was made with");
        }
        for (int i = 0; i < count; i++) {
            restoreOrder(reader);
        }
    }

    private void restoreOrder(final StateReader reader) {
        final long orderId = reader.takeLong();
        final int side = reader.takeBoolean() ? RestingOrders.BUY : RestingOrders.SELL;
        final long price = reader.takeLong();
        if (!orders.hasLevelFor(side, price)) {
            final int levels = orders.levelCount(side);
            orders.clear();
            throw new IllegalStateException(
                    "snapshot has more than " + levels + " prices to " + (side == RestingOrders.BUY ? "buy" : "sell")
                            + ", there is room for " + levels
                            + " a side: restore it with as much room for price levels as it was made with");
        }
        orders.add(orderId, side, price, reader.takeLong(), reader.takeLong(), reader.takeBoolean());
    }

    /** What rests, for this package's tests. */
    RestingOrders resting() {
        return orders;
    }

    private VenueReason takeOut(
            final int slot, final long newOrderId, final long newOwner, final long priceNanos, final long quantity) {
        if (orders.isMarked(slot)) {
            return VenueReason.WOULD_TAKE;
        }
        final long orderId = orders.id(slot);
        final Side side = side(slot);
        // A slot is free after this, and a level too unless others share it: the rest needs a check of its own below.
        orders.remove(slot);
        listener.onTakenOut(orderId, newOrderId, newOwner, side, priceNanos, quantity);
        final long leaves = match(newOrderId, newOwner, side, priceNanos, quantity);
        if (leaves > 0) {
            settle(newOrderId, newOwner, side, priceNanos, leaves, orders.hasRoom(RestingOrders.sideOf(side)), false);
        }
        return VenueReason.NONE;
    }

    private long match(
            final long takerId, final long takerOwner, final Side takerSide, final long limit, final long quantity) {
        final int side = RestingOrders.sideOf(takerSide);
        long leaves = quantity;
        while (leaves > 0 && orders.takes(side, limit)) {
            leaves = trade(orders.first(RestingOrders.opposite(side)), takerId, takerOwner, takerSide, leaves);
        }
        return leaves;
    }

    /** With the order that is first in turn; returns what is left of the other. */
    private long trade(
            final int slot, final long takerId, final long takerOwner, final Side takerSide, final long quantity) {
        final long price = orders.price(slot);
        final long makerId = orders.id(slot);
        final long makerOwner = orders.owner(slot);
        final long makerQuantity = orders.leaves(slot);
        final long traded = Math.min(makerQuantity, quantity);
        orders.take(slot, traded, makerQuantity);
        final long leaves = quantity - traded;
        listener.onExecuted(
                makerId, makerOwner, makerQuantity - traded, takerId, takerOwner, leaves, takerSide, price, traded);
        return leaves;
    }

    private Side side(final int slot) {
        return orders.side(slot) == RestingOrders.BUY ? Side.BUY : Side.SELL;
    }

    private void snapshotSide(final StateWriter writer, final int side) {
        for (int index = 0; index < orders.levelCount(side); index++) {
            for (int slot = orders.levelFirst(side, index); slot != RestingOrders.NONE; slot = orders.next(slot)) {
                writer.putLong(orders.id(slot));
                writer.putBoolean(side == RestingOrders.BUY);
                writer.putLong(orders.price(slot));
                writer.putLong(orders.leaves(slot));
                writer.putLong(orders.owner(slot));
                writer.putBoolean(orders.isMarked(slot));
            }
        }
    }

    private static long worst(final Side side) {
        return side == Side.BUY ? Long.MAX_VALUE : -Long.MAX_VALUE;
    }
}
