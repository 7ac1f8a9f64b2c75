package io.tiercel.engine.strategy.testing;

import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.strategy.Execution;

/** An execution that a test puts together. */
public record FakeExecution(
        Kind kind,
        long orderId,
        int instrumentId,
        Side side,
        long priceNanos,
        long lastQuantity,
        long lastPriceNanos,
        long cumulativeQuantity,
        long leavesQuantity,
        boolean closed,
        RiskReason riskReason,
        VenueReason venueReason)
        implements Execution {
    /** Of an order that goes on; {@link #over()} ends it. */
    public static FakeExecution of(
            final int instrumentId,
            final Kind kind,
            final long orderId,
            final Side side,
            final long priceNanos,
            final long leavesQuantity) {
        return new FakeExecution(
                kind,
                orderId,
                instrumentId,
                side,
                priceNanos,
                0,
                0,
                0,
                leavesQuantity,
                false,
                RiskReason.NONE,
                VenueReason.NONE);
    }

    /** The same, and the order is over. */
    public FakeExecution over() {
        return new FakeExecution(
                kind,
                orderId,
                instrumentId,
                side,
                priceNanos,
                lastQuantity,
                lastPriceNanos,
                cumulativeQuantity,
                0,
                true,
                riskReason,
                venueReason);
    }

    /** The same with a fill at the order's price. */
    public FakeExecution executed(final long last, final long cumulative) {
        return new FakeExecution(
                kind,
                orderId,
                instrumentId,
                side,
                priceNanos,
                last,
                priceNanos,
                cumulative,
                leavesQuantity,
                closed,
                riskReason,
                venueReason);
    }

    /** The same with a reason of the venue. */
    public FakeExecution because(final VenueReason reason) {
        return new FakeExecution(
                kind,
                orderId,
                instrumentId,
                side,
                priceNanos,
                lastQuantity,
                lastPriceNanos,
                cumulativeQuantity,
                leavesQuantity,
                closed,
                riskReason,
                reason);
    }

    @Override
    public long parentOrderId() {
        return 0;
    }

    @Override
    public long value() {
        return 0;
    }

    @Override
    public long limitValue() {
        return 0;
    }
}
