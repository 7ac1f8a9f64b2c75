package io.tiercel.engine.observe;

/** The totals of a {@link StatusPage}: those of the gate's thread first, then those of the core's. */
public enum Total {
    MARKET_EVENTS("marketEvents"),
    ORDERS("orders"),
    FILLS("fills"),
    REFUSED("refused"),
    REJECTED("rejected"),
    ALERTS("alerts"),
    SENT("messagesSent"),
    NOT_SENT("messagesNotSent"),
    LATCHED("gateLatched"),
    JOURNAL_BYTES("journalBytes"),
    TIME_NS("timeNs"),
    INPUTS("events"),
    OUTPUTS("outputs"),
    OPEN_ORDERS("openOrders"),
    REALISED_MONEY("realisedMoney"),
    UNREALISED_MONEY("unrealisedMoney"),
    FEE_MONEY("feeMoney"),
    DISABLED_STRATEGIES("disabledStrategies"),
    ALL_KILLED("allKilled"),
    ALL_HALTED("allHalted"),
    VENUES_UP("venuesUp");

    static final int OF_GATE = TIME_NS.ordinal();
    static final int OF_CORE = values().length - OF_GATE;

    private final String label;

    Total(final String label) {
        this.label = label;
    }

    /** As it stands in reports. */
    public String label() {
        return label;
    }

    boolean ofGate() {
        return ordinal() < OF_GATE;
    }

    /** Its place on its board. */
    int index() {
        return ofGate() ? ordinal() : ordinal() - OF_GATE;
    }
}
