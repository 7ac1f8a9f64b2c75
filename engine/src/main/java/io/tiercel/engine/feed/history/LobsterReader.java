package io.tiercel.engine.feed.history;

import io.tiercel.codecs.layout.FieldWriter;
import io.tiercel.engine.feed.arbitration.SendingTimes;
import org.agrona.DirectBuffer;

/** Rows of LOBSTER's tables as messages. */
final class LobsterReader implements MessageReader, Message {
    /** Stand for a level that is not there. */
    static final long NO_ASK = 9_999_999_999L;

    static final long NO_BID = -NO_ASK;

    private static final int PRICE_SCALE = 4;
    private static final int TIME_SCALE = 9;
    private static final String[] NAMES = {
        "New Order",
        "Partial Cancellation",
        "Deletion",
        "Visible Execution",
        "Hidden Execution",
        "Cross Trade",
        "Trading Halt"
    };

    private final LobsterProtocol protocol;
    private final LobsterRow row = new LobsterRow();

    LobsterReader(final LobsterProtocol protocol) {
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
        throw new IllegalStateException("rows of tables do not come as datagrams");
    }

    @Override
    public void onMessage(
            final Origin origin,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final MessageListener listener) {
        listener.onPacket(origin, "", NONE, 1, SendingTimes.NOT_SAID);
        final String fault = protocol.messages()
                ? row.message(buffer, offset, length)
                : row.book(origin.file(), buffer, offset, length);
        if (fault != null) {
            listener.onFault(origin, fault);
        } else {
            listener.onMessage(origin, this);
        }
    }

    @Override
    public String type() {
        return protocol.messages() ? Long.toString(row.value(LobsterRow.TYPE)) : "book";
    }

    @Override
    public String name() {
        return protocol.messages() ? NAMES[(int) row.value(LobsterRow.TYPE) - 1] : "Order Book";
    }

    @Override
    public long instrumentId() {
        return LobsterBooks.CODE;
    }

    @Override
    public String symbol() {
        return protocol.symbol().isEmpty() ? null : protocol.symbol();
    }

    @Override
    public long timeNs() {
        return protocol.messages() ? row.value(LobsterRow.TIME) : NONE;
    }

    @Override
    public long sequence() {
        return NONE;
    }

    @Override
    public void writeTo(final FieldWriter writer) {
        if (protocol.messages()) {
            writer.decimal("time", row.value(LobsterRow.TIME), TIME_SCALE);
            writer.number("type", row.value(LobsterRow.TYPE));
            writer.number("orderId", row.value(LobsterRow.ORDER_ID));
            writer.number("size", row.value(LobsterRow.SIZE));
            writer.decimal("price", row.value(LobsterRow.PRICE), PRICE_SCALE);
            writer.number("direction", row.value(LobsterRow.DIRECTION));
            return;
        }
        for (int i = 0; i < row.count(); i += LobsterRow.LEVEL_FIELDS) {
            final int level = i / LobsterRow.LEVEL_FIELDS + 1;
            price(writer, "askPrice" + level, row.value(i), NO_ASK);
            writer.number("askSize" + level, row.value(i + 1));
            price(writer, "bidPrice" + level, row.value(i + 2), NO_BID);
            writer.number("bidSize" + level, row.value(i + 3));
        }
    }

    private static void price(final FieldWriter writer, final String name, final long value, final long none) {
        if (value == none) {
            writer.none(name);
        } else {
            writer.decimal(name, value, PRICE_SCALE);
        }
    }
}
