package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.Execution.Kind;

/**
 * What strategies are still to be told about their orders. When there is no room the event is lost to its strategy,
 * whose view is wrong from then on: it is noted, and the core kills that strategy before anything else happens.
 */
@HotPath
final class ExecutionQueue {
    private static final int SECTION = 0x45584551;

    private final DerivedEvents events;
    private final ExecutionEvent overflow = new ExecutionEvent();
    private final boolean[] lostByStrategy;
    private boolean lost;

    ExecutionQueue(final int capacity, final int maxStrategies) {
        events = new DerivedEvents(capacity);
        lostByStrategy = new boolean[maxStrategies + 1];
    }

    ExecutionEvent add(
            final int strategyId,
            final Kind kind,
            final long orderId,
            final long parentOrderId,
            final int instrumentId,
            final Side side,
            final long priceNanos) {
        final ExecutionEvent event = next(strategyId);
        event.set(strategyId, kind, orderId, parentOrderId, instrumentId, side, priceNanos);
        return event;
    }

    ExecutionEvent add(final Order order, final Kind kind) {
        return next(order.strategyId()).of(order, kind);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    ExecutionEvent take() {
        return events.take();
    }

    /** A strategy that lost an event and was not yet returned here, or 0. */
    int takeLost() {
        if (lost) {
            for (int strategyId = 1; strategyId < lostByStrategy.length; strategyId++) {
                if (lostByStrategy[strategyId]) {
                    lostByStrategy[strategyId] = false;
                    return strategyId;
                }
            }
            lost = false;
        }
        return 0;
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        events.snapshotTo(writer);
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        events.restoreFrom(reader);
    }

    private ExecutionEvent next(final int strategyId) {
        if (events.hasRoom()) {
            return events.add();
        }
        lost = true;
        lostByStrategy[strategyId] = true;
        return overflow;
    }
}
