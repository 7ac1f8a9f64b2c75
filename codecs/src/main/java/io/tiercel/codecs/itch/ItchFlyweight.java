package io.tiercel.codecs.itch;

import io.tiercel.codecs.HotPath;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * A message of TotalView-ITCH 5.0, read in place. Big endian; prices in 1e-4, times in ns since midnight in New York,
 * texts ASCII with spaces on the right. A field may be asked for only of the types that have it.
 *
 * <table>
 * <caption>Fields: offset/bytes; each message begins with type 0/1, locate 1/2, tracking 3/2, time 5/6</caption>
 * <tr><th>type</th><th>length</th><th>fields</th></tr>
 * <tr><td>S system event</td><td>12</td><td>event 11/1</td></tr>
 * <tr><td>R stock directory</td><td>39</td><td>stock 11/8, category 19/1, status 20/1, round lot 21/4, lots only
 * 25/1, class 26/1, subtype 27/2, authenticity 29/1, short sale 30/1, IPO 31/1, tier 32/1, ETP 33/1, leverage 34/4,
 * inverse 38/1</td></tr>
 * <tr><td>H trading action</td><td>25</td><td>stock 11/8, state 19/1, reserved 20/1, reason 21/4</td></tr>
 * <tr><td>A add, F add with MPID</td><td>36, 40</td><td>order 11/8, side 19/1, shares 20/4, stock 24/8, price 32/4,
 * of F: MPID 36/4</td></tr>
 * <tr><td>E executed</td><td>31</td><td>order 11/8, shares 19/4, match 23/8</td></tr>
 * <tr><td>C executed with price</td><td>36</td><td>as E, printable 31/1, price 32/4</td></tr>
 * <tr><td>X cancel</td><td>23</td><td>order 11/8, shares 19/4</td></tr>
 * <tr><td>D delete</td><td>19</td><td>order 11/8</td></tr>
 * <tr><td>U replace</td><td>35</td><td>order 11/8, new order 19/8, shares 27/4, price 31/4</td></tr>
 * <tr><td>P trade</td><td>44</td><td>order 11/8, side 19/1, shares 20/4, stock 24/8, price 32/4, match 36/8</td></tr>
 * <tr><td>Q cross trade</td><td>40</td><td>shares 11/8, stock 19/8, price 27/4, match 31/8, cross type 39/1</td></tr>
 * <tr><td>B broken trade</td><td>19</td><td>match 11/8</td></tr>
 * </table>
 */
@HotPath
public final class ItchFlyweight {
    static final int LOCATE_OFFSET = 1;
    static final int TIME_OFFSET = 5;
    /** Where a message's own fields begin. */
    static final int BODY_OFFSET = 11;

    static final int STATE_OFFSET = 19;
    static final int SIDE_OFFSET = 19;
    static final int ADD_SHARES_OFFSET = 20;
    static final int ADD_STOCK_OFFSET = 24;
    static final int ADD_PRICE_OFFSET = 32;
    static final int TRADE_MATCH_OFFSET = 36;
    static final int EXECUTED_SHARES_OFFSET = 19;
    static final int EXECUTED_MATCH_OFFSET = 23;
    static final int PRINTABLE_OFFSET = 31;
    static final int EXECUTED_PRICE_OFFSET = 32;
    static final int NEW_ORDER_OFFSET = 19;
    static final int REPLACE_SHARES_OFFSET = 27;
    static final int REPLACE_PRICE_OFFSET = 31;
    static final int CROSS_STOCK_OFFSET = 19;
    static final int CROSS_PRICE_OFFSET = 27;
    static final int CROSS_MATCH_OFFSET = 31;
    static final int BROKEN_MATCH_OFFSET = 11;
    static final int ROUND_LOT_OFFSET = 21;

    private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    private DirectBuffer buffer;
    private int offset;

    /** How much of a message is there, and whether its type is known. */
    public enum Form {
        WHOLE,
        /** Of a type that this version does not have. */
        UNKNOWN,
        /** Empty, or shorter than its type is. */
        TORN
    }

    /** Unless the form is WHOLE nothing else may be called. A message may be longer than its type was in 5.0. */
    public Form wrap(final DirectBuffer newBuffer, final int newOffset, final int length) {
        buffer = newBuffer;
        offset = newOffset;
        if (length < 1) {
            return Form.TORN;
        }
        final int expected = ItchType.length(type());
        if (expected == ItchType.UNKNOWN) {
            return Form.UNKNOWN;
        }
        return length < expected ? Form.TORN : Form.WHOLE;
    }

    public byte type() {
        return buffer.getByte(offset);
    }

    /** Names the stock for this day; 0 where there is none. */
    public int locate() {
        return buffer.getShort(offset + LOCATE_OFFSET, ORDER) & 0xFFFF;
    }

    /** Since midnight in New York. */
    public long timeNs() {
        final long high = buffer.getShort(offset + TIME_OFFSET, ORDER) & 0xFFFFL;
        return high << 32 | buffer.getInt(offset + TIME_OFFSET + Short.BYTES, ORDER) & UNSIGNED_INT;
    }

    /** Of S. */
    public byte event() {
        return buffer.getByte(offset + BODY_OFFSET);
    }

    /** Of R and H, as {@link #key}. */
    public long stock() {
        return buffer.getLong(offset + BODY_OFFSET, ORDER);
    }

    /** Of R. */
    public long roundLot() {
        return buffer.getInt(offset + ROUND_LOT_OFFSET, ORDER) & UNSIGNED_INT;
    }

    /** Of H: T trading, H halted, P paused, Q quotation only. */
    public byte tradingState() {
        return buffer.getByte(offset + STATE_OFFSET);
    }

    /** Of A, F, E, C, X, D, P, and of U the one that leaves. */
    public long orderReference() {
        return buffer.getLong(offset + BODY_OFFSET, ORDER);
    }

    /** Of A, F and P: B or S. */
    public byte side() {
        return buffer.getByte(offset + SIDE_OFFSET);
    }

    /** Of A, F and P. */
    public long shares() {
        return buffer.getInt(offset + ADD_SHARES_OFFSET, ORDER) & UNSIGNED_INT;
    }

    /** Of A, F and P, as {@link #key}. */
    public long orderStock() {
        return buffer.getLong(offset + ADD_STOCK_OFFSET, ORDER);
    }

    /** Of A, F and P, in 1e-4. */
    public long price() {
        return buffer.getInt(offset + ADD_PRICE_OFFSET, ORDER) & UNSIGNED_INT;
    }

    /** Of E and C, and what an X takes away. */
    public long executedShares() {
        return buffer.getInt(offset + EXECUTED_SHARES_OFFSET, ORDER) & UNSIGNED_INT;
    }

    /** Of E and C. */
    public long executedMatch() {
        return buffer.getLong(offset + EXECUTED_MATCH_OFFSET, ORDER);
    }

    /** Of C: an execution that is not printed is part of a cross that is. */
    public boolean printable() {
        return buffer.getByte(offset + PRINTABLE_OFFSET) == 'Y';
    }

    /** Of C, in 1e-4. */
    public long executedPrice() {
        return buffer.getInt(offset + EXECUTED_PRICE_OFFSET, ORDER) & UNSIGNED_INT;
    }

    /** Of U. */
    public long newOrderReference() {
        return buffer.getLong(offset + NEW_ORDER_OFFSET, ORDER);
    }

    /** Of U. */
    public long replaceShares() {
        return buffer.getInt(offset + REPLACE_SHARES_OFFSET, ORDER) & UNSIGNED_INT;
    }

    /** Of U, in 1e-4. */
    public long replacePrice() {
        return buffer.getInt(offset + REPLACE_PRICE_OFFSET, ORDER) & UNSIGNED_INT;
    }

    /** Of P. */
    public long tradeMatch() {
        return buffer.getLong(offset + TRADE_MATCH_OFFSET, ORDER);
    }

    /** Of Q; below 0 where it is beyond 63 bits. */
    public long crossShares() {
        return buffer.getLong(offset + BODY_OFFSET, ORDER);
    }

    /** Of Q, as {@link #key}. */
    public long crossStock() {
        return buffer.getLong(offset + CROSS_STOCK_OFFSET, ORDER);
    }

    /** Of Q, in 1e-4. */
    public long crossPrice() {
        return buffer.getInt(offset + CROSS_PRICE_OFFSET, ORDER) & UNSIGNED_INT;
    }

    /** Of Q. */
    public long crossMatch() {
        return buffer.getLong(offset + CROSS_MATCH_OFFSET, ORDER);
    }

    public long brokenMatch() {
        return buffer.getLong(offset + BROKEN_MATCH_OFFSET, ORDER);
    }

    /** The eight bytes of a stock's symbol as a number; what is beyond them is not looked at. */
    public static long key(final String symbol) {
        long key = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            key = key << 8 | (i < symbol.length() ? symbol.charAt(i) & 0x7F : ' ');
        }
        return key;
    }

    /** The symbol of a stock, without the spaces behind it. */
    public static String symbol(final long key) {
        final byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (key >>> 8 * (7 - i) & 0x7F);
        }
        return new String(bytes, StandardCharsets.US_ASCII).stripTrailing();
    }
}
