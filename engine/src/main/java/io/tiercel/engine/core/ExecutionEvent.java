package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.Execution;

/** One pooled entry of {@link DerivedEvents}. */
@HotPath
final class ExecutionEvent implements Execution {
    private static final Kind[] KINDS = Kind.values();

    private int strategyId;
    private Kind kind;
    private long orderId;
    private long parentOrderId;
    private int instrumentId;
    private Side side;
    private long priceNanos;
    private long lastQuantity;
    private long lastPriceNanos;
    private long cumulativeQuantity;
    private long leavesQuantity;
    private boolean closed;
    private RiskReason riskReason;
    private long value;
    private long limitValue;
    private VenueReason venueReason;
    /** A refusal that is not in the outputs yet, and what was asked for. */
    private boolean recordOwed;

    private long askedPriceNanos;
    private long askedQuantity;

    void set(
            final int newStrategyId,
            final Kind newKind,
            final long newOrderId,
            final long newParentOrderId,
            final int newInstrumentId,
            final Side newSide,
            final long newPriceNanos) {
        strategyId = newStrategyId;
        kind = newKind;
        orderId = newOrderId;
        parentOrderId = newParentOrderId;
        instrumentId = newInstrumentId;
        side = newSide;
        priceNanos = newPriceNanos;
        lastQuantity = 0;
        lastPriceNanos = 0;
        cumulativeQuantity = 0;
        leavesQuantity = 0;
        closed = newKind.ending();
        riskReason = RiskReason.NONE;
        value = 0;
        limitValue = 0;
        venueReason = VenueReason.NONE;
        recordOwed = false;
        askedPriceNanos = 0;
        askedQuantity = 0;
    }

    ExecutionEvent of(final Order order, final Kind newKind) {
        set(
                order.strategyId(),
                newKind,
                order.orderId(),
                order.parentOrderId(),
                order.instrumentId(),
                order.side(),
                order.priceNanos());
        cumulativeQuantity = order.cumulativeQuantity();
        leavesQuantity = order.leavesQuantity();
        closed = order.closed();
        return this;
    }

    ExecutionEvent fill(final long quantity, final long fillPriceNanos) {
        lastQuantity = quantity;
        lastPriceNanos = fillPriceNanos;
        return this;
    }

    ExecutionEvent refusal(final RiskReason reason, final long brokenBy, final long limit) {
        riskReason = reason;
        value = brokenBy;
        limitValue = limit;
        return this;
    }

    /** There was no room for the refusal's output: it is to be written when the strategy is told. */
    void oweRecord(final long newAskedPriceNanos, final long newAskedQuantity) {
        recordOwed = true;
        askedPriceNanos = newAskedPriceNanos;
        askedQuantity = newAskedQuantity;
    }

    void writeOwed(final OutputEncoder outputs) {
        if (recordOwed) {
            outputs.riskRejected(
                    strategyId,
                    riskReason,
                    side,
                    instrumentId,
                    orderId,
                    parentOrderId,
                    askedPriceNanos,
                    askedQuantity,
                    value,
                    limitValue);
        }
    }

    ExecutionEvent parentEnded(final long executedQuantity) {
        cumulativeQuantity = executedQuantity;
        closed = true;
        return this;
    }

    ExecutionEvent reason(final VenueReason reason) {
        venueReason = reason;
        return this;
    }

    int strategyId() {
        return strategyId;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putInt(strategyId);
        writer.putInt(kind.ordinal());
        writer.putLong(orderId);
        writer.putLong(parentOrderId);
        writer.putInt(instrumentId);
        writer.putInt(side.value());
        writer.putLong(priceNanos);
        writer.putLong(lastQuantity);
        writer.putLong(lastPriceNanos);
        writer.putLong(cumulativeQuantity);
        writer.putLong(leavesQuantity);
        writer.putBoolean(closed);
        writer.putInt(riskReason.value());
        writer.putLong(value);
        writer.putLong(limitValue);
        writer.putInt(venueReason.value());
        writer.putBoolean(recordOwed);
        writer.putLong(askedPriceNanos);
        writer.putLong(askedQuantity);
    }

    void restoreFrom(final StateReader reader) {
        strategyId = reader.takeInt();
        kind = KINDS[reader.takeInt()];
        orderId = reader.takeLong();
        parentOrderId = reader.takeLong();
        instrumentId = reader.takeInt();
        side = Side.get((short) reader.takeInt());
        priceNanos = reader.takeLong();
        lastQuantity = reader.takeLong();
        lastPriceNanos = reader.takeLong();
        cumulativeQuantity = reader.takeLong();
        leavesQuantity = reader.takeLong();
        closed = reader.takeBoolean();
        riskReason = RiskReason.get((short) reader.takeInt());
        value = reader.takeLong();
        limitValue = reader.takeLong();
        venueReason = VenueReason.get((short) reader.takeInt());
        recordOwed = reader.takeBoolean();
        askedPriceNanos = reader.takeLong();
        askedQuantity = reader.takeLong();
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public long orderId() {
        return orderId;
    }

    @Override
    public long parentOrderId() {
        return parentOrderId;
    }

    @Override
    public int instrumentId() {
        return instrumentId;
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public long priceNanos() {
        return priceNanos;
    }

    @Override
    public long lastQuantity() {
        return lastQuantity;
    }

    @Override
    public long lastPriceNanos() {
        return lastPriceNanos;
    }

    @Override
    public long cumulativeQuantity() {
        return cumulativeQuantity;
    }

    @Override
    public long leavesQuantity() {
        return leavesQuantity;
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public RiskReason riskReason() {
        return riskReason;
    }

    @Override
    public long value() {
        return value;
    }

    @Override
    public long limitValue() {
        return limitValue;
    }

    @Override
    public VenueReason venueReason() {
        return venueReason;
    }
}
