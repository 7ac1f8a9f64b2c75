package io.tiercel.engine.risk;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.reference.Instrument;

/** What depends on what a strategy holds, has open and sent lately: positions, open orders, message rate. */
@HotPath
final class ExposureControls {
    private final LimitTable limits;
    private final TradingStates states;
    private final Positions positions;
    private final MessageRate messageRate;
    private final Verdict verdict;

    ExposureControls(
            final LimitTable limits,
            final TradingStates states,
            final Positions positions,
            final MessageRate messageRate,
            final Verdict verdict) {
        this.limits = limits;
        this.states = states;
        this.positions = positions;
        this.messageRate = messageRate;
        this.verdict = verdict;
    }

    RiskReason checkPosition(
            final int strategyId, final Instrument instrument, final Side side, final long addedQuantity) {
        final int instrumentId = instrument.id();
        if (verdict.when(!positions.known(strategyId, instrumentId), RiskReason.POSITION_UNKNOWN, instrumentId, 0)) {
            return RiskReason.POSITION_UNKNOWN;
        }
        // Towards the order's side, so that one comparison does for both.
        final long held = positions.quantity(strategyId, instrumentId);
        final long towards = side == Side.BUY ? held : Saturating.subtract(0, held);
        final long open = side == Side.BUY
                ? positions.openBuyQuantity(strategyId, instrumentId)
                : positions.openSellQuantity(strategyId, instrumentId);
        final long worst = Saturating.add(Saturating.add(towards, open), addedQuantity);
        if (verdict.when(states.stopping() && worst > 0, RiskReason.STOPPING, worst, towards)) {
            return RiskReason.STOPPING;
        }
        final long limit = Saturating.scaled(limits.maxPosition(strategyId, instrumentId), instrument.quantityScale());
        // An exposure that was cut off at the end of a long is beyond every limit.
        final boolean broken = worst > limit || worst == Long.MAX_VALUE;
        return verdict.refuses(RiskReason.POSITION_LIMIT, Bound.AT_MOST, broken, worst, limit)
                ? RiskReason.POSITION_LIMIT
                : RiskReason.NONE;
    }

    RiskReason checkOpenOrders(final int strategyId) {
        final long withIt = positions.openOrderCount(strategyId) + 1L;
        return verdict.above(RiskReason.OPEN_ORDER_LIMIT, withIt, limits.maxOpenOrders(strategyId))
                ? RiskReason.OPEN_ORDER_LIMIT
                : RiskReason.NONE;
    }

    /** The last control: what passes it counts as sent. */
    RiskReason checkMessageRate(final int strategyId, final long timeNs) {
        final long limit = limits.maxMessages(strategyId);
        final boolean broken = messageRate.exhausted(strategyId, limit, timeNs);
        final long withIt = broken ? limit + 1 : verdict.explains() ? messageRate.recent(strategyId, timeNs) + 1L : 0;
        if (verdict.refuses(RiskReason.MESSAGE_RATE, Bound.AT_MOST, broken, withIt, limit)) {
            return RiskReason.MESSAGE_RATE;
        }
        messageRate.record(strategyId, timeNs);
        return RiskReason.NONE;
    }
}
