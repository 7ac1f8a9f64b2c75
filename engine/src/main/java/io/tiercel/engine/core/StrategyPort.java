package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.strategy.EngineFailure;
import io.tiercel.engine.strategy.OrderPort;

/** One strategy's way in. What breaks behind it is the engine's failure, not the strategy's. */
@HotPath
final class StrategyPort implements OrderPort {
    private final OrderFlow orderFlow;
    private final int strategyId;

    StrategyPort(final OrderFlow orderFlow, final int strategyId) {
        this.orderFlow = orderFlow;
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
        try {
            return orderFlow.submit(strategyId, instrumentId, side, type, timeInForce, postOnly, priceNanos, quantity);
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
        try {
            return orderFlow.submitTwap(
                    strategyId, instrumentId, side, limitPriceNanos, quantity, durationNs, sliceCount);
        } catch (final RuntimeException broken) {
            throw new EngineFailure(broken);
        }
    }

    @Override
    public boolean cancel(final long orderId) {
        try {
            return orderFlow.cancel(strategyId, orderId);
        } catch (final RuntimeException broken) {
            throw new EngineFailure(broken);
        }
    }

    @Override
    public boolean replace(final long orderId, final long priceNanos, final long quantity) {
        try {
            return orderFlow.replace(strategyId, orderId, priceNanos, quantity);
        } catch (final RuntimeException broken) {
            throw new EngineFailure(broken);
        }
    }

    @Override
    public void cancelAll(final int instrumentId) {
        try {
            orderFlow.cancelAll(strategyId, instrumentId);
        } catch (final RuntimeException broken) {
            throw new EngineFailure(broken);
        }
    }
}
