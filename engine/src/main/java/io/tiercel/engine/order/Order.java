package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.state.Timers;

/** One order of ours. Records are pooled: hold its id, not the object, beyond a call. Only this package changes it. */
@HotPath
public final class Order {
    /** {@link #endCumulative} while the venue has not said that the order is over. */
    static final long NOT_ENDED = -1;

    long orderId;
    long parentOrderId;
    long venueToken;
    long pendingToken;
    long previousToken;
    long venueOrderId;
    long priceNanos;
    long quantity;
    long pendingPriceNanos;
    long pendingQuantity;
    long cumulativeQuantity;
    long endCumulative;
    long timerId;
    int strategyId;
    int instrumentId;
    int venueId;
    int inquiryCount;
    /** Inquiries that no answer has come to. */
    int openInquiries;

    int listing;
    Side side;
    OrderType type;
    TimeInForce timeInForce;
    OrderState state;
    OrderState endState;
    VenueReason endReason;
    boolean postOnly;
    /** The venue has not shown yet that it knows the order. */
    boolean newInFlight;

    boolean cancelInFlight;
    /** The cancel was under way already when the venue was asked about the order. */
    boolean cancelAsked;
    /** No word in time; the venue is being asked. */
    boolean inDoubt;
    /** The venue's word shows that an execution is still to come. */
    boolean fillOwed;
    /** The venue's acceptance has not come. */
    boolean acceptOwed;
    /** The listener has heard of the acceptance. */
    boolean acceptTold;
    /** A cancel is to be sent, and there was no room for it: {@link Backlog}. */
    boolean cancelWanted;
    /** The venue is to be asked, and there was no room for it: {@link Backlog}. */
    boolean inquiryWanted;

    Order next;
    Order previous;

    Order() {}

    /** Everything as it is before the first use, so that a pooled record remembers nothing. */
    void reset() {
        orderId = 0;
        parentOrderId = 0;
        venueToken = 0;
        pendingToken = 0;
        previousToken = 0;
        venueOrderId = 0;
        priceNanos = 0;
        quantity = 0;
        pendingPriceNanos = 0;
        pendingQuantity = 0;
        cumulativeQuantity = 0;
        endCumulative = NOT_ENDED;
        timerId = Timers.NONE;
        strategyId = 0;
        instrumentId = 0;
        venueId = 0;
        inquiryCount = 0;
        openInquiries = 0;
        listing = 0;
        side = Side.NULL_VAL;
        type = OrderType.NULL_VAL;
        timeInForce = TimeInForce.NULL_VAL;
        state = OrderState.NULL_VAL;
        endState = OrderState.NULL_VAL;
        endReason = VenueReason.NONE;
        postOnly = false;
        newInFlight = false;
        cancelInFlight = false;
        cancelAsked = false;
        inDoubt = false;
        fillOwed = false;
        acceptOwed = false;
        acceptTold = false;
        cancelWanted = false;
        inquiryWanted = false;
        next = null;
        previous = null;
    }

    boolean replaceInFlight() {
        return pendingToken != 0;
    }

    /** Something is still to come from the venue. */
    boolean awaiting() {
        return newInFlight || cancelInFlight || replaceInFlight() || fillOwed || ended();
    }

    /** The venue has said that the order is over, and of executions that have not come. */
    boolean ended() {
        return endCumulative != NOT_ENDED;
    }

    /** The most that may execute in all: a replace under way that asks for more may be in force already. */
    long limitQuantity() {
        return replaceInFlight() ? Math.max(quantity, pendingQuantity) : quantity;
    }

    /** Nothing can execute any more, as far as the executions that came say. */
    boolean exhausted() {
        return cumulativeQuantity >= limitQuantity() || (ended() && cumulativeQuantity >= endCumulative);
    }

    public long orderId() {
        return orderId;
    }

    /** The parent order it is a slice of, or 0. */
    public long parentOrderId() {
        return parentOrderId;
    }

    /** How the venue knows it. */
    public long venueToken() {
        return venueToken;
    }

    /** The token of a replace under way, or 0. */
    public long pendingToken() {
        return pendingToken;
    }

    /** The venue's own id of it, 0 until it was accepted. */
    public long venueOrderId() {
        return venueOrderId;
    }

    public long priceNanos() {
        return priceNanos;
    }

    /** Total, executed part included. */
    public long quantity() {
        return quantity;
    }

    public long pendingPriceNanos() {
        return pendingPriceNanos;
    }

    public long pendingQuantity() {
        return pendingQuantity;
    }

    public long cumulativeQuantity() {
        return cumulativeQuantity;
    }

    /** What can still execute: 0 when it is over. */
    public long leavesQuantity() {
        return closed() ? 0 : Math.max(0, quantity - cumulativeQuantity);
    }

    /**
     * What risk control must hold as open for it: {@link #leavesQuantity()}, or that of a replace under way when it
     * is more. The sum over all orders is what {@link OrderListener}'s calls add up to.
     */
    public long reservedQuantity() {
        return closed() ? 0 : Math.max(0, limitQuantity() - cumulativeQuantity);
    }

    public int strategyId() {
        return strategyId;
    }

    public int instrumentId() {
        return instrumentId;
    }

    public int venueId() {
        return venueId;
    }

    public Side side() {
        return side;
    }

    public OrderType type() {
        return type;
    }

    public TimeInForce timeInForce() {
        return timeInForce;
    }

    public boolean postOnly() {
        return postOnly;
    }

    public OrderState state() {
        return state;
    }

    /** Nothing more is expected of it. */
    public boolean closed() {
        return state.value() >= OrderState.FILLED.value();
    }
}
