package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.marketdata.InstrumentDefinitionDecoder;
import io.tiercel.engine.replay.whatif.RecordedBook.Resting;
import java.util.ArrayList;
import java.util.List;

/** The simulated orders that rest in one instrument, beside its recorded book, and what makes them trade. */
final class InstrumentModel {
    final RecordedBook book = new RecordedBook();
    final OwnDisplay display;
    /** Until a feed says otherwise: one that never speaks of it trades. */
    boolean trading = true;

    private static final int DEPTH_BY_ORDER = 1;

    private final Fills fills;
    private final List<ModelOrder> bids = new ArrayList<>();
    private final List<ModelOrder> asks = new ArrayList<>();
    private int venueId;
    private int quantityScale;
    private long multiplier;
    private boolean byOrder;

    interface Fills {
        /** An order that rested traded. */
        void onFill(ModelOrder order, long priceNanos, long quantity);

        /** Whether the venue's session is up: without one nothing trades there. */
        boolean isUp(int venueId);
    }

    InstrumentModel(final int instrumentId, final Fills fills) {
        display = new OwnDisplay(instrumentId);
        this.fills = fills;
    }

    void define(final InstrumentDefinitionDecoder definition) {
        venueId = definition.venueId();
        quantityScale = definition.quantityScale();
        multiplier = definition.multiplier();
        byOrder = definition.depthKind() == DEPTH_BY_ORDER;
    }

    int venueId() {
        return venueId;
    }

    long notionalMoney(final long priceNanos, final long quantity) {
        return FixedPoint.notionalMoney(priceNanos, quantity, quantityScale, multiplier);
    }

    /** Behind all that is at its price. */
    void rest(final ModelOrder order) {
        order.priority = book.nextPriority();
        final List<ModelOrder> side = side(order.buy());
        int index = side.size();
        while (index > 0 && order.better(side.get(index - 1).priceNanos)) {
            index--;
        }
        side.add(index, order);
    }

    void leave(final ModelOrder order) {
        side(order.buy()).remove(order);
    }

    /** The recorded queue is told anew: nobody knows any more who stood where, so what waits is behind all of it. */
    void clear() {
        book.clear();
        display.forget();
        bids.forEach(order -> order.priority = ModelOrder.LAST);
        asks.forEach(order -> order.priority = ModelOrder.LAST);
    }

    /** A recorded order or level came to its place: of simulated orders it trades with those that it crosses. */
    void onEntered(final Resting entered) {
        if (entered == null) {
            return;
        }
        for (final ModelOrder order : waiting(!entered.buy)) {
            final boolean crosses = order.priceNanos == entered.priceNanos || order.better(entered.priceNanos);
            final long part = crosses ? Math.min(order.leavesQuantity(), entered.available()) : 0;
            if (part > 0) {
                entered.take(part);
                fills.onFill(order, order.priceNanos, part);
            }
        }
    }

    /** A recorded order was hit: simulated ones that stood before it would have been in its place. */
    void onExecuted(final Resting hit, final long quantity) {
        long leaves = quantity;
        for (final ModelOrder order : waiting(hit.buy)) {
            final boolean earlier = order.priceNanos == hit.priceNanos && order.priority < hit.priority;
            if (earlier || order.better(hit.priceNanos)) {
                leaves -= fill(order, leaves);
            }
        }
    }

    /** A recorded own order was hit: simulated ones are, in its place, unless a recorded order stands before them. */
    void onOwnExecuted(final boolean buy, final long priceNanos, final long quantity) {
        long leaves = quantity;
        for (final ModelOrder order : waiting(buy)) {
            final boolean front = order.priceNanos == priceNanos && book.first(buy, priceNanos, order.priority);
            if (front || order.better(priceNanos)) {
                leaves -= fill(order, leaves);
            }
        }
    }

    /** A trade that no visible order explains: it went through simulated orders at better prices. */
    void onTrade(final boolean maybeBids, final boolean maybeAsks, final long priceNanos, final long quantity) {
        long leaves = quantity;
        if (maybeBids) {
            for (final ModelOrder order : waiting(true)) {
                leaves -= order.better(priceNanos) ? fill(order, leaves) : 0;
            }
        }
        if (maybeAsks) {
            for (final ModelOrder order : waiting(false)) {
                leaves -= order.better(priceNanos) ? fill(order, leaves) : 0;
            }
        }
    }

    /** What can be shown to the core: nothing where data is by level. */
    List<ModelOrder> resting() {
        final List<ModelOrder> resting = new ArrayList<>();
        if (byOrder) {
            resting.addAll(bids);
            resting.addAll(asks);
        }
        return resting;
    }

    boolean hasOrders() {
        return !bids.isEmpty() || !asks.isEmpty() || display.showsAny();
    }

    boolean crossesRecorded(final ModelOrder order) {
        return book.crosses(order.buy(), order.priceNanos);
    }

    private long fill(final ModelOrder order, final long quantity) {
        final long part = Math.min(order.leavesQuantity(), quantity);
        if (part > 0) {
            fills.onFill(order, order.priceNanos, part);
        }
        return part;
    }

    /** A copy: those that are done leave while it is walked. */
    private List<ModelOrder> waiting(final boolean buy) {
        final List<ModelOrder> side = side(buy);
        return side.isEmpty() || !trading || !fills.isUp(venueId) ? List.of() : List.copyOf(side);
    }

    private List<ModelOrder> side(final boolean buy) {
        return buy ? bids : asks;
    }
}
