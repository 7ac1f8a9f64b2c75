package io.tiercel.engine.feed.history.table;

import java.util.List;

/** What a column can be. Those of depth have a level's number in place of {@code {}}. */
public enum TableColumn {
    TIME("time"),
    RECEIVE_TIME("receiveTime"),
    SYMBOL("symbol"),
    VENUE("venue"),
    INSTRUMENT_ID("instrumentId"),
    SIDE("side"),
    PRICE("price"),
    QUANTITY("quantity"),
    ORDER_COUNT("orderCount"),
    SNAPSHOT("snapshot"),
    ACTION("action"),
    ORDER_ID("orderId"),
    NEW_ORDER_ID("newOrderId"),
    TRADE_ID("tradeId"),
    AGGRESSOR("aggressor"),
    OPEN("open"),
    HIGH("high"),
    LOW("low"),
    CLOSE("close"),
    VOLUME("volume"),
    AVERAGE_PRICE("averagePrice"),
    TRADE_COUNT("tradeCount"),
    BID_PRICE("bidPrice", "bidPrice{}", "bids[{}].price", "bids[{}][0]"),
    BID_QUANTITY("bidQuantity", "bidQuantity{}", "bids[{}].quantity", "bids[{}][1]"),
    ASK_PRICE("askPrice", "askPrice{}", "asks[{}].price", "asks[{}][0]"),
    ASK_QUANTITY("askQuantity", "askQuantity{}", "asks[{}].quantity", "asks[{}][1]");

    /** Where a level's number stands in the name of a column. */
    public static final String LEVEL = "{}";

    private static final int OF_LEVELS = 4;

    private final String title;
    private final List<String> names;

    TableColumn(final String title, final String... names) {
        this.title = title;
        this.names = names.length == 0 ? List.of(title) : List.of(names);
    }

    /** As a mapping calls it. */
    public String title() {
        return title;
    }

    /** What it is called where no mapping says so. */
    List<String> names() {
        return names;
    }

    /** Whether there is one for each level of a book. */
    public boolean ofLevels() {
        return ordinal() >= BID_PRICE.ordinal();
    }

    /** Where its text stands in a row. */
    int slot() {
        return ordinal();
    }

    /** The same of a level, from 0. */
    int slot(final int level) {
        return ordinal() + OF_LEVELS * level;
    }

    /** How many a row has with so many levels. */
    static int slots(final int levels) {
        return BID_PRICE.ordinal() + OF_LEVELS * levels;
    }
}
