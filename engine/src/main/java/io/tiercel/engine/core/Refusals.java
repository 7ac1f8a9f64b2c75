package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.Execution.Kind;
import io.tiercel.engine.strategy.Strategies;

/**
 * Orders and replaces that are refused: an output, and an event for the strategy after its callback. Where the input
 * has no room for that output it is written when the strategy is told. So each refusal stands in the outputs once,
 * except when there is no room to tell the strategy, or it is disabled: then they are counted.
 *
 * <p>A strategy that answers each refusal with another order would keep the core busy for ever: beyond a limit per
 * second it is to be disabled.
 */
@HotPath
final class Refusals {
    /** Refusals in one second that no strategy in its right mind collects. */
    static final int LIMIT = 10_000;

    private static final int SECTION = 0x52465553;
    private static final long SECOND_NS = 1_000_000_000L;

    private final CoreClock clock;
    private final OutputEncoder outputs;
    private final ExecutionQueue executions;
    private final long[] secondBeginNs;
    private final int[] count;
    private Strategies strategies;

    Refusals(
            final int maxStrategies,
            final CoreClock clock,
            final OutputEncoder outputs,
            final ExecutionQueue executions) {
        this.clock = clock;
        this.outputs = outputs;
        this.executions = executions;
        secondBeginNs = new long[maxStrategies + 1];
        count = new int[maxStrategies + 1];
    }

    void connect(final Strategies newStrategies) {
        strategies = newStrategies;
    }

    /**
     * True when this refusal is one too many, and the strategy is to be disabled.
     *
     * @param replaced the order that was to be replaced; null when a new one was asked for
     */
    boolean refuse(
            final int strategyId,
            final long orderId,
            final long parentOrderId,
            final int instrumentId,
            final Side side,
            final long priceNanos,
            final long quantity,
            final RiskReason reason,
            final long value,
            final long limitValue,
            final Order replaced) {
        final boolean room = outputs.hasRoom();
        if (room) {
            outputs.riskRejected(
                    strategyId,
                    reason,
                    side,
                    instrumentId,
                    orderId,
                    parentOrderId,
                    priceNanos,
                    quantity,
                    value,
                    limitValue);
        }
        if (strategies.failure(strategyId) != null) {
            if (!room) {
                // It is told nothing any more, and whatever it calls in its last callback has to have an end.
                executions.lose(strategyId);
            }
            return false;
        }
        final ExecutionEvent event = replaced == null
                ? executions.add(strategyId, Kind.REFUSED, orderId, parentOrderId, instrumentId, side, priceNanos)
                : executions.add(replaced, Kind.REFUSED);
        event.refusal(reason, value, limitValue);
        if (!room) {
            event.oweRecord(priceNanos, quantity);
        }
        return tooMany(strategyId, instrumentId, orderId);
    }

    private boolean tooMany(final int strategyId, final int instrumentId, final long orderId) {
        if (clock.timeNs() - secondBeginNs[strategyId] >= SECOND_NS) {
            secondBeginNs[strategyId] = clock.timeNs();
            count[strategyId] = 0;
        }
        if (++count[strategyId] != LIMIT + 1 || !strategies.enabled(strategyId)) {
            return false;
        }
        outputs.alert(AlertCode.STRATEGY_DISABLED, strategyId, instrumentId, orderId, LIMIT + 1, LIMIT);
        return true;
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        for (int i = 0; i < count.length; i++) {
            writer.putLong(secondBeginNs[i]);
            writer.putInt(count[i]);
        }
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        for (int i = 0; i < count.length; i++) {
            secondBeginNs[i] = reader.takeLong();
            count[i] = reader.takeInt();
        }
    }
}
