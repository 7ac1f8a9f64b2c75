package io.tiercel.engine.route;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.state.Timers;

/**
 * Parent orders and the algorithms that work them. Plain orders do not pass here: they are their own and only child.
 *
 * <p>TWAP: slice i of n is due at start + i × duration ÷ n and is a limit order at the parent's price. It rests until
 * the next slice is due, and is cancelled then; once it is over, the next one carries what it left. So a parent has
 * one open child at most, and never more at risk than is scheduled. A slice that is refused, rejected or over before
 * its time is not sent again before the next one. At start + duration the parent ends with what was executed.
 *
 * <p>Many parents can be stopped by one input, or be due at its time. When it has no room left for their outputs they
 * wait for {@link #runWaiting}, in the order of their ids; one that is stopped sends no slice from then on.
 *
 * <p>The listener may tell a child's fate before its call returns: every change is made before the listener hears of
 * it, and each call to it that can end the parent is the last thing a method does.
 */
@HotPath
public final class Router {
    /** The greatest number of slices. */
    public static final int MAX_SLICES = 100_000;

    /** A cancel that was lost on its way is repeated this often. */
    static final long CANCEL_RETRY_NS = 100_000_000;

    private static final int SECTION = 0x524F5554;

    private final Parents parents;
    private final Timers timers;
    private final OrderIds orderIds;
    private final RouteListener listener;

    private long lastTimeNs;
    private long ignoredEventCount;
    private long unsentSliceCount;
    private int waitingCount;
    private long lastWaitingId;

    public Router(final int maxParents, final Timers timers, final OrderIds orderIds, final RouteListener listener) {
        this.parents = new Parents(maxParents);
        this.timers = timers;
        this.orderIds = orderIds;
        this.listener = listener;
    }

    /**
     * Starts a parent and sends its first slice.
     *
     * @return the parent's id, or {@link OrderIds#NONE} when there is no room (for a parent, its timer, or another
     *     order of this input) or the request makes no sense: a quantity that is not a positive number of lots, a
     *     side that is neither, a duration shorter than 1 ns per slice, no slice or more than {@link #MAX_SLICES}
     */
    public long submitTwap(
            final int strategyId,
            final int instrumentId,
            final Side side,
            final long limitPriceNanos,
            final long quantity,
            final long lotQuantity,
            final long durationNs,
            final int sliceCount,
            final long timeNs) {
        lastTimeNs = timeNs;
        if (parents.full() || !valid(side, quantity, lotQuantity, durationNs, sliceCount, timeNs)) {
            return OrderIds.NONE;
        }
        final long id = orderIds.next();
        if (id == OrderIds.NONE) {
            return OrderIds.NONE;
        }
        final Parent parent = parents.insert(id);
        parent.start(id, strategyId, instrumentId, side, limitPriceNanos, quantity, lotQuantity);
        parent.schedule(timeNs, durationNs, sliceCount);
        if (!startTimer(parent, parent.sliceTimeNs(1))) {
            parents.remove(parent);
            return OrderIds.NONE;
        }
        tell(parent);
        // The record belongs to someone else by now if the listener ended this parent.
        if (parent.id == id && parent.live()) {
            sendSlice(parent);
        }
        return id;
    }

    /** Whether a parent of this id is open. */
    public boolean isOpenParent(final long parentOrderId) {
        return parents.get(parentOrderId) != null;
    }

    /** The strategy that owns an open parent, or 0. */
    public int strategyOf(final long parentOrderId) {
        final Parent parent = parents.get(parentOrderId);
        return parent == null ? 0 : parent.strategyId;
    }

    /** Stops a parent: no more slices, and its open ones are cancelled. False when it is not open. */
    public boolean cancel(final long parentOrderId) {
        final Parent parent = parents.get(parentOrderId);
        if (parent == null) {
            return false;
        }
        if (parent.live()) {
            stop(parent, OrderState.CANCELLED);
        }
        return true;
    }

    /** Stops every parent of a strategy (0: all) in an instrument (0: all), in the order of their ids. */
    public void cancelAll(final int strategyId, final int instrumentId) {
        long id = OrderIds.NONE;
        for (Parent parent = parents.after(id); parent != null; parent = parents.after(id)) {
            id = parent.id;
            if ((strategyId == 0 || parent.strategyId == strategyId)
                    && (instrumentId == 0 || parent.instrumentId == instrumentId)) {
                cancel(id);
            }
        }
    }

    /** A timer of {@link Timers.Owner#ROUTE}; {@code data} is the parent's id. */
    public void onTimer(final long timerId, final long data, final long timeNs) {
        lastTimeNs = timeNs;
        final Parent parent = parents.get(data);
        if (parent == null || parent.timerId != timerId) {
            ignoredEventCount++;
            return;
        }
        parent.timerId = Timers.NONE;
        if (!parent.live()) {
            if (!parent.waiting) {
                cancelChild(parent);
            }
        } else if (listener.hasRoom()) {
            onDue(parent, timeNs);
        } else {
            await(parent);
        }
    }

    /** Parents that wait for room. */
    public boolean hasWaiting() {
        return waitingCount > 0;
    }

    /** Does what had to wait, while there is room. */
    public void runWaiting(final long timeNs) {
        lastTimeNs = timeNs;
        while (waitingCount > 0 && listener.hasRoom()) {
            Parent parent = parents.after(lastWaitingId);
            while (parent == null || !parent.waiting) {
                parent = parents.after(parent == null ? OrderIds.NONE : parent.id);
            }
            lastWaitingId = parent.id;
            if (parent.live()) {
                timers.cancel(parent.timerId);
                onDue(parent, timeNs);
            } else {
                stopNow(parent);
            }
        }
    }

    private void await(final Parent parent) {
        if (!parent.waiting) {
            parent.waiting = true;
            waitingCount++;
        }
    }

    private void awaitNoMore(final Parent parent) {
        if (parent.waiting) {
            parent.waiting = false;
            if (--waitingCount == 0) {
                lastWaitingId = OrderIds.NONE;
            }
        }
    }

    private void onDue(final Parent parent, final long timeNs) {
        awaitNoMore(parent);
        parent.beginSlices(timeNs);
        if (timeNs >= parent.endNs()) {
            stop(parent, OrderState.EXPIRED);
        } else if (parent.sliceDue && parent.hasOpenChild()) {
            cancelChild(parent);
        } else if (!startTimer(parent, parent.sliceTimeNs(parent.begunCount))) {
            stop(parent, OrderState.CANCELLED);
        } else if (parent.sliceDue) {
            sendSlice(parent);
        }
    }

    /**
     * A child executed, once for each execution; one that comes after the child was over counts too. More than the
     * child's open quantity (an over-fill) counts for the parent, which then never sends that much again.
     */
    public void onChildFilled(final long parentOrderId, final long orderId, final long quantity) {
        final Parent parent = parents.get(parentOrderId);
        if (parent == null || quantity <= 0) {
            ignoredEventCount++;
            return;
        }
        parent.cumulativeQuantity += quantity;
        if (parent.childId == orderId) {
            parent.openQuantity = Math.max(0, parent.openQuantity - quantity);
        }
        if (parent.cumulativeQuantity < parent.quantity) {
            tell(parent);
            // A child that was given up has executed after all: what is open now would be too much.
            if (parents.get(parentOrderId) == parent && parent.live() && parent.hasOpenChild() && parent.exceeds()) {
                parent.sliceDue = true;
                cancelChild(parent);
            }
        } else if (parent.openQuantity == 0) {
            end(parent, OrderState.FILLED);
        } else if (parent.live()) {
            stop(parent, OrderState.FILLED);
        } else {
            tell(parent);
        }
    }

    /** A child is over, refused ones included; what it did not execute goes back to its parent. */
    public void onChildClosed(final long parentOrderId, final long orderId, final long unexecutedQuantity) {
        final Parent parent = parents.get(parentOrderId);
        if (parent == null || parent.childId != orderId) {
            ignoredEventCount++;
            return;
        }
        parent.childId = OrderIds.NONE;
        parent.openQuantity = 0;
        if (!parent.live()) {
            end(parent, parent.target);
        } else if (parent.sliceDue) {
            sendSlice(parent);
        }
    }

    public int openParentCount() {
        return parents.count();
    }

    /** Executed so far by an open parent; 0 when it is not open. */
    public long cumulativeQuantity(final long parentOrderId) {
        final Parent parent = parents.get(parentOrderId);
        return parent == null ? 0 : parent.cumulativeQuantity;
    }

    /** What the open child of an open parent can still execute. */
    public long openQuantity(final long parentOrderId) {
        final Parent parent = parents.get(parentOrderId);
        return parent == null ? 0 : parent.openQuantity;
    }

    /** What an open parent has neither executed nor sent. */
    public long unsentQuantity(final long parentOrderId) {
        final Parent parent = parents.get(parentOrderId);
        return parent == null ? 0 : parent.unsentQuantity();
    }

    /** Timers and fates that no open parent or child was waiting for: what comes after a parent ended. */
    public long ignoredEventCount() {
        return ignoredEventCount;
    }

    /** Slices that waited for the next one because their input had given out all its order ids. */
    public long unsentSliceCount() {
        return unsentSliceCount;
    }

    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putLong(lastTimeNs);
        writer.putLong(ignoredEventCount);
        writer.putLong(unsentSliceCount);
        writer.putLong(lastWaitingId);
        parents.snapshotTo(writer);
    }

    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        lastTimeNs = reader.takeLong();
        ignoredEventCount = reader.takeLong();
        unsentSliceCount = reader.takeLong();
        lastWaitingId = reader.takeLong();
        parents.restoreFrom(reader);
        waitingCount = parents.countWaiting();
    }

    private static boolean valid(
            final Side side,
            final long quantity,
            final long lotQuantity,
            final long durationNs,
            final int sliceCount,
            final long timeNs) {
        return (side == Side.BUY || side == Side.SELL)
                && lotQuantity > 0
                && quantity > 0
                && quantity % lotQuantity == 0
                && sliceCount > 0
                && sliceCount <= MAX_SLICES
                && durationNs >= sliceCount
                && durationNs <= Long.MAX_VALUE - CANCEL_RETRY_NS - timeNs;
    }

    private void sendSlice(final Parent parent) {
        parent.sliceDue = false;
        final long quantity = parent.nextChildQuantity();
        if (quantity == 0) {
            return;
        }
        final long orderId = orderIds.next();
        if (orderId == OrderIds.NONE) {
            unsentSliceCount++;
            return;
        }
        parent.childId = orderId;
        parent.openQuantity = quantity;
        listener.onChildOrder(
                parent.strategyId,
                orderId,
                parent.id,
                parent.instrumentId,
                parent.side,
                OrderType.LIMIT,
                TimeInForce.DAY,
                false,
                parent.limitPriceNanos,
                quantity);
    }

    /** No more slices; over at once, or when the open child is. */
    private void stop(final Parent parent, final OrderState target) {
        parent.target = target;
        if (listener.hasRoom()) {
            stopNow(parent);
        } else {
            await(parent);
        }
    }

    private void stopNow(final Parent parent) {
        awaitNoMore(parent);
        if (!parent.hasOpenChild()) {
            end(parent, parent.target);
            return;
        }
        final long id = parent.id;
        tell(parent);
        if (parent.id == id && parent.hasOpenChild()) {
            cancelChild(parent);
        }
    }

    /** Asks for the child's end, and comes back: a cancel can be refused or get lost, and the child stands then. */
    private void cancelChild(final Parent parent) {
        timers.cancel(parent.timerId);
        final long retryNs = lastTimeNs + CANCEL_RETRY_NS;
        final long deadlineNs = parent.live() ? Math.min(retryNs, parent.sliceTimeNs(parent.begunCount)) : retryNs;
        if (!startTimer(parent, deadlineNs) && parent.live()) {
            // Without a timer no slice after this one can be sent: the parent ends with its child.
            parent.target = OrderState.CANCELLED;
        }
        listener.onChildCancel(parent.childId);
    }

    private boolean startTimer(final Parent parent, final long deadlineNs) {
        parent.timerId = timers.schedule(deadlineNs, Timers.Owner.ROUTE, parent.strategyId, parent.id);
        return parent.timerId != Timers.NONE;
    }

    private void tell(final Parent parent) {
        listener.onParentChanged(
                parent.strategyId,
                parent.id,
                parent.instrumentId,
                parent.side,
                parent.live() ? OrderState.LIVE : OrderState.PENDING_CANCEL,
                parent.cumulativeQuantity,
                parent.leavesQuantity());
    }

    private void end(final Parent parent, final OrderState target) {
        final long id = parent.id;
        final int strategyId = parent.strategyId;
        final int instrumentId = parent.instrumentId;
        final Side side = parent.side;
        final long limitPriceNanos = parent.limitPriceNanos;
        final long cumulativeQuantity = parent.cumulativeQuantity;
        final OrderState state = cumulativeQuantity >= parent.quantity ? OrderState.FILLED : target;
        timers.cancel(parent.timerId);
        awaitNoMore(parent);
        parents.remove(parent);
        listener.onParentEnded(strategyId, id, instrumentId, side, limitPriceNanos, state, cumulativeQuantity);
    }
}
