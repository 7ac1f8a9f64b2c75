package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.risk.Risk;
import io.tiercel.engine.route.Router;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.strategy.Strategies;

/** The way of a parent order from a strategy to the router: whether it may begin. Its slices are checked one by one. */
@HotPath
final class ParentFlow {
    private final int maxOutputsPerInput;
    private final CoreClock clock;
    private final Instruments instruments;
    private final Risk risk;
    private final OutputEncoder outputs;
    private final OrderFlow orderFlow;
    private Router router;
    private Strategies strategies;

    ParentFlow(
            final CoreSettings settings,
            final CoreClock clock,
            final Instruments instruments,
            final Risk risk,
            final OutputEncoder outputs,
            final OrderFlow orderFlow) {
        maxOutputsPerInput = settings.maxOutputsPerInput();
        this.clock = clock;
        this.instruments = instruments;
        this.risk = risk;
        this.outputs = outputs;
        this.orderFlow = orderFlow;
    }

    void connect(final Router newRouter, final Strategies newStrategies) {
        router = newRouter;
        strategies = newStrategies;
    }

    long submitTwap(
            final int strategyId,
            final int instrumentId,
            final Side side,
            final long limitPriceNanos,
            final long quantity,
            final long durationNs,
            final int sliceCount) {
        final Instrument instrument = instruments.get(instrumentId);
        RiskReason reason = check(strategyId, instrumentId, instrument, side);
        long parentOrderId = OrderIds.NONE;
        if (reason == RiskReason.NONE) {
            parentOrderId = router.submitTwap(
                    strategyId,
                    instrumentId,
                    side,
                    limitPriceNanos,
                    quantity,
                    instrument.lotQuantity(),
                    durationNs,
                    sliceCount,
                    clock.timeNs());
            if (parentOrderId == OrderIds.NONE) {
                reason = risk.check(RiskReason.UNSUPPORTED, false, sliceCount, router.openParentCount());
            }
        }
        if (parentOrderId == OrderIds.NONE) {
            orderFlow.refuse(
                    strategyId,
                    OrderIds.NONE,
                    OrderIds.NONE,
                    instrumentId,
                    side == null ? Side.NULL_VAL : side,
                    limitPriceNanos,
                    quantity,
                    reason,
                    risk.value(),
                    risk.limitValue(),
                    null);
        }
        return parentOrderId;
    }

    private RiskReason check(
            final int strategyId, final int instrumentId, final Instrument instrument, final Side side) {
        RiskReason reason =
                risk.check(RiskReason.OUTPUT_CAPACITY, outputs.hasRoom(), outputs.count(), maxOutputsPerInput);
        if (reason == RiskReason.NONE) {
            reason = risk.check(
                    RiskReason.UNKNOWN_INSTRUMENT, instrument != null, instrumentId, instruments.greatestId());
        }
        if (reason == RiskReason.NONE) {
            reason = risk.check(RiskReason.UNSUPPORTED, side != null, 0, 0);
        }
        if (reason == RiskReason.NONE) {
            final boolean called = strategies.failure(strategyId) == null;
            reason = risk.check(RiskReason.STRATEGY_KILLED, called, strategyId, 0);
        }
        return reason == RiskReason.NONE ? risk.checkCaller(strategyId, side, OrderType.LIMIT, true) : reason;
    }
}
