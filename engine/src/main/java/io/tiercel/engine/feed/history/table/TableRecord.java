package io.tiercel.engine.feed.history.table;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.types.Side;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** What one record of a table says, exact. Values hold until the next one is read. */
public final class TableRecord {
    /** In place of a value that is not there. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int PRICE = FixedPoint.PRICE_SCALE;
    private static final int BUY = 0;
    private static final int SELL = 1;
    private static final int MAX_SYMBOLS = 1 << 16;

    private final TableForm form;
    private final TableRow row;
    private final TableTime time;
    private final DecimalText decimal = new DecimalText();
    private final Words sides;
    private final Words actions = new Words();
    private final Words truth = new Words()
            .add(1, List.of("true", "1", "t", "yes", "y", "snapshot", "partial"))
            .add(0, List.of("false", "0", "f", "no", "n", "update", "change", "delta", "l2update"));
    private final TableMapping.Begin begin;
    private final int quantityDecimals;
    private final long[] values = new long[TableColumn.values().length];
    private final Map<String, String> symbols = new HashMap<>();
    private final TableDepth depth = new TableDepth();
    private byte[] symbolBytes = new byte[0];
    private String symbol = "";
    private Side side = Side.NULL_VAL;
    private TableAction action;
    private boolean snapshot;
    private String fault;

    public TableRecord(final TableForm form) {
        this.form = form;
        row = form.newRow();
        time = new TableTime(form.mapping());
        begin = form.mapping().begin();
        quantityDecimals = form.mapping().quantityDecimals();
        sides = new Words()
                .add(BUY, form.mapping().buy())
                .add(SELL, form.mapping().sell());
        form.mapping().actions().forEach((each, words) -> actions.add(each.ordinal(), words));
    }

    /** What is wrong with the record, or null. */
    public String read(final DirectBuffer buffer, final int offset, final int length) {
        fault = form.parse(buffer, offset, length, row);
        if (fault != null) {
            return fault;
        }
        time(TableColumn.TIME, true);
        time(TableColumn.RECEIVE_TIME, false);
        number(TableColumn.INSTRUMENT_ID, 0, false);
        readSymbol();
        switch (form.kind()) {
            case L3 -> order();
            case L2 -> level();
            case DEPTH -> {
                readSnapshot();
                fault = fault != null ? fault : depth.read(row, quantityDecimals);
            }
            case BARS -> bar();
            default -> {
                number(TableColumn.PRICE, PRICE, true);
                readQuantity(true);
                readSide(TableColumn.AGGRESSOR, false);
            }
        }
        return fault;
    }

    private void order() {
        readAction();
        final boolean print = action == TableAction.PRINT;
        final boolean nothing = action == TableAction.CLEAR || action == TableAction.IGNORE;
        final boolean placed =
                action == TableAction.ADD || action == TableAction.CHANGE || action == TableAction.REPLACE;
        id(TableColumn.ORDER_ID, !print && !nothing && action != TableAction.EXECUTE);
        id(TableColumn.NEW_ORDER_ID, false);
        readSide(TableColumn.SIDE, action == TableAction.ADD);
        final boolean unseen = action == TableAction.EXECUTE && orderId() == NONE;
        number(TableColumn.PRICE, PRICE, placed || print || unseen);
        readQuantity(!nothing && action != TableAction.DELETE);
        if (values[TableColumn.NEW_ORDER_ID.ordinal()] == NONE) {
            values[TableColumn.NEW_ORDER_ID.ordinal()] = orderId();
        }
    }

    private void level() {
        readSnapshot();
        action = null;
        if (form.has(TableColumn.ACTION)) {
            readAction();
        }
        final boolean nothing = action == TableAction.CLEAR || action == TableAction.IGNORE;
        final boolean gone = action == TableAction.DELETE;
        if (action != null && action != TableAction.ADD && action != TableAction.CHANGE && !nothing && !gone) {
            fail("an action of " + row.shown(TableColumn.ACTION.slot())
                    + "; a level can be added, changed, deleted, and a book cleared");
        }
        readSide(TableColumn.SIDE, !nothing);
        number(TableColumn.PRICE, PRICE, !nothing);
        readQuantity(!nothing && !gone);
        number(TableColumn.ORDER_COUNT, 0, false);
        if (gone) {
            values[TableColumn.QUANTITY.ordinal()] = 0;
        }
        if (orderCount() < 0 || orderCount() > Integer.MAX_VALUE) {
            fail("a count of " + orderCount() + " orders");
        }
    }

    private void bar() {
        number(TableColumn.OPEN, PRICE, true);
        number(TableColumn.HIGH, PRICE, true);
        number(TableColumn.LOW, PRICE, true);
        number(TableColumn.CLOSE, PRICE, true);
        number(TableColumn.VOLUME, quantityDecimals, false);
        number(TableColumn.AVERAGE_PRICE, PRICE, false);
        number(TableColumn.TRADE_COUNT, 0, false);
        final long high = value(TableColumn.HIGH);
        final long low = value(TableColumn.LOW);
        if (Math.max(value(TableColumn.OPEN), value(TableColumn.CLOSE)) > high
                || Math.min(value(TableColumn.OPEN), value(TableColumn.CLOSE)) < low) {
            fail("a bar whose open or close is not between its low " + row.shown(TableColumn.LOW.slot())
                    + " and its high " + row.shown(TableColumn.HIGH.slot()));
        }
    }

    private void time(final TableColumn column, final boolean needed) {
        values[column.ordinal()] = NONE;
        if (isThere(column, needed)) {
            final String bad = time.parse(row, column.slot());
            if (bad == null) {
                values[column.ordinal()] = time.value();
            } else {
                fail(column, bad);
            }
        }
    }

    private void number(final TableColumn column, final int scale, final boolean needed) {
        values[column.ordinal()] = NONE;
        final int slot = column.slot();
        if (isThere(column, needed)) {
            final String bad = decimal.parse(row.bytes(), row.start(slot), row.limit(slot), scale, false);
            if (bad == null) {
                values[column.ordinal()] = decimal.value();
            } else {
                fail(column, bad);
            }
        }
    }

    private void readQuantity(final boolean needed) {
        number(TableColumn.QUANTITY, quantityDecimals, needed);
        final long quantity = value(TableColumn.QUANTITY);
        if (quantity < 0 && quantity != NONE) {
            fail(TableColumn.QUANTITY, "is below 0");
        }
    }

    private boolean isThere(final TableColumn column, final boolean needed) {
        final boolean there = row.has(column.slot());
        if (!there && needed) {
            fail(column.title() + " is empty");
        }
        return there;
    }

    /** A whole number as it is, any other text as 64 bits that nearly no other has. */
    private void id(final TableColumn column, final boolean needed) {
        values[column.ordinal()] = NONE;
        final int slot = column.slot();
        if (!isThere(column, needed)) {
            return;
        }
        if (decimal.parse(row.bytes(), row.start(slot), row.limit(slot), 0, false) == null) {
            values[column.ordinal()] = decimal.value() == 0 && !needed ? NONE : decimal.value();
            return;
        }
        long hash = 0xCBF2_9CE4_8422_2325L;
        for (int i = row.start(slot); i < row.limit(slot); i++) {
            hash = (hash ^ row.bytes()[i]) * 0x100_0000_01B3L;
        }
        hash = (hash ^ hash >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        values[column.ordinal()] = (hash ^ hash >>> 29) & Long.MAX_VALUE;
    }

    private void readSide(final TableColumn column, final boolean needed) {
        side = Side.NULL_VAL;
        if (isThere(column, needed)) {
            final int meaning = sides.meaning(row, column.slot());
            side = meaning == BUY ? Side.BUY : meaning == SELL ? Side.SELL : Side.NULL_VAL;
            if (meaning == Words.UNKNOWN && needed) {
                fail(column, "is neither of the words for buy nor of those for sell");
            }
        }
    }

    private void readAction() {
        action = TableAction.IGNORE;
        if (isThere(TableColumn.ACTION, true)) {
            final int meaning = actions.meaning(row, TableColumn.ACTION.slot());
            if (meaning == Words.UNKNOWN) {
                fail(TableColumn.ACTION, "is none of the words for actions");
            } else {
                action = TableAction.values()[meaning];
            }
        }
    }

    private void readSnapshot() {
        snapshot = form.kind() == TableKind.DEPTH;
        if (row.has(TableColumn.SNAPSHOT.slot())) {
            final int meaning = truth.meaning(row, TableColumn.SNAPSHOT.slot());
            snapshot = meaning == 1;
            if (meaning == Words.UNKNOWN) {
                fail(TableColumn.SNAPSHOT, "is neither true nor false");
            }
        }
    }

    private void readSymbol() {
        final int slot = TableColumn.SYMBOL.slot();
        if (row.has(TableColumn.VENUE.slot())) {
            symbol = known(row.text(TableColumn.VENUE.slot()) + ":" + row.text(slot));
            symbolBytes = null;
        } else if (symbolBytes == null || !row.equal(slot, symbolBytes)) {
            symbol = known(row.text(slot));
            symbolBytes = symbol.getBytes(StandardCharsets.UTF_8);
        }
    }

    private String known(final String name) {
        if (symbols.size() == MAX_SYMBOLS) {
            symbols.clear();
        }
        return symbols.computeIfAbsent(name, itself -> itself);
    }

    private void fail(final TableColumn column, final String what) {
        fail(column.title() + " " + row.shown(column.slot()) + " " + what);
    }

    private void fail(final String what) {
        fault = fault != null ? fault : what;
    }

    public TableKind kind() {
        return form.kind();
    }

    /** Whether records of a snapshot are told from others. */
    public boolean saysSnapshots() {
        return form.has(TableColumn.SNAPSHOT);
    }

    /** A number of this column: prices in 1e-9, quantities in their decimals, times in UTC ns; or {@link #NONE}. */
    public long value(final TableColumn column) {
        return values[column.ordinal()];
    }

    /** As it is written, for people. */
    public String text(final TableColumn column) {
        return row.shown(column.slot());
    }

    public boolean has(final TableColumn column) {
        return row.has(column.slot());
    }

    public long timeNs() {
        return value(TableColumn.TIME);
    }

    /** Behind the venue's name and a colon where there is a column of it; empty where there is none. */
    public String symbol() {
        return symbol;
    }

    /** The exchange's number, or {@link #NONE}. */
    public long instrumentId() {
        return value(TableColumn.INSTRUMENT_ID);
    }

    public long priceNanos() {
        return value(TableColumn.PRICE);
    }

    public long quantity() {
        return value(TableColumn.QUANTITY);
    }

    /** 0 where it is not said. */
    public long orderCount() {
        final long count = value(TableColumn.ORDER_COUNT);
        return count == NONE ? 0 : count;
    }

    public long orderId() {
        return value(TableColumn.ORDER_ID);
    }

    /** That of the order itself where there is no other one. */
    public long newOrderId() {
        return value(TableColumn.NEW_ORDER_ID);
    }

    /** Of an order or a level, of a trade the aggressor's; {@link Side#NULL_VAL} where it is not said. */
    public Side side() {
        return side;
    }

    /** Null for a level of a table without actions. */
    public TableAction action() {
        return action;
    }

    /** Whether this record is of a snapshot. */
    public boolean snapshot() {
        return snapshot;
    }

    public TableDepth depth() {
        return depth;
    }

    /** Whether something stood in books before the table's first record. */
    public boolean beginsWithin() {
        return begin == TableMapping.Begin.WITHIN;
    }

    /** Whether nobody has said what stood in books before the table's first record. */
    public boolean beginUnsaid() {
        return begin == TableMapping.Begin.UNSAID;
    }

    /** Digits after the point of quantities. */
    public int quantityDecimals() {
        return quantityDecimals;
    }
}
