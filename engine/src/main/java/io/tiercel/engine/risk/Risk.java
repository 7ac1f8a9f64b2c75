package io.tiercel.engine.risk;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Decides whether an order may leave. A check changes nothing but the message count; after {@link RiskReason#NONE} the caller
 * reserves, sends, and later releases or settles.
 */
@HotPath
public final class Risk {
    public Risk(final RiskLimits defaults, final int maxStrategies, final int maxInstruments) {}

    /** Whether a new order may leave. {@code book} is null when the instrument is unknown. */
    public RiskReason checkNew(
            final int strategyId,
            final Book book,
            final Side side,
            final OrderType type,
            final long priceNanos,
            final long quantity,
            final long timeNs) {
        return RiskReason.NONE;
    }

    /** Whether an open order may change; quantities are totals, {@code executedQuantity} of them is done. */
    public RiskReason checkReplace(
            final int strategyId,
            final Book book,
            final Side side,
            final long executedQuantity,
            final long oldQuantity,
            final long newPriceNanos,
            final long newQuantity,
            final long timeNs) {
        return RiskReason.NONE;
    }

    /** The value that broke a limit in the last check that did not return NONE. */
    public long value() {
        return 0;
    }

    /** The limit it broke. */
    public long limitValue() {
        return 0;
    }

    /** An order of this open quantity leaves: counts as open, and as if filled. */
    public void openOrder(final int strategyId, final int instrumentId, final Side side, final long quantity) {}

    /** An open order is over; {@code leavesQuantity} of it was not executed. */
    public void closeOrder(final int strategyId, final int instrumentId, final Side side, final long leavesQuantity) {}

    /** The open quantity of an order changes by this much: a replace. */
    public void adjustOrder(final int strategyId, final int instrumentId, final Side side, final long quantityChange) {}

    /**
     * A fill: moves {@code reservedQuantity} of the open quantity (less than {@code quantity} only when the order was over or
     * was over-filled) into the position. False when money overflowed: the strategy is killed then.
     */
    public boolean fill(
            final int strategyId,
            final Book book,
            final Side side,
            final long reservedQuantity,
            final long quantity,
            final long priceNanos,
            final long feeMoney) {
        return true;
    }

    /** Operator, or the engine itself: no new orders; 0 is all. */
    public void halt(final int strategyId) {}

    /** As halt, with the reason {@link RiskReason#STRATEGY_KILLED} or {@link RiskReason#ALL_KILLED}; 0 is all. */
    public void kill(final int strategyId) {}

    /** Undoes halt and kill; 0 undoes those for all, not those of single strategies. */
    public void resume(final int strategyId) {}

    /** The engine is about to stop: refuses everything that adds exposure from now on. */
    public void stopping(final boolean stopping) {}

    public void venueUp(final int venueId, final boolean up) {}

    /** Strategy 0 is every strategy, instrument 0 every instrument. */
    public CommandResultCode changeLimit(
            final int strategyId, final int instrumentId, final LimitKind kind, final long value) {
        return CommandResultCode.APPLIED;
    }

    /** Sets what a strategy holds when the day begins. */
    public void startPosition(
            final int strategyId, final Book book, final long quantity, final long averagePriceNanos) {}

    public Positions positions() {
        return null;
    }

    public void snapshotTo(final StateWriter writer) {}

    public void restoreFrom(final StateReader reader) {}
}
