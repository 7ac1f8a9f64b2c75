package io.tiercel.engine.order;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.VenueReason;

/** What our orders tell the rest of the core. The order shows its state after the change. */
public interface OrderListener {
    void onAccepted(Order order);

    /**
     * Each execution exactly once.
     *
     * @param reservedQuantity how much of {@code quantity} was still open at the risk control: less than it when the order was
     *                         over already (a late fill) or is over-filled
     */
    void onFilled(Order order, long quantity, long priceNanos, long reservedQuantity, long feeMoney, long executionId);

    /** The order is over; {@code releasedQuantity} of it was open and did not execute (0 after the last fill). */
    void onClosed(Order order, OrderState state, VenueReason reason, long releasedQuantity);

    /** The venue confirmed a replace; the open quantity changed by {@code openQuantityChange} against what was reserved. */
    void onReplaced(Order order, long openQuantityChange);

    /**
     * The venue, or the gate, refused a cancel or a replace; the order stands.
     *
     * @param openQuantityChange what a replace had reserved and is given back: 0 or less
     */
    void onChangeRefused(Order order, VenueReason reason, long openQuantityChange);

    /** The venue has not answered in time: an order status request is to be sent. */
    void onInDoubt(Order order);

    /** Executions from {@code fromInbound} to {@code toInbound} are missing and are to be asked for. */
    void onExecutionGap(int venueId, int sessionId, long fromInbound, long toInbound);

    /** Something that should not happen; {@code order} is null when none is known. */
    void onOrderAlert(AlertCode code, Order order, long value, long limitValue);
}
