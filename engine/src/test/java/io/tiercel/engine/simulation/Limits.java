package io.tiercel.engine.simulation;

import io.tiercel.engine.simulation.VenueLedger.Held;

/** No limit is exceeded, as the exchange sees it: what it has open is counted as if it were filled. */
final class Limits {
    private final VenueLedger ledger;

    Limits(final VenueLedger ledger) {
        this.ledger = ledger;
    }

    /** When the exchange takes an order, or other terms of one. */
    void check(final long orderId, final Held order) {
        require(orderId, "quantity of an order", order.quantity, World.ORDER_LIMIT);
        require(orderId, "notional of an order", order.quantity * order.priceNanos, World.NOTIONAL_LIMIT);
        int count = 0;
        long worst = 0;
        for (final Held other : ledger.open().values()) {
            if (other.strategyId == order.strategyId) {
                count++;
                if (other.instrumentId == order.instrumentId && other.buy == order.buy) {
                    worst += other.quantity - other.cumulative;
                }
            }
        }
        final long position = ledger.position(order.strategyId, order.instrumentId);
        require(orderId, "open orders of a strategy", count, World.OPEN_LIMIT);
        require(orderId, "position", worst + (order.buy ? position : -position), World.POSITION_LIMIT);
    }

    private static void require(final long orderId, final String what, final long value, final long limit) {
        if (value > limit) {
            throw new Violation(
                    "no limit exceeded", what + " at order " + orderId + ": expected " + limit + ", actual " + value);
        }
    }
}
