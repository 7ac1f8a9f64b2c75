package io.tiercel.engine.route;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.state.Timers;

/** Parent orders and the algorithms that work them. Plain orders do not pass here: they are their own and only child. */
@HotPath
public final class Router {
    public Router(final int maxParents, final Timers timers, final OrderIds orderIds, final RouteListener listener) {}

    /** The parent's id, or {@link OrderIds#NONE} when there is no room or the request makes no sense. */
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
        return OrderIds.NONE;
    }

    /** Whether a parent of this id is open. */
    public boolean isOpenParent(final long parentOrderId) {
        return false;
    }

    /** The strategy that owns an open parent, or 0. */
    public int strategyOf(final long parentOrderId) {
        return 0;
    }

    /** Stops a parent: no more slices, and its open ones are cancelled. False when it is not open. */
    public boolean cancel(final long parentOrderId) {
        return false;
    }

    /** Stops every parent of a strategy (0: all) in an instrument (0: all). */
    public void cancelAll(final int strategyId, final int instrumentId) {}

    /** A timer of {@link Timers.Owner#ROUTE}; {@code data} is the parent's id. */
    public void onTimer(final long timerId, final long data, final long timeNs) {}

    public void onChildFilled(final long parentOrderId, final long orderId, final long quantity) {}

    /** A child is over, refused ones included; what it did not execute goes back to its parent. */
    public void onChildClosed(final long parentOrderId, final long orderId, final long unexecutedQuantity) {}

    public int openParentCount() {
        return 0;
    }

    public void snapshotTo(final StateWriter writer) {}

    public void restoreFrom(final StateReader reader) {}
}
