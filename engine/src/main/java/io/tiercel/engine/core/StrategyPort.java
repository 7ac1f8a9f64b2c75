package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.strategy.EngineFailure;
import io.tiercel.engine.strategy.OrderPort;

/** One strategy's way in. What breaks behind it is the engine's failure, not the strategy's: {@link EngineEntry}. */
@HotPath
final class StrategyPort implements OrderPort {
    private final OrderFlow orderFlow;
    private final EngineEntry entry;
    private final int strategyId;

    StrategyPort(final OrderFlow orderFlow, final EngineEntry entry, final int strategyId) {
        this.orderFlow = orderFlow;
        this.entry = entry;
        this.strategyId = strategyId;
    }

    @Override
    public long submit(
            final int instrumentId,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final boolean postOnly,
            final long priceNanos,
            final long quantity) {
        entry.enter();
        try {
            final long orderId =
                    orderFlow.submit(strategyId, instrumentId, side, type, timeInForce, postOnly, priceNanos, quantity);
            entry.leave();
            return orderId;
        } catch (final RuntimeException broken) {
            throw new EngineFailure(broken);
        }
    }

    @Override
    public long submitTwap(
            final int instrumentId,
            final Side side,
            final long limitPriceNanos,
            final long quantity,
            final long durationNs,
            final int sliceCount) {
        entry.enter();
        try {
            final long orderId = orderFlow
                    .parents()
                    .submitTwap(strategyId, instrumentId, side, limitPriceNanos, quantity, durationNs, sliceCount);
            entry.leave();
            return orderId;
        } catch (final RuntimeException broken) {
            throw new EngineFailure(broken);
        }
    }

    @Override
    public boolean cancel(final long orderId) {
        entry.enter();
        try {
            final boolean sent = orderFlow.cancel(strategyId, orderId);
            entry.leave();
            return sent;
        } catch (final RuntimeException broken) {
            throw new EngineFailure(broken);
        }
    }

    @Override
    public boolean replace(final long orderId, final long priceNanos, final long quantity) {
        entry.enter();
        try {
            final boolean known = orderFlow.replace(strategyId, orderId, priceNanos, quantity);
            entry.leave();
            return known;
        } catch (final RuntimeException broken) {
            throw new EngineFailure(broken);
        }
    }

    @Override
    public void cancelAll(final int instrumentId) {
        entry.enter();
        try {
            orderFlow.cancelAll(strategyId, instrumentId);
            entry.leave();
        } catch (final RuntimeException broken) {
            throw new EngineFailure(broken);
        }
    }
}
