package io.tiercel.codecs.itch;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/**
 * Writes messages of TotalView-ITCH 5.0; each method returns the message's length. Layouts: {@link ItchFlyweight}. For
 * tests and for those who play a feed: what no reader here asks for is written as spaces or zeros.
 */
public final class ItchEncoder {
    private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;

    private MutableDirectBuffer buffer;
    private int offset;
    private int locate;
    private long timeNs;

    /** Where the next message goes. */
    public ItchEncoder wrap(final MutableDirectBuffer newBuffer, final int newOffset) {
        buffer = newBuffer;
        offset = newOffset;
        return this;
    }

    /** What the next messages are about; the time is since midnight. */
    public ItchEncoder about(final int newLocate, final long newTimeNs) {
        locate = newLocate;
        timeNs = newTimeNs;
        return this;
    }

    public int systemEvent(final char event) {
        final int length = begin(ItchType.SYSTEM_EVENT);
        buffer.putByte(offset + ItchFlyweight.BODY_OFFSET, (byte) event);
        return length;
    }

    public int stockDirectory(final String symbol, final int roundLot) {
        final int length = begin(ItchType.STOCK_DIRECTORY);
        buffer.setMemory(offset + ItchFlyweight.BODY_OFFSET, length - ItchFlyweight.BODY_OFFSET, (byte) ' ');
        putStock(ItchFlyweight.BODY_OFFSET, symbol);
        putInt(ItchFlyweight.ROUND_LOT_OFFSET, roundLot);
        return length;
    }

    public int tradingAction(final String symbol, final char state) {
        final int length = begin(ItchType.TRADING_ACTION);
        buffer.setMemory(offset + ItchFlyweight.BODY_OFFSET, length - ItchFlyweight.BODY_OFFSET, (byte) ' ');
        putStock(ItchFlyweight.BODY_OFFSET, symbol);
        buffer.putByte(offset + ItchFlyweight.STATE_OFFSET, (byte) state);
        return length;
    }

    public int operationalHalt(final String symbol, final char market, final char action) {
        final int length = begin(ItchType.OPERATIONAL_HALT);
        putStock(ItchFlyweight.BODY_OFFSET, symbol);
        buffer.putByte(offset + ItchFlyweight.MARKET_OFFSET, (byte) market);
        buffer.putByte(offset + ItchFlyweight.ACTION_OFFSET, (byte) action);
        return length;
    }

    public int addOrder(final long order, final char side, final long shares, final String symbol, final long price) {
        return order(ItchType.ADD_ORDER, order, side, shares, symbol, price);
    }

    public int addOrderMpid(
            final long order, final char side, final long shares, final String symbol, final long price) {
        final int length = order(ItchType.ADD_ORDER_MPID, order, side, shares, symbol, price);
        buffer.setMemory(offset + length - Integer.BYTES, Integer.BYTES, (byte) 'M');
        return length;
    }

    public int executed(final long order, final long shares, final long match) {
        final int length = begin(ItchType.ORDER_EXECUTED);
        execution(order, shares, match);
        return length;
    }

    public int executedAt(
            final long order, final long shares, final long match, final boolean printable, final long price) {
        final int length = begin(ItchType.ORDER_EXECUTED_PRICE);
        execution(order, shares, match);
        buffer.putByte(offset + ItchFlyweight.PRINTABLE_OFFSET, (byte) (printable ? 'Y' : 'N'));
        putInt(ItchFlyweight.EXECUTED_PRICE_OFFSET, price);
        return length;
    }

    public int cancel(final long order, final long shares) {
        final int length = begin(ItchType.ORDER_CANCEL);
        putLong(ItchFlyweight.BODY_OFFSET, order);
        putInt(ItchFlyweight.EXECUTED_SHARES_OFFSET, shares);
        return length;
    }

    public int delete(final long order) {
        final int length = begin(ItchType.ORDER_DELETE);
        putLong(ItchFlyweight.BODY_OFFSET, order);
        return length;
    }

    public int replace(final long order, final long newOrder, final long shares, final long price) {
        final int length = begin(ItchType.ORDER_REPLACE);
        putLong(ItchFlyweight.BODY_OFFSET, order);
        putLong(ItchFlyweight.NEW_ORDER_OFFSET, newOrder);
        putInt(ItchFlyweight.REPLACE_SHARES_OFFSET, shares);
        putInt(ItchFlyweight.REPLACE_PRICE_OFFSET, price);
        return length;
    }

    public int trade(final char side, final long shares, final String symbol, final long price, final long match) {
        final int length = order(ItchType.TRADE, 0, side, shares, symbol, price);
        putLong(ItchFlyweight.TRADE_MATCH_OFFSET, match);
        return length;
    }

    public int crossTrade(
            final long shares, final String symbol, final long price, final long match, final char crossType) {
        final int length = begin(ItchType.CROSS_TRADE);
        putLong(ItchFlyweight.BODY_OFFSET, shares);
        putStock(ItchFlyweight.CROSS_STOCK_OFFSET, symbol);
        putInt(ItchFlyweight.CROSS_PRICE_OFFSET, price);
        putLong(ItchFlyweight.CROSS_MATCH_OFFSET, match);
        buffer.putByte(offset + length - 1, (byte) crossType);
        return length;
    }

    public int brokenTrade(final long match) {
        final int length = begin(ItchType.BROKEN_TRADE);
        putLong(ItchFlyweight.BODY_OFFSET, match);
        return length;
    }

    private int begin(final byte type) {
        buffer.putByte(offset, type);
        buffer.putShort(offset + ItchFlyweight.LOCATE_OFFSET, (short) locate, ORDER);
        buffer.putShort(offset + ItchFlyweight.LOCATE_OFFSET + Short.BYTES, (short) 0, ORDER);
        buffer.putShort(offset + ItchFlyweight.TIME_OFFSET, (short) (timeNs >>> 32), ORDER);
        putInt(ItchFlyweight.TIME_OFFSET + Short.BYTES, timeNs);
        return ItchType.length(type);
    }

    private int order(
            final byte type,
            final long order,
            final char side,
            final long shares,
            final String symbol,
            final long price) {
        final int length = begin(type);
        putLong(ItchFlyweight.BODY_OFFSET, order);
        buffer.putByte(offset + ItchFlyweight.SIDE_OFFSET, (byte) side);
        putInt(ItchFlyweight.ADD_SHARES_OFFSET, shares);
        putStock(ItchFlyweight.ADD_STOCK_OFFSET, symbol);
        putInt(ItchFlyweight.ADD_PRICE_OFFSET, price);
        return length;
    }

    private void execution(final long order, final long shares, final long match) {
        putLong(ItchFlyweight.BODY_OFFSET, order);
        putInt(ItchFlyweight.EXECUTED_SHARES_OFFSET, shares);
        putLong(ItchFlyweight.EXECUTED_MATCH_OFFSET, match);
    }

    private void putStock(final int field, final String symbol) {
        putLong(field, ItchFlyweight.key(symbol));
    }

    private void putLong(final int field, final long value) {
        buffer.putLong(offset + field, value, ORDER);
    }

    private void putInt(final int field, final long value) {
        buffer.putInt(offset + field, (int) value, ORDER);
    }
}
