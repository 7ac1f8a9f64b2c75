package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.types.Side;

/**
 * What the background traders do. Prices and quantities fit the instrument; ids are even and unique over all
 * instruments.
 */
interface FlowListener {
    /** A limit order that rests. */
    void onFlowLimit(int instrumentIndex, long orderId, Side side, long priceNanos, long quantity);

    void onFlowMarket(int instrumentIndex, long orderId, Side side, long quantity);

    /** The order may be gone: the engine's orders trade too. */
    void onFlowCancel(int instrumentIndex, long orderId);

    /** A new price and open quantity under the same id; the order may be gone. */
    void onFlowChange(int instrumentIndex, long orderId, long priceNanos, long quantity);
}
