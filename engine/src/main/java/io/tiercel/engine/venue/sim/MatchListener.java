package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.types.Side;

/**
 * What a {@link Matcher} tells, in the order in which it happens, before the call that led to it returns. It must not
 * call the matcher. {@code owner} is what the caller gave with the order.
 */
public interface MatchListener {
    /** An order passed all checks; what happens to it follows. */
    void onAccepted(long orderId, long owner);

    /** A trade, at the price of the order that rested. Both quantities that are left are those after it. */
    void onExecuted(
            long makerId,
            long makerOwner,
            long makerLeaves,
            long takerId,
            long takerOwner,
            long takerLeaves,
            Side takerSide,
            long priceNanos,
            long quantity);

    /** What is left of an order took its place in the book. */
    void onRested(long orderId, long owner, Side side, long priceNanos, long quantity);

    /** What is left of an order that may not rest; it is over. */
    void onUnfilled(long orderId, long owner, long quantity);

    /** An order left the book on request. */
    void onCancelled(long orderId, long owner, Side side, long quantity);

    /** A replace took quantity and nothing else: the order keeps id and place. */
    void onReduced(long orderId, long owner, Side side, long reducedBy, long leaves);

    /** A replace sent the order, under its new id, to the end of a queue. */
    void onMoved(long orderId, long newOrderId, long owner, Side side, long priceNanos, long quantity);

    /** A replace takes liquidity: the order left the book and trades under its new id, which follows. */
    void onTakenOut(long orderId, long newOrderId, long owner, Side side, long priceNanos, long quantity);
}
