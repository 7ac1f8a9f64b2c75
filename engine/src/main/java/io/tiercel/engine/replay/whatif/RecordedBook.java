package io.tiercel.engine.replay.whatif;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * One instrument as its feed shows it, without the recorded own orders: what simulated orders meet. Each order has a
 * number that says when it took its place, so that a simulated one has its own place between them. What simulated
 * orders took of a recorded one is noted on it and taken once.
 */
final class RecordedBook {
    /** Where data is by level: ahead of everything at its price, since nobody knows who is. */
    private static final long FIRST = Long.MIN_VALUE;

    private final Long2ObjectHashMap<Resting> byId = new Long2ObjectHashMap<>();
    private final TreeMap<Long, Level> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Level> asks = new TreeMap<>();
    private final List<Released> released = new ArrayList<>();
    private long lastPriority;

    /** A recorded order, or a whole level where data is by level. */
    static final class Resting {
        final long id;
        final boolean buy;
        long priceNanos;
        long quantity;
        long priority;
        /** By simulated orders. */
        private long taken;

        private Resting before;
        private Resting after;

        private Resting(final long id, final boolean buy) {
            this.id = id;
            this.buy = buy;
        }

        long available() {
            return quantity - taken;
        }

        void take(final long part) {
            taken += part;
        }
    }

    private static final class Level {
        private Resting first;
        private Resting last;
    }

    /** What a recorded own order took: for a while a simulated one can take it in its place. */
    private static final class Released {
        private final boolean buy;
        private final long priceNanos;
        private final long endNs;
        private long quantity;

        private Released(final boolean buy, final long priceNanos, final long quantity, final long endNs) {
            this.buy = buy;
            this.priceNanos = priceNanos;
            this.quantity = quantity;
            this.endNs = endNs;
        }
    }

    /** Hears what an order that takes trades with. */
    interface Taker {
        void onTake(long priceNanos, long quantity);
    }

    /** The place behind all that is there. */
    long nextPriority() {
        return ++lastPriority;
    }

    Resting find(final long id) {
        return byId.get(id);
    }

    /** An order takes its place at the end of its queue; one with that id is replaced. */
    Resting add(final boolean buy, final long id, final long priceNanos, final long quantity) {
        delete(id);
        final Resting order = new Resting(id, buy);
        order.priceNanos = priceNanos;
        order.quantity = quantity;
        order.priority = nextPriority();
        byId.put(id, order);
        append(order);
        return order;
    }

    /** Null when it kept its place or is not known; else the order at its new place. */
    Resting modify(final long id, final long priceNanos, final long quantity) {
        final Resting order = byId.get(id);
        if (order == null) {
            return null;
        }
        if (priceNanos == order.priceNanos && quantity <= order.quantity) {
            shrink(order, quantity);
            return null;
        }
        return add(order.buy, id, priceNanos, quantity);
    }

    void reduce(final long id, final long quantity) {
        final Resting order = byId.get(id);
        if (order != null) {
            shrink(order, order.quantity - quantity);
        }
    }

    void delete(final long id) {
        final Resting order = byId.remove(id);
        if (order != null) {
            unlink(order);
        }
    }

    /** Data by level: 0 removes it. Returns the level when it is new or there is more of it, else null. */
    Resting level(final boolean buy, final long priceNanos, final long quantity) {
        final Level level = side(buy).get(priceNanos);
        if (level != null && quantity > 0 && quantity <= level.first.quantity) {
            level.first.quantity = quantity;
            level.first.taken = Math.min(level.first.taken, quantity);
            return null;
        }
        if (level != null) {
            unlink(level.first);
        }
        if (quantity <= 0) {
            return null;
        }
        final Resting whole = new Resting(0, buy);
        whole.priceNanos = priceNanos;
        whole.quantity = quantity;
        whole.priority = FIRST;
        append(whole);
        return whole;
    }

    void clear() {
        byId.clear();
        bids.clear();
        asks.clear();
        released.clear();
    }

    /** A recorded own order took this much of a recorded one. */
    void release(final Resting order, final long quantity, final long endNs) {
        final long alreadyTaken = Math.min(order.taken, quantity);
        order.taken -= alreadyTaken;
        if (quantity > alreadyTaken) {
            released.add(new Released(order.buy, order.priceNanos, quantity - alreadyTaken, endNs));
        }
    }

    /** Whether no recorded order at this price has an earlier place. */
    boolean first(final boolean buy, final long priceNanos, final long priority) {
        final Level level = side(buy).get(priceNanos);
        return level == null || level.first.priority > priority;
    }

    /** Whether an order at this price would meet a recorded one that is still shown. */
    boolean crosses(final boolean buy, final long priceNanos) {
        final TreeMap<Long, Level> opposite = side(!buy);
        return !opposite.isEmpty() && !beyond(!buy, opposite.firstKey(), priceNanos);
    }

    /** How much an order of this side could take, at most {@code quantity}. */
    long takeable(final boolean buy, final long limitNanos, final long quantity, final long timeNs) {
        return walk(buy, limitNanos, quantity, timeNs, null);
    }

    /** Takes from the other side, the best price and the earliest first; returns how much. */
    long take(final boolean buy, final long limitNanos, final long quantity, final long timeNs, final Taker taker) {
        return walk(buy, limitNanos, quantity, timeNs, taker);
    }

    private long walk(
            final boolean buy, final long limitNanos, final long quantity, final long timeNs, final Taker taker) {
        released.removeIf(offer -> offer.endNs <= timeNs || offer.quantity == 0);
        final boolean makerBuys = !buy;
        long leaves = quantity;
        for (final var entry : side(makerBuys).entrySet()) {
            final long priceNanos = entry.getKey();
            if (taker != null) {
                leaves -= walkReleased(makerBuys, limitNanos, priceNanos, leaves, taker);
            }
            if (leaves == 0 || beyond(makerBuys, priceNanos, limitNanos)) {
                break;
            }
            for (Resting order = entry.getValue().first; order != null && leaves > 0; order = order.after) {
                final long part = Math.min(order.available(), leaves);
                if (part > 0) {
                    leaves -= part;
                    if (taker != null) {
                        order.take(part);
                        taker.onTake(priceNanos, part);
                    }
                }
            }
        }
        leaves -= walkReleased(makerBuys, limitNanos, limitNanos, leaves, taker);
        return quantity - leaves;
    }

    /** Of what is released at {@code priceNanos} or better, the best first. */
    private long walkReleased(
            final boolean makerBuys,
            final long limitNanos,
            final long priceNanos,
            final long quantity,
            final Taker taker) {
        if (released.isEmpty()) {
            return 0;
        }
        released.sort((a, b) ->
                makerBuys ? Long.compare(b.priceNanos, a.priceNanos) : Long.compare(a.priceNanos, b.priceNanos));
        long leaves = quantity;
        for (final Released offer : released) {
            final boolean fits = offer.buy == makerBuys
                    && !beyond(makerBuys, offer.priceNanos, limitNanos)
                    && !beyond(makerBuys, offer.priceNanos, priceNanos);
            final long part = fits ? Math.min(offer.quantity, leaves) : 0;
            if (part > 0) {
                leaves -= part;
                if (taker != null) {
                    offer.quantity -= part;
                    taker.onTake(offer.priceNanos, part);
                }
            }
        }
        return quantity - leaves;
    }

    private static boolean beyond(final boolean makerBuys, final long priceNanos, final long limitNanos) {
        return makerBuys ? priceNanos < limitNanos : priceNanos > limitNanos;
    }

    private void shrink(final Resting order, final long quantity) {
        if (quantity <= 0) {
            delete(order.id);
        } else {
            order.quantity = quantity;
            order.taken = Math.min(order.taken, quantity);
        }
    }

    private TreeMap<Long, Level> side(final boolean buy) {
        return buy ? bids : asks;
    }

    private void append(final Resting order) {
        final Level level = side(order.buy).computeIfAbsent(order.priceNanos, price -> new Level());
        order.before = level.last;
        if (level.last == null) {
            level.first = order;
        } else {
            level.last.after = order;
        }
        level.last = order;
    }

    private void unlink(final Resting order) {
        final TreeMap<Long, Level> side = side(order.buy);
        final Level level = side.get(order.priceNanos);
        if (order.before == null) {
            level.first = order.after;
        } else {
            order.before.after = order.after;
        }
        if (order.after == null) {
            level.last = order.before;
        } else {
            order.after.before = order.before;
        }
        if (level.first == null) {
            side.remove(order.priceNanos);
        }
    }
}
