package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.Execution.Kind;

/**
 * What strategies are still to be told about their orders. When there is no room the event is lost to its strategy,
 * whose view is wrong from then on: it is counted, and the core kills that strategy before anything else happens.
 * Refusals, of which a strategy can cause any number, get half of the room: the other half is for what venues say.
 */
@HotPath
final class ExecutionQueue {
    private static final int SECTION = 0x45584551;

    private final DerivedEvents events;
    private final ExecutionEvent overflow = new ExecutionEvent();
    private final int[] lostByStrategy;
    private boolean lost;

    ExecutionQueue(final int capacity, final int maxStrategies) {
        events = new DerivedEvents(capacity);
        lostByStrategy = new int[maxStrategies + 1];
    }

    ExecutionEvent add(
            final int strategyId,
            final Kind kind,
            final long orderId,
            final long parentOrderId,
            final int instrumentId,
            final Side side,
            final long priceNanos) {
        final ExecutionEvent event = next(strategyId, kind);
        event.set(strategyId, kind, orderId, parentOrderId, instrumentId, side, priceNanos);
        return event;
    }

    ExecutionEvent add(final Order order, final Kind kind) {
        return next(order.strategyId(), kind).of(order, kind);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    ExecutionEvent take() {
        return events.take();
    }

    /** The event is for nobody to hear: it only counts. */
    void lose(final int strategyId) {
        lost = true;
        lostByStrategy[strategyId]++;
    }

    /** A strategy that lost events, or 0. */
    int nextLost() {
        if (lost) {
            for (int strategyId = 1; strategyId < lostByStrategy.length; strategyId++) {
                if (lostByStrategy[strategyId] > 0) {
                    return strategyId;
                }
            }
            lost = false;
        }
        return 0;
    }

    /** How many events this strategy lost since this was last asked. */
    int takeLost(final int strategyId) {
        final int count = lostByStrategy[strategyId];
        lostByStrategy[strategyId] = 0;
        return count;
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        events.snapshotTo(writer);
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        events.restoreFrom(reader);
    }

    private ExecutionEvent next(final int strategyId, final Kind kind) {
        if (kind == Kind.REFUSED ? !events.isHalfFull() : events.hasRoom()) {
            return events.add();
        }
        lose(strategyId);
        return overflow;
    }
}
