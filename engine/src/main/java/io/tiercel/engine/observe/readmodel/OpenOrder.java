package io.tiercel.engine.observe.readmodel;

import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.order.Order;
import io.tiercel.journal.readmodel.ModelEntry;

/**
 * An order that is not over, as the core knows it.
 *
 * @param quantity       executed part included
 * @param filledQuantity executed part
 */
public record OpenOrder(
        long orderId,
        long parentOrderId,
        long venueToken,
        long venueOrderId,
        int strategyId,
        int instrumentId,
        int venueId,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        OrderState state,
        long priceNanos,
        long quantity,
        long filledQuantity) {
    static final int KIND = 5;

    static OpenOrder of(final Order order) {
        return new OpenOrder(
                order.orderId(),
                order.parentOrderId(),
                order.venueToken(),
                order.venueOrderId(),
                order.strategyId(),
                order.instrumentId(),
                order.venueId(),
                order.side(),
                order.type(),
                order.timeInForce(),
                order.state(),
                order.priceNanos(),
                order.quantity(),
                order.cumulativeQuantity());
    }

    ModelEntry entry() {
        return EntryBuffer.empty()
                .put(parentOrderId)
                .put(venueToken)
                .put(venueOrderId)
                .put(strategyId)
                .put(instrumentId)
                .put(venueId)
                .put(side.value())
                .put(type.value())
                .put(timeInForce.value())
                .put(state.value())
                .put(priceNanos)
                .put(quantity)
                .put(filledQuantity)
                .entry(KIND, orderId);
    }

    static OpenOrder of(final ModelEntry entry) {
        final EntryBuffer from = EntryBuffer.of(entry);
        return new OpenOrder(
                entry.id(),
                from.take(),
                from.take(),
                from.take(),
                from.takeInt(),
                from.takeInt(),
                from.takeInt(),
                Side.get((short) from.take()),
                OrderType.get((short) from.take()),
                TimeInForce.get((short) from.take()),
                OrderState.get((short) from.take()),
                from.take(),
                from.take(),
                from.take());
    }
}
