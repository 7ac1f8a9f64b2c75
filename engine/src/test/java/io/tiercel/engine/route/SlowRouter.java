package io.tiercel.engine.route;

import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.state.OrderIds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The slow and obvious router: every lot is dealt to a slice one by one, every slice's time stands in a list, every
 * child is kept with its fate, and a parent knows itself when it wants to be woken.
 */
final class SlowRouter {
    private final int maxParents;
    private final OrderIds orderIds;
    private final RouteListener listener;
    private final TreeMap<Long, SlowParent> open = new TreeMap<>();
    /** The time last heard of. */
    private long lastNs;

    SlowRouter(final int maxParents, final OrderIds orderIds, final RouteListener listener) {
        this.maxParents = maxParents;
        this.orderIds = orderIds;
        this.listener = listener;
    }

    private static final class SlowChild {
        long id;
        long quantity;
        long filled;
        boolean closed;
    }

    private static final class SlowParent {
        long id;
        int strategyId;
        int instrumentId;
        Side side;
        long price;
        long quantity;
        final List<Long> sliceTimes = new ArrayList<>();
        final List<Long> sliceQuantities = new ArrayList<>();
        int begun;
        boolean due;
        long wakeNs;
        long cumulative;
        long lot;
        OrderState target = OrderState.LIVE;
        final List<SlowChild> children = new ArrayList<>();

        SlowChild openChild() {
            SlowChild result = null;
            for (final SlowChild child : children) {
                if (!child.closed) {
                    if (result != null) {
                        throw new AssertionError("two open children");
                    }
                    result = child;
                }
            }
            return result;
        }

        boolean live() {
            return target == OrderState.LIVE;
        }

        long openQuantity() {
            final SlowChild child = openChild();
            return child == null ? 0 : Math.max(0, child.quantity - child.filled);
        }
    }

    long submit(
            final int strategyId,
            final int instrumentId,
            final Side side,
            final long price,
            final long quantity,
            final long lot,
            final long durationNs,
            final int sliceCount,
            final long nowNs) {
        lastNs = nowNs;
        if (open.size() == maxParents) {
            return OrderIds.NONE;
        }
        final SlowParent parent = new SlowParent();
        parent.id = orderIds.next();
        parent.strategyId = strategyId;
        parent.instrumentId = instrumentId;
        parent.side = side;
        parent.price = price;
        parent.quantity = quantity;
        parent.lot = lot;
        for (int i = 0; i <= sliceCount; i++) {
            parent.sliceTimes.add(BigInteger.valueOf(durationNs)
                    .multiply(BigInteger.valueOf(i))
                    .divide(BigInteger.valueOf(sliceCount))
                    .add(BigInteger.valueOf(nowNs))
                    .longValueExact());
            parent.sliceQuantities.add(0L);
        }
        final long lots = quantity / lot;
        for (long k = 0; k < lots; k++) {
            final int slice = (int) (k * sliceCount / lots);
            parent.sliceQuantities.set(slice, parent.sliceQuantities.get(slice) + lot);
        }
        parent.begun = 1;
        parent.wakeNs = parent.sliceTimes.get(1);
        open.put(parent.id, parent);
        tell(parent);
        send(parent);
        return parent.id;
    }

    boolean cancel(final long id) {
        final SlowParent parent = open.get(id);
        if (parent != null && parent.live()) {
            stop(parent, OrderState.CANCELLED, lastNs);
        }
        return parent != null;
    }

    void cancelAll(final int strategyId, final int instrumentId) {
        for (final SlowParent parent : new ArrayList<>(open.values())) {
            if ((strategyId == 0 || parent.strategyId == strategyId)
                    && (instrumentId == 0 || parent.instrumentId == instrumentId)) {
                cancel(parent.id);
            }
        }
    }

    /** When the parent wants to be woken, for all of them. */
    List<Long> wakeTimes() {
        final List<Long> result = new ArrayList<>();
        for (final SlowParent parent : open.values()) {
            result.add(parent.wakeNs);
        }
        result.sort(null);
        return result;
    }

    void wake(final long id, final long nowNs) {
        lastNs = nowNs;
        final SlowParent parent = open.get(id);
        final int end = parent.sliceTimes.size() - 1;
        if (!parent.live()) {
            cancelChild(parent, nowNs);
            return;
        }
        for (int i = parent.begun; i < end; i++) {
            if (parent.sliceTimes.get(i) <= nowNs) {
                parent.begun = i + 1;
                parent.due = true;
            }
        }
        if (parent.sliceTimes.get(end) <= nowNs) {
            stop(parent, OrderState.EXPIRED, nowNs);
        } else if (parent.due && parent.openChild() != null) {
            cancelChild(parent, nowNs);
        } else {
            parent.wakeNs = parent.sliceTimes.get(parent.begun);
            if (parent.due) {
                send(parent);
            }
        }
    }

    void filled(final long id, final long childId, final long quantity) {
        final SlowParent parent = open.get(id);
        if (parent == null) {
            return;
        }
        parent.cumulative += quantity;
        for (final SlowChild child : parent.children) {
            if (child.id == childId) {
                child.filled += quantity;
            }
        }
        if (parent.cumulative >= parent.quantity && parent.openQuantity() == 0) {
            end(parent, OrderState.FILLED);
        } else if (parent.cumulative >= parent.quantity && parent.live()) {
            stop(parent, OrderState.FILLED, lastNs);
        } else {
            tell(parent);
            final boolean tooMuch = parent.cumulative + parent.openQuantity() > parent.quantity;
            if (open.get(id) == parent && parent.live() && tooMuch && parent.openChild() != null) {
                parent.due = true;
                cancelChild(parent, lastNs);
            }
        }
    }

    void closed(final long id, final long childId) {
        final SlowParent parent = open.get(id);
        if (parent == null || parent.openChild() == null || parent.openChild().id != childId) {
            return;
        }
        parent.openChild().closed = true;
        if (!parent.live()) {
            end(parent, parent.target);
        } else if (parent.due) {
            send(parent);
        }
    }

    List<String> accounts() {
        final List<String> result = new ArrayList<>();
        for (final SlowParent parent : open.values()) {
            final long unsent = Math.max(0, parent.quantity - parent.cumulative - parent.openQuantity());
            result.add(parent.id + " " + parent.cumulative + " " + parent.openQuantity() + " " + unsent);
        }
        return result;
    }

    private void send(final SlowParent parent) {
        parent.due = false;
        long scheduled = 0;
        for (int i = 0; i < parent.begun; i++) {
            scheduled += parent.sliceQuantities.get(i);
        }
        final long lots = Math.max(0, scheduled - parent.cumulative) / parent.lot;
        if (lots == 0) {
            return;
        }
        final SlowChild child = new SlowChild();
        child.id = orderIds.next();
        child.quantity = lots * parent.lot;
        parent.children.add(child);
        listener.onChildOrder(
                parent.strategyId,
                child.id,
                parent.id,
                parent.instrumentId,
                parent.side,
                OrderType.LIMIT,
                TimeInForce.DAY,
                false,
                parent.price,
                child.quantity);
    }

    private void stop(final SlowParent parent, final OrderState target, final long nowNs) {
        parent.target = target;
        if (parent.openChild() == null) {
            end(parent, target);
        } else {
            tell(parent);
            cancelChild(parent, nowNs);
        }
    }

    private void cancelChild(final SlowParent parent, final long nowNs) {
        parent.wakeNs = nowNs + Router.CANCEL_RETRY_NS;
        if (parent.live()) {
            parent.wakeNs = Math.min(parent.wakeNs, parent.sliceTimes.get(parent.begun));
        }
        listener.onChildCancel(parent.openChild().id);
    }

    private void end(final SlowParent parent, final OrderState target) {
        open.remove(parent.id);
        final OrderState state = parent.cumulative >= parent.quantity ? OrderState.FILLED : target;
        listener.onParentChanged(
                parent.strategyId, parent.id, parent.instrumentId, parent.side, state, parent.cumulative, 0);
    }

    private void tell(final SlowParent parent) {
        listener.onParentChanged(
                parent.strategyId,
                parent.id,
                parent.instrumentId,
                parent.side,
                parent.live() ? OrderState.LIVE : OrderState.PENDING_CANCEL,
                parent.cumulative,
                Math.max(0, parent.quantity - parent.cumulative));
    }
}
