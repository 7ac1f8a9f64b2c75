package io.tiercel.engine.feed.history;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.layout.FieldWriter;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.feed.arbitration.SendingTimes;
import io.tiercel.engine.feed.history.table.TableAction;
import io.tiercel.engine.feed.history.table.TableColumn;
import io.tiercel.engine.feed.history.table.TableDepth;
import io.tiercel.engine.feed.history.table.TableKind;
import io.tiercel.engine.feed.history.table.TableRecord;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.collections.Object2IntHashMap;

/** Records of text files as messages; their fields have our names, whatever the columns are called. */
final class TableReader implements MessageReader, Message {
    private static final int UNKNOWN = -1;
    private static final Map<TableKind, String> NAMES =
            Map.of(TableKind.L2, "Level", TableKind.DEPTH, "Depth", TableKind.TRADES, "Trade", TableKind.BARS, "Bar");
    private static final Map<TableAction, String> ORDERS = Map.of(
            TableAction.ADD, "Add Order",
            TableAction.CHANGE, "Change Order",
            TableAction.REDUCE, "Reduce Order",
            TableAction.REPLACE, "Replace Order",
            TableAction.DELETE, "Delete Order",
            TableAction.EXECUTE, "Execute Order",
            TableAction.PRINT, "Trade",
            TableAction.CLEAR, "Clear Book",
            TableAction.IGNORE, "Ignored");

    private final TableProtocol protocol;
    /** Of instruments without numbers of their own, in the order in which they were found. */
    private final Object2IntHashMap<String> numbers = new Object2IntHashMap<>(UNKNOWN);

    private TableRecord record;

    TableReader(final TableProtocol protocol) {
        this.protocol = protocol;
    }

    @Override
    public void onSession(final Origin origin, final String session, final long next, final MessageListener listener) {
        // Tables have no sessions.
    }

    @Override
    public void onDatagram(
            final Origin origin,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final MessageListener listener) {
        throw new IllegalStateException("records of text do not come as datagrams");
    }

    @Override
    public void onMessage(
            final Origin origin,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final MessageListener listener) {
        listener.onPacket(origin, "", NONE, 1, SendingTimes.NOT_SAID);
        record = protocol.record();
        final String fault = record.read(buffer, offset, length);
        if (fault != null) {
            listener.onFault(origin, fault);
        } else {
            listener.onMessage(origin, this);
        }
    }

    @Override
    public String type() {
        return record.kind().title();
    }

    @Override
    public String name() {
        return record.kind() == TableKind.L3 ? ORDERS.get(record.action()) : NAMES.get(record.kind());
    }

    @Override
    public long instrumentId() {
        if (record.instrumentId() != TableRecord.NONE) {
            return record.instrumentId();
        }
        int number = numbers.getValue(record.symbol());
        if (number == UNKNOWN) {
            number = numbers.size() + 1;
            numbers.put(record.symbol(), number);
        }
        return number;
    }

    @Override
    public String symbol() {
        return record.symbol().isEmpty() ? null : record.symbol();
    }

    @Override
    public long timeNs() {
        return record.timeNs();
    }

    @Override
    public long sequence() {
        return NONE;
    }

    @Override
    public void writeTo(final FieldWriter writer) {
        number(writer, TableColumn.TIME);
        number(writer, TableColumn.RECEIVE_TIME);
        number(writer, TableColumn.INSTRUMENT_ID);
        if (!record.symbol().isEmpty()) {
            writer.text(TableColumn.SYMBOL.title(), record.symbol());
        }
        switch (record.kind()) {
            case L3 -> writeOrder(writer);
            case L2 -> writeLevel(writer);
            case DEPTH -> writeDepth(writer);
            case BARS -> writeBar(writer);
            default -> {
                price(writer, TableColumn.PRICE);
                quantity(writer, TableColumn.QUANTITY);
                side(writer, TableColumn.AGGRESSOR);
                text(writer, TableColumn.TRADE_ID);
            }
        }
    }

    private void writeOrder(final FieldWriter writer) {
        writer.text(TableColumn.ACTION.title(), record.action().title());
        text(writer, TableColumn.ORDER_ID);
        text(writer, TableColumn.NEW_ORDER_ID);
        side(writer, TableColumn.SIDE);
        price(writer, TableColumn.PRICE);
        quantity(writer, TableColumn.QUANTITY);
        text(writer, TableColumn.TRADE_ID);
    }

    private void writeLevel(final FieldWriter writer) {
        if (record.saysSnapshots()) {
            writer.text(TableColumn.SNAPSHOT.title(), Boolean.toString(record.snapshot()));
        }
        if (record.action() != null) {
            writer.text(TableColumn.ACTION.title(), record.action().title());
        }
        side(writer, TableColumn.SIDE);
        price(writer, TableColumn.PRICE);
        quantity(writer, TableColumn.QUANTITY);
        number(writer, TableColumn.ORDER_COUNT);
    }

    private void writeDepth(final FieldWriter writer) {
        if (record.saysSnapshots()) {
            writer.text(TableColumn.SNAPSHOT.title(), Boolean.toString(record.snapshot()));
        }
        final TableDepth depth = record.depth();
        writer.beginGroup("bids");
        for (int i = 0; i < depth.bidCount(); i++) {
            level(writer, depth.bidPriceNanos(i), depth.bidQuantity(i));
        }
        writer.endGroup();
        writer.beginGroup("asks");
        for (int i = 0; i < depth.askCount(); i++) {
            level(writer, depth.askPriceNanos(i), depth.askQuantity(i));
        }
        writer.endGroup();
    }

    private void level(final FieldWriter writer, final long priceNanos, final long quantity) {
        writer.beginEntry();
        writer.decimal(TableColumn.PRICE.title(), priceNanos, FixedPoint.PRICE_SCALE);
        writer.decimal(TableColumn.QUANTITY.title(), quantity, record.quantityDecimals());
        writer.endEntry();
    }

    private void writeBar(final FieldWriter writer) {
        price(writer, TableColumn.OPEN);
        price(writer, TableColumn.HIGH);
        price(writer, TableColumn.LOW);
        price(writer, TableColumn.CLOSE);
        quantity(writer, TableColumn.VOLUME);
        price(writer, TableColumn.AVERAGE_PRICE);
        number(writer, TableColumn.TRADE_COUNT);
    }

    private void number(final FieldWriter writer, final TableColumn column) {
        if (record.value(column) != TableRecord.NONE) {
            writer.number(column.title(), record.value(column));
        }
    }

    private void price(final FieldWriter writer, final TableColumn column) {
        if (record.value(column) != TableRecord.NONE) {
            writer.decimal(column.title(), record.value(column), FixedPoint.PRICE_SCALE);
        }
    }

    private void quantity(final FieldWriter writer, final TableColumn column) {
        if (record.value(column) != TableRecord.NONE) {
            writer.decimal(column.title(), record.value(column), record.quantityDecimals());
        }
    }

    private void text(final FieldWriter writer, final TableColumn column) {
        if (record.has(column)) {
            writer.text(column.title(), record.text(column));
        }
    }

    private void side(final FieldWriter writer, final TableColumn column) {
        if (record.side() != Side.NULL_VAL) {
            writer.text(column.title(), record.side() == Side.BUY ? "buy" : "sell");
        }
    }
}
