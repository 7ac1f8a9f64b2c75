package io.tiercel.engine.observe;

/**
 * What latency is measured between: first what tells a whole way, then the stages of it. A stage is measured for one
 * input in {@value #SAMPLE_INTERVAL}, and where its text says so for every input that causes an order, at its first
 * order.
 */
public enum Hop {
    /**
     * A market data packet is taken from its transport ─► an order it led to has been handed to the venue's transport.
     */
    TICK_TO_TRADE("tickToTrade"),
    /** An order is handed over ─► the venue's acceptance is taken from its transport. */
    ORDER_TO_ACCEPT("orderToAccept"),
    /** An input is taken from its transport ─► the core is done with it; 1 in 64. */
    INPUT("input"),
    /** A market data packet is taken from its transport ─► an order is decided on; for every one that causes one. */
    TICK_TO_DECISION("tickToDecision"),
    /** An input is taken from its transport ─► its record is written. */
    INPUT_RECORDED("inputRecorded"),
    /** An input is taken from its transport ─► the core begins with it. */
    INGRESS_TO_CORE("ingressToCore"),
    /** The core begins with the last message of a packet ─► it is applied to its book. */
    BOOK("book"),
    /** A packet is applied ─► signals are up to date. */
    SIGNALS("signals"),
    /** Signals are up to date ─► the first order is decided on, or all strategies were told. */
    STRATEGY("strategy"),
    /** An order is decided on ─► it has passed risk control and is encoded; for every input that causes an order. */
    RISK("risk"),
    /** An order is encoded ─► it has been handed to the venue's transport; for every input that causes an order. */
    GATE("gate"),
    /** An order is handed over ─► its record is written; for every input that causes an order. */
    OUTPUT_RECORDED("outputRecorded");

    /** A power of two. */
    static final int SAMPLE_INTERVAL = 64;

    private final String label;

    Hop(final String label) {
        this.label = label;
    }

    /** As it stands in reports. */
    public String label() {
        return label;
    }
}
