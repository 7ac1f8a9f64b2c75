package io.tiercel.engine.observe;

/** What latency is measured between. */
public enum Hop {
    /**
     * A market data packet is taken from its transport ─► an order it led to has been handed to the venue's transport.
     */
    TICK_TO_TRADE("tickToTrade"),
    /** An order is handed over ─► the venue's acceptance is taken from its transport. */
    ORDER_TO_ACCEPT("orderToAccept"),
    /** An input is taken from its transport ─► the core is done with it; 1 in 64. */
    INPUT("input");

    private final String label;

    Hop(final String label) {
        this.label = label;
    }

    /** As it stands in reports. */
    public String label() {
        return label;
    }
}
