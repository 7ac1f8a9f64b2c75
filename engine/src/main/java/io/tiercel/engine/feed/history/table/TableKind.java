package io.tiercel.engine.feed.history.table;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the records of a table are. */
public enum TableKind {
    /** Events of single orders. */
    L3(
            EnumSet.of(TableColumn.TIME, TableColumn.ACTION, TableColumn.ORDER_ID),
            EnumSet.of(
                    TableColumn.SIDE,
                    TableColumn.PRICE,
                    TableColumn.QUANTITY,
                    TableColumn.NEW_ORDER_ID,
                    TableColumn.TRADE_ID)),
    /** One price level in each, changed or of a snapshot. */
    L2(
            EnumSet.of(TableColumn.TIME, TableColumn.SIDE, TableColumn.PRICE, TableColumn.QUANTITY),
            EnumSet.of(TableColumn.ORDER_COUNT, TableColumn.SNAPSHOT, TableColumn.ACTION)),
    /** All levels of a book in each, or those that changed. */
    DEPTH(
            EnumSet.of(
                    TableColumn.TIME,
                    TableColumn.BID_PRICE,
                    TableColumn.BID_QUANTITY,
                    TableColumn.ASK_PRICE,
                    TableColumn.ASK_QUANTITY),
            EnumSet.of(TableColumn.SNAPSHOT)),
    /** A period in each. */
    BARS(
            EnumSet.of(TableColumn.TIME, TableColumn.OPEN, TableColumn.HIGH, TableColumn.LOW, TableColumn.CLOSE),
            EnumSet.of(TableColumn.VOLUME, TableColumn.AVERAGE_PRICE, TableColumn.TRADE_COUNT)),
    /** A trade in each. */
    TRADES(
            EnumSet.of(TableColumn.TIME, TableColumn.PRICE, TableColumn.QUANTITY),
            EnumSet.of(TableColumn.AGGRESSOR, TableColumn.TRADE_ID));

    private final Set<TableColumn> required;
    private final Set<TableColumn> all;

    TableKind(final Set<TableColumn> required, final Set<TableColumn> optional) {
        this.required = required;
        all = EnumSet.copyOf(required);
        all.addAll(optional);
        all.addAll(
                EnumSet.of(TableColumn.SYMBOL, TableColumn.VENUE, TableColumn.INSTRUMENT_ID, TableColumn.RECEIVE_TIME));
    }

    /** Those that each record needs. */
    public Set<TableColumn> required() {
        return required;
    }

    /** Those that it may have. */
    public Set<TableColumn> columns() {
        return all;
    }

    /** As a mapping names it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
