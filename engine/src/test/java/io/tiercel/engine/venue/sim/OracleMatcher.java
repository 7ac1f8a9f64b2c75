package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import java.util.ArrayList;
import java.util.List;

/** The slow obvious matcher: one list per side in the order of time, searched from end to end for everything. */
final class OracleMatcher {
    private final List<Resting> resting = new ArrayList<>();
    private final MatchListener listener;

    OracleMatcher(final MatchListener listener) {
        this.listener = listener;
    }

    private static final class Resting {
        private final long id;
        private final long owner;
        private final Side side;
        private final boolean postOnly;
        private final long price;
        private long leaves;

        private Resting(
                final long id,
                final long owner,
                final Side side,
                final boolean postOnly,
                final long price,
                final long leaves) {
            this.id = id;
            this.owner = owner;
            this.side = side;
            this.postOnly = postOnly;
            this.price = price;
            this.leaves = leaves;
        }
    }

    VenueReason submit(
            final long id,
            final long owner,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final boolean postOnly,
            final long price,
            final long quantity) {
        final boolean rests =
                type == OrderType.LIMIT && (timeInForce == TimeInForce.DAY || timeInForce == TimeInForce.GTC);
        if (rests && find(id) != null) {
            return VenueReason.DUPLICATE_TOKEN;
        }
        final Long limit = type == OrderType.MARKET ? null : (Long) price;
        if (postOnly && best(side, limit) != null) {
            return VenueReason.WOULD_TAKE;
        }
        listener.onAccepted(id, owner);
        if (timeInForce == TimeInForce.FOK && available(side, limit) < quantity) {
            listener.onUnfilled(id, owner, quantity);
            return VenueReason.NONE;
        }
        final long leaves = match(id, owner, side, limit, quantity);
        if (leaves > 0 && rests) {
            resting.add(new Resting(id, owner, side, postOnly, price, leaves));
            listener.onRested(id, owner, side, price, leaves);
        } else if (leaves > 0) {
            listener.onUnfilled(id, owner, leaves);
        }
        return VenueReason.NONE;
    }

    boolean cancel(final long id) {
        final Resting order = find(id);
        if (order == null) {
            return false;
        }
        resting.remove(order);
        listener.onCancelled(id, order.owner, order.side, order.leaves);
        return true;
    }

    VenueReason replace(final long id, final long newId, final long owner, final long price, final long quantity) {
        final Resting order = find(id);
        if (order == null) {
            return VenueReason.UNKNOWN_ORDER;
        }
        if (price == order.price && quantity <= order.leaves) {
            final long by = order.leaves - quantity;
            resting.set(
                    resting.indexOf(order), new Resting(id, owner, order.side, order.postOnly, order.price, quantity));
            listener.onReduced(id, owner, order.side, by, quantity);
            return VenueReason.NONE;
        }
        if (newId != id && find(newId) != null) {
            return VenueReason.DUPLICATE_TOKEN;
        }
        if (best(order.side, price) == null) {
            resting.remove(order);
            resting.add(new Resting(newId, owner, order.side, order.postOnly, price, quantity));
            listener.onMoved(id, newId, owner, order.side, price, quantity);
            return VenueReason.NONE;
        }
        if (order.postOnly) {
            return VenueReason.WOULD_TAKE;
        }
        resting.remove(order);
        listener.onTakenOut(id, newId, owner, order.side, price, quantity);
        final long leaves = match(newId, owner, order.side, price, quantity);
        if (leaves > 0) {
            resting.add(new Resting(newId, owner, order.side, false, price, leaves));
            listener.onRested(newId, owner, order.side, price, leaves);
        }
        return VenueReason.NONE;
    }

    /** All orders of a side, from the first in turn on: "id:price:leaves". */
    List<String> queue(final Side side) {
        final List<Resting> orders = new ArrayList<>();
        for (final Resting order : resting) {
            if (order.side == side) {
                orders.add(order);
            }
        }
        // The sort is stable: time decides at one price.
        orders.sort((a, b) -> side == Side.BUY ? Long.compare(b.price, a.price) : Long.compare(a.price, b.price));
        final List<String> lines = new ArrayList<>();
        for (final Resting order : orders) {
            lines.add(order.id + ":" + order.price + ":" + order.leaves);
        }
        return lines;
    }

    private Resting find(final long id) {
        for (final Resting order : resting) {
            if (order.id == id) {
                return order;
            }
        }
        return null;
    }

    private Resting best(final Side takerSide, final Long limit) {
        Resting best = null;
        for (final Resting order : resting) {
            if (order.side != takerSide && crosses(takerSide, limit, order.price)) {
                final boolean better =
                        best == null || (takerSide == Side.BUY ? order.price < best.price : order.price > best.price);
                best = better ? order : best;
            }
        }
        return best;
    }

    private long available(final Side takerSide, final Long limit) {
        long sum = 0;
        for (final Resting order : resting) {
            sum += order.side != takerSide && crosses(takerSide, limit, order.price) ? order.leaves : 0;
        }
        return sum;
    }

    private long match(final long id, final long owner, final Side side, final Long limit, final long quantity) {
        long leaves = quantity;
        Resting maker = best(side, limit);
        while (leaves > 0 && maker != null) {
            final long traded = Math.min(leaves, maker.leaves);
            maker.leaves -= traded;
            leaves -= traded;
            if (maker.leaves == 0) {
                resting.remove(maker);
            }
            listener.onExecuted(maker.id, maker.owner, maker.leaves, id, owner, leaves, side, maker.price, traded);
            maker = best(side, limit);
        }
        return leaves;
    }

    private static boolean crosses(final Side takerSide, final Long limit, final long price) {
        return limit == null || (takerSide == Side.BUY ? price <= limit : price >= limit);
    }
}
