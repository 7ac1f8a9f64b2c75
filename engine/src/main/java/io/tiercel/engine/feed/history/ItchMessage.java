package io.tiercel.engine.feed.history;

import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchLayouts;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.layout.FieldWriter;
import io.tiercel.codecs.layout.RecordLayout;
import org.agrona.DirectBuffer;

/** A message of ITCH 5.0, as tools show it. */
final class ItchMessage implements Message {
    private final ItchFlyweight flyweight = new ItchFlyweight();
    private DirectBuffer buffer;
    private int offset;
    private long sequence;

    /** What is wrong with it, or null; unless it is null and its type known nothing else may be called. */
    String wrap(final DirectBuffer newBuffer, final int newOffset, final int length, final long newSequence) {
        buffer = newBuffer;
        offset = newOffset;
        sequence = newSequence;
        return fault(flyweight, newBuffer, newOffset, length);
    }

    /** What is wrong with a message, or null. */
    static String fault(final ItchFlyweight message, final DirectBuffer buffer, final int offset, final int length) {
        final ItchFlyweight.Form form = message.wrap(buffer, offset, length);
        if (form == ItchFlyweight.Form.TORN) {
            return length < 1
                    ? "a message without bytes"
                    : "a message of type " + (char) message.type() + " of " + length + " bytes; it has "
                            + ItchType.length(message.type());
        }
        if (form == ItchFlyweight.Form.UNKNOWN) {
            return null;
        }
        return switch (message.type()) {
            case ItchType.ADD_ORDER, ItchType.ADD_ORDER_MPID -> {
                final byte side = message.side();
                yield side == 'B' || side == 'S' ? null : "an order's side of " + shown(side) + "; it is B or S";
            }
            default -> null;
        };
    }

    static String shown(final byte value) {
        return value > ' ' && value <= '~' ? String.valueOf((char) value) : "byte " + (value & 0xFF);
    }

    boolean known() {
        return ItchLayouts.of(flyweight.type()) != null;
    }

    @Override
    public String type() {
        return shown(flyweight.type());
    }

    @Override
    public String name() {
        return layout().name();
    }

    @Override
    public long instrumentId() {
        final int locate = flyweight.locate();
        return locate == 0 ? NONE : locate;
    }

    @Override
    public String symbol() {
        return switch (flyweight.type()) {
            case ItchType.STOCK_DIRECTORY, ItchType.TRADING_ACTION -> ItchFlyweight.symbol(flyweight.stock());
            case ItchType.ADD_ORDER, ItchType.ADD_ORDER_MPID, ItchType.TRADE ->
                ItchFlyweight.symbol(flyweight.orderStock());
            case ItchType.CROSS_TRADE -> ItchFlyweight.symbol(flyweight.crossStock());
            default -> null;
        };
    }

    @Override
    public long timeNs() {
        return flyweight.timeNs();
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public void writeTo(final FieldWriter writer) {
        layout().write(buffer, offset, writer);
    }

    private RecordLayout layout() {
        return ItchLayouts.of(flyweight.type());
    }
}
