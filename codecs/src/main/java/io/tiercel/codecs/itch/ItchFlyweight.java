package io.tiercel.codecs.itch;

import io.tiercel.codecs.CheckedFlyweight;
import io.tiercel.codecs.HotPath;
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
 * <tr><td>h operational halt</td><td>21</td><td>stock 11/8, market 19/1, action 20/1</td></tr>
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
 * <tr><td>I net order imbalance</td><td>50</td><td>paired shares 11/8, imbalance shares 19/8, direction 27/1, stock
 * 28/8, far price 36/4, near price 40/4, reference price 44/4, cross type 48/1, price variation 49/1</td></tr>
 * <tr><td>J auction collar</td><td>35</td><td>stock 11/8, reference price 19/4, upper 23/4, lower 27/4, extension
 * 31/4</td></tr>
 * <tr><td>V circuit breaker levels</td><td>35</td><td>levels 11/8, 19/8, 27/8, in 1e-8</td></tr>
 * <tr><td>W circuit breaker</td><td>12</td><td>level reached 11/1</td></tr>
 * <tr><td>K IPO quotation</td><td>28</td><td>stock 11/8, release time in s 19/4, qualifier 23/1, price 24/4</td></tr>
 * <tr><td>N retail interest</td><td>20</td><td>stock 11/8, interest 19/1</td></tr>
 * <tr><td>Y short sale restriction</td><td>20</td><td>stock 11/8, action 19/1</td></tr>
 * <tr><td>O direct listing</td><td>48</td><td>stock 11/8, eligible to open 19/1, lowest price 20/4, highest 24/4, near
 * price 28/4, near time 32/8, lower collar 40/4, upper 44/4</td></tr>
 * </table>
 */
@HotPath
public final class ItchFlyweight extends CheckedFlyweight {
    static final int LOCATE_OFFSET = 1;
    static final int TRACKING_OFFSET = 3;
    static final int TIME_OFFSET = 5;
    /** Where a message's own fields begin. */
    static final int BODY_OFFSET = 11;

    static final int STATE_OFFSET = 19;
    static final int MARKET_OFFSET = 19;
    static final int ACTION_OFFSET = 20;
    static final int SIDE_OFFSET = 19;
    static final int ADD_SHARES_OFFSET = 20;
    static final int ADD_STOCK_OFFSET = 24;
    static final int ADD_PRICE_OFFSET = 32;
    static final int ATTRIBUTION_OFFSET = 36;
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
    static final int IMBALANCE_SHARES_OFFSET = 19;
    static final int DIRECTION_OFFSET = 27;
    static final int IMBALANCE_STOCK_OFFSET = 28;
    static final int FAR_PRICE_OFFSET = 36;
    static final int NEAR_PRICE_OFFSET = 40;
    static final int REFERENCE_PRICE_OFFSET = 44;
    static final int CROSS_TYPE_OFFSET = 48;
    static final int COLLAR_REFERENCE_OFFSET = 19;
    static final int UPPER_COLLAR_OFFSET = 23;
    static final int LOWER_COLLAR_OFFSET = 27;
    static final int EXTENSION_OFFSET = 31;
    static final int RELEASE_TIME_OFFSET = 19;
    static final int QUALIFIER_OFFSET = 23;
    static final int IPO_PRICE_OFFSET = 24;
    static final int WORD_OFFSET = 19;
    static final int LOWEST_PRICE_OFFSET = 20;
    static final int HIGHEST_PRICE_OFFSET = 24;
    static final int LISTING_PRICE_OFFSET = 28;
    static final int LISTING_TIME_OFFSET = 32;
    static final int LISTING_LOWER_OFFSET = 40;
    static final int LISTING_UPPER_OFFSET = 44;

    private static final long TIME_BITS = 0xFFFF_FFFF_FFFFL;

    /** How much of a message is there, and whether its type is known. */
    public enum Form {
        WHOLE,
        /** Of a type that this version does not have. */
        UNKNOWN,
        /** Empty, or shorter than its type is. */
        TORN
    }

    /** Unless the form is WHOLE nothing else may be called. A message may be longer than its type was in 5.0. */
    public Form wrap(final DirectBuffer buffer, final int offset, final int length) {
        if (length < 1) {
            return Form.TORN;
        }
        check(buffer, offset, length);
        final int expected = ItchType.length(type());
        if (expected == ItchType.UNKNOWN) {
            return Form.UNKNOWN;
        }
        return length < expected ? Form.TORN : Form.WHOLE;
    }

    public byte type() {
        return byteAt(0);
    }

    /** Names the stock for this day; 0 where there is none. */
    public int locate() {
        return unsignedShortAt(LOCATE_OFFSET);
    }

    /** The exchange's own number of what led to it. */
    public int tracking() {
        return unsignedShortAt(TRACKING_OFFSET);
    }

    /** Since midnight in New York. */
    public long timeNs() {
        // The two bytes before it are there in every message, and one read is quicker than two
        return longAt(TRACKING_OFFSET) & TIME_BITS;
    }

    /** Of S. */
    public byte event() {
        return byteAt(BODY_OFFSET);
    }

    /** Of R, H, h, J, K, N, O and Y, as {@link #key}. */
    public long stock() {
        return longAt(BODY_OFFSET);
    }

    /** Of R. */
    public long roundLot() {
        return unsignedIntAt(ROUND_LOT_OFFSET);
    }

    /** Of H: T trading, H halted, P paused, Q quotation only. */
    public byte tradingState() {
        return byteAt(STATE_OFFSET);
    }

    /** Of h: Q NASDAQ, B BX, X PSX. */
    public byte haltedMarket() {
        return byteAt(MARKET_OFFSET);
    }

    /** Of h: H halted on that market, T trading there again. */
    public byte haltAction() {
        return byteAt(ACTION_OFFSET);
    }

    /** Of A, F, E, C, X, D, P, and of U the one that leaves. */
    public long orderReference() {
        return longAt(BODY_OFFSET);
    }

    /** Of A, F and P: B or S. */
    public byte side() {
        return byteAt(SIDE_OFFSET);
    }

    /** Of A, F and P. */
    public long shares() {
        return unsignedIntAt(ADD_SHARES_OFFSET);
    }

    /** Of A, F and P, as {@link #key}. */
    public long orderStock() {
        return longAt(ADD_STOCK_OFFSET);
    }

    /** Of A, F and P, in 1e-4. */
    public long price() {
        return unsignedIntAt(ADD_PRICE_OFFSET);
    }

    /** Of F: whose order it is, four letters. */
    public int attribution() {
        return intAt(ATTRIBUTION_OFFSET);
    }

    /** Of E and C, and what an X takes away. */
    public long executedShares() {
        return unsignedIntAt(EXECUTED_SHARES_OFFSET);
    }

    /** Of E and C. */
    public long executedMatch() {
        return longAt(EXECUTED_MATCH_OFFSET);
    }

    /** Of C: an execution that is not printed is part of a cross that is. */
    public boolean printable() {
        return byteAt(PRINTABLE_OFFSET) == 'Y';
    }

    /** Of C: whether it is neither said to be printed nor not to be. */
    public boolean printableUnknown() {
        final byte said = byteAt(PRINTABLE_OFFSET);
        return said != 'Y' && said != 'N';
    }

    /** Of C, in 1e-4. */
    public long executedPrice() {
        return unsignedIntAt(EXECUTED_PRICE_OFFSET);
    }

    /** Of U. */
    public long newOrderReference() {
        return longAt(NEW_ORDER_OFFSET);
    }

    /** Of U. */
    public long replaceShares() {
        return unsignedIntAt(REPLACE_SHARES_OFFSET);
    }

    /** Of U, in 1e-4. */
    public long replacePrice() {
        return unsignedIntAt(REPLACE_PRICE_OFFSET);
    }

    /** Of P. */
    public long tradeMatch() {
        return longAt(TRADE_MATCH_OFFSET);
    }

    /** Of Q; below 0 where it is beyond 63 bits. */
    public long crossShares() {
        return longAt(BODY_OFFSET);
    }

    /** Of Q, as {@link #key}. */
    public long crossStock() {
        return longAt(CROSS_STOCK_OFFSET);
    }

    /** Of Q, in 1e-4. */
    public long crossPrice() {
        return unsignedIntAt(CROSS_PRICE_OFFSET);
    }

    /** Of Q. */
    public long crossMatch() {
        return longAt(CROSS_MATCH_OFFSET);
    }

    public long brokenMatch() {
        return longAt(BROKEN_MATCH_OFFSET);
    }

    /** Of I; below 0 where it is beyond 63 bits. */
    public long pairedShares() {
        return longAt(BODY_OFFSET);
    }

    /** Of I; below 0 where it is beyond 63 bits. */
    public long imbalanceShares() {
        return longAt(IMBALANCE_SHARES_OFFSET);
    }

    /** Of I: B buy, S sell, N none, O too few orders to say, P paused. */
    public byte imbalanceDirection() {
        return byteAt(DIRECTION_OFFSET);
    }

    /** Of I, as {@link #key}. */
    public long imbalanceStock() {
        return longAt(IMBALANCE_STOCK_OFFSET);
    }

    /** Of I, in 1e-4; 0 for none. */
    public long farPrice() {
        return unsignedIntAt(FAR_PRICE_OFFSET);
    }

    /** Of I, in 1e-4; 0 for none. */
    public long nearPrice() {
        return unsignedIntAt(NEAR_PRICE_OFFSET);
    }

    /** Of I, in 1e-4; 0 for none. */
    public long referencePrice() {
        return unsignedIntAt(REFERENCE_PRICE_OFFSET);
    }

    /** Of I: O opening, C closing, H halted or new, A after the close. */
    public byte imbalanceCross() {
        return byteAt(CROSS_TYPE_OFFSET);
    }

    /** Of J, in 1e-4. */
    public long collarReference() {
        return unsignedIntAt(COLLAR_REFERENCE_OFFSET);
    }

    /** Of J, in 1e-4. */
    public long upperCollar() {
        return unsignedIntAt(UPPER_COLLAR_OFFSET);
    }

    /** Of J, in 1e-4. */
    public long lowerCollar() {
        return unsignedIntAt(LOWER_COLLAR_OFFSET);
    }

    /** Of J: how often the collar was widened. */
    public long collarExtension() {
        return unsignedIntAt(EXTENSION_OFFSET);
    }

    /**
     * Of V, in 1e-8; below 0 where it is beyond 63 bits.
     *
     * @param level from 0 to 2
     */
    public long breakerLevel(final int level) {
        return longAt(BODY_OFFSET + level * Long.BYTES);
    }

    /** Of W: 1, 2 or 3, as characters. */
    public byte breakerReached() {
        return byteAt(BODY_OFFSET);
    }

    /** Of K, in s since midnight in New York. */
    public long releaseTime() {
        return unsignedIntAt(RELEASE_TIME_OFFSET);
    }

    /** Of K: A anticipated, C cancelled or put off. */
    public byte releaseQualifier() {
        return byteAt(QUALIFIER_OFFSET);
    }

    /** Of K, in 1e-4. */
    public long ipoPrice() {
        return unsignedIntAt(IPO_PRICE_OFFSET);
    }

    /** Of N: B to buy, S to sell, A both, N none. Of Y: 0, 1, 2, as characters. Of O: Y or N. */
    public byte word() {
        return byteAt(WORD_OFFSET);
    }

    /** Of O, in 1e-4. */
    public long lowestPrice() {
        return unsignedIntAt(LOWEST_PRICE_OFFSET);
    }

    /** Of O, in 1e-4. */
    public long highestPrice() {
        return unsignedIntAt(HIGHEST_PRICE_OFFSET);
    }

    /** Of O: near which it would open, in 1e-4; 0 for none. */
    public long listingPrice() {
        return unsignedIntAt(LISTING_PRICE_OFFSET);
    }

    /** Of O: since when, in ns since midnight in New York; 0 for none. */
    public long listingTimeNs() {
        return longAt(LISTING_TIME_OFFSET);
    }

    /** Of O, in 1e-4. */
    public long listingLowerCollar() {
        return unsignedIntAt(LISTING_LOWER_OFFSET);
    }

    /** Of O, in 1e-4. */
    public long listingUpperCollar() {
        return unsignedIntAt(LISTING_UPPER_OFFSET);
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
