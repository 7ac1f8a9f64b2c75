package io.tiercel.codecs.itch;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/**
 * Writes messages of TotalView-ITCH 5.0, of every type; each method returns the message's length. Layouts:
 * {@link ItchFlyweight}. Prices are in 1e-4, except where another unit is named. For tests and for those who play a
 * feed. What does not fit its field is refused by an IllegalArgumentException; fields of eight bytes take any value.
 */
public final class ItchEncoder {
    private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;
    private static final long MAX_INT = 0xFFFF_FFFFL;
    private static final int MAX_SHORT = 0xFFFF;
    private static final long MAX_TIME_NS = 0xFFFF_FFFF_FFFFL;
    private static final String SOMEBODY = "MMMM";

    /**
     * What the directory says of a stock; characters and codes are the exchange's.
     *
     * @param leverage how many times as much as its underlying an ETP moves
     */
    public record Listing(
            String symbol,
            char marketCategory,
            char financialStatus,
            long roundLot,
            char roundLotsOnly,
            char issueClass,
            String issueSubtype,
            char authenticity,
            char shortSaleThreshold,
            char ipo,
            char priceTier,
            char etp,
            long leverage,
            char inverse) {
        /** A common share of the global select market, in trading, about which there is nothing else to say. */
        public static Listing of(final String symbol, final long roundLot) {
            return new Listing(symbol, 'Q', 'N', roundLot, 'N', 'C', "Z", 'P', 'N', 'N', '1', 'N', 0, 'N');
        }
    }

    private MutableDirectBuffer buffer;
    private int offset;
    private int locate;
    private int tracking;
    private long timeNs;

    /** Where the next message goes. */
    public ItchEncoder wrap(final MutableDirectBuffer newBuffer, final int newOffset) {
        buffer = newBuffer;
        offset = newOffset;
        return this;
    }

    /** What the next messages are about; the time is since midnight. */
    public ItchEncoder about(final int newLocate, final long newTimeNs) {
        return about(newLocate, 0, newTimeNs);
    }

    /** As above, with the exchange's own number of what led to them. */
    public ItchEncoder about(final int newLocate, final int newTracking, final long newTimeNs) {
        check("locate", newLocate, MAX_SHORT);
        check("tracking number", newTracking, MAX_SHORT);
        check("time in ns", newTimeNs, MAX_TIME_NS);
        locate = newLocate;
        tracking = newTracking;
        timeNs = newTimeNs;
        return this;
    }

    public int systemEvent(final char event) {
        final int length = begin(ItchType.SYSTEM_EVENT);
        putCharacter(ItchFlyweight.BODY_OFFSET, event);
        return length;
    }

    public int stockDirectory(final String symbol, final int roundLot) {
        return stockDirectory(Listing.of(symbol, roundLot));
    }

    public int stockDirectory(final Listing listing) {
        final int length = begin(ItchType.STOCK_DIRECTORY);
        putStock(ItchFlyweight.BODY_OFFSET, listing.symbol);
        int field = ItchFlyweight.WORD_OFFSET;
        putCharacter(field++, listing.marketCategory);
        putCharacter(field, listing.financialStatus);
        putInt(ItchFlyweight.ROUND_LOT_OFFSET, listing.roundLot);
        field = ItchFlyweight.ROUND_LOT_OFFSET + Integer.BYTES;
        putCharacter(field++, listing.roundLotsOnly);
        putCharacter(field++, listing.issueClass);
        putText(field, listing.issueSubtype, Short.BYTES);
        field += Short.BYTES;
        putCharacter(field++, listing.authenticity);
        putCharacter(field++, listing.shortSaleThreshold);
        putCharacter(field++, listing.ipo);
        putCharacter(field++, listing.priceTier);
        putCharacter(field++, listing.etp);
        putInt(field, listing.leverage);
        putCharacter(length - 1, listing.inverse);
        return length;
    }

    public int tradingAction(final String symbol, final char state) {
        return tradingAction(symbol, state, "");
    }

    /** @param reason at most four letters */
    public int tradingAction(final String symbol, final char state, final String reason) {
        final int length = begin(ItchType.TRADING_ACTION);
        putStock(ItchFlyweight.BODY_OFFSET, symbol);
        putCharacter(ItchFlyweight.STATE_OFFSET, state);
        putCharacter(ItchFlyweight.STATE_OFFSET + 1, ' ');
        putText(length - Integer.BYTES, reason, Integer.BYTES);
        return length;
    }

    public int operationalHalt(final String symbol, final char market, final char action) {
        final int length = begin(ItchType.OPERATIONAL_HALT);
        putStock(ItchFlyweight.BODY_OFFSET, symbol);
        putCharacter(ItchFlyweight.MARKET_OFFSET, market);
        putCharacter(ItchFlyweight.ACTION_OFFSET, action);
        return length;
    }

    public int shortSaleRestriction(final String symbol, final char action) {
        return word(ItchType.SHORT_SALE_RESTRICTION, symbol, action);
    }

    /** @param mpid of the market maker, at most four letters */
    public int marketParticipant(
            final String mpid, final String symbol, final char primary, final char mode, final char state) {
        final int length = begin(ItchType.MARKET_PARTICIPANT);
        putText(ItchFlyweight.BODY_OFFSET, mpid, Integer.BYTES);
        putStock(ItchFlyweight.BODY_OFFSET + Integer.BYTES, symbol);
        putCharacter(length - 3, primary);
        putCharacter(length - 2, mode);
        putCharacter(length - 1, state);
        return length;
    }

    /** Levels in 1e-8. */
    public int circuitBreakerLevels(final long first, final long second, final long third) {
        final int length = begin(ItchType.CIRCUIT_BREAKER_LEVELS);
        putLong(ItchFlyweight.BODY_OFFSET, first);
        putLong(ItchFlyweight.BODY_OFFSET + Long.BYTES, second);
        putLong(ItchFlyweight.BODY_OFFSET + 2 * Long.BYTES, third);
        return length;
    }

    public int circuitBreaker(final char level) {
        final int length = begin(ItchType.CIRCUIT_BREAKER_STATUS);
        putCharacter(ItchFlyweight.BODY_OFFSET, level);
        return length;
    }

    /** @param releaseTime in s since midnight */
    public int ipoQuotation(final String symbol, final long releaseTime, final char qualifier, final long price) {
        final int length = begin(ItchType.IPO_QUOTATION);
        putStock(ItchFlyweight.BODY_OFFSET, symbol);
        putInt(ItchFlyweight.RELEASE_TIME_OFFSET, releaseTime);
        putCharacter(ItchFlyweight.QUALIFIER_OFFSET, qualifier);
        putInt(ItchFlyweight.IPO_PRICE_OFFSET, price);
        return length;
    }

    /** @param extension how often the collar was widened */
    public int auctionCollar(
            final String symbol, final long reference, final long upper, final long lower, final long extension) {
        final int length = begin(ItchType.AUCTION_COLLAR);
        putStock(ItchFlyweight.BODY_OFFSET, symbol);
        putInt(ItchFlyweight.COLLAR_REFERENCE_OFFSET, reference);
        putInt(ItchFlyweight.UPPER_COLLAR_OFFSET, upper);
        putInt(ItchFlyweight.LOWER_COLLAR_OFFSET, lower);
        putInt(ItchFlyweight.EXTENSION_OFFSET, extension);
        return length;
    }

    /** @param variation how far the near price is from the reference, the exchange's code */
    public int imbalance(
            final long pairedShares,
            final long imbalanceShares,
            final char direction,
            final String symbol,
            final long farPrice,
            final long nearPrice,
            final long referencePrice,
            final char crossType,
            final char variation) {
        final int length = begin(ItchType.NET_ORDER_IMBALANCE);
        putLong(ItchFlyweight.BODY_OFFSET, pairedShares);
        putLong(ItchFlyweight.IMBALANCE_SHARES_OFFSET, imbalanceShares);
        putCharacter(ItchFlyweight.DIRECTION_OFFSET, direction);
        putStock(ItchFlyweight.IMBALANCE_STOCK_OFFSET, symbol);
        putInt(ItchFlyweight.FAR_PRICE_OFFSET, farPrice);
        putInt(ItchFlyweight.NEAR_PRICE_OFFSET, nearPrice);
        putInt(ItchFlyweight.REFERENCE_PRICE_OFFSET, referencePrice);
        putCharacter(ItchFlyweight.CROSS_TYPE_OFFSET, crossType);
        putCharacter(length - 1, variation);
        return length;
    }

    public int retailInterest(final String symbol, final char interest) {
        return word(ItchType.RETAIL_PRICE_IMPROVEMENT, symbol, interest);
    }

    /** @param nearTimeNs since when the near price stands, in ns since midnight */
    public int directListing(
            final String symbol,
            final char eligible,
            final long lowestPrice,
            final long highestPrice,
            final long nearPrice,
            final long nearTimeNs,
            final long lowerCollar,
            final long upperCollar) {
        final int length = word(ItchType.DIRECT_LISTING, symbol, eligible);
        putInt(ItchFlyweight.LOWEST_PRICE_OFFSET, lowestPrice);
        putInt(ItchFlyweight.HIGHEST_PRICE_OFFSET, highestPrice);
        putInt(ItchFlyweight.LISTING_PRICE_OFFSET, nearPrice);
        putLong(ItchFlyweight.LISTING_TIME_OFFSET, nearTimeNs);
        putInt(ItchFlyweight.LISTING_LOWER_OFFSET, lowerCollar);
        putInt(ItchFlyweight.LISTING_UPPER_OFFSET, upperCollar);
        return length;
    }

    public int addOrder(final long order, final char side, final long shares, final String symbol, final long price) {
        return order(ItchType.ADD_ORDER, order, side, shares, symbol, price);
    }

    public int addOrderMpid(
            final long order, final char side, final long shares, final String symbol, final long price) {
        return addOrderMpid(order, side, shares, symbol, price, SOMEBODY);
    }

    /** @param mpid whose order it is, at most four letters */
    public int addOrderMpid(
            final long order,
            final char side,
            final long shares,
            final String symbol,
            final long price,
            final String mpid) {
        final int length = order(ItchType.ADD_ORDER_MPID, order, side, shares, symbol, price);
        putText(ItchFlyweight.ATTRIBUTION_OFFSET, mpid, Integer.BYTES);
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
        putCharacter(ItchFlyweight.PRINTABLE_OFFSET, printable ? 'Y' : 'N');
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
        putCharacter(length - 1, crossType);
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
        buffer.putShort(offset + ItchFlyweight.TRACKING_OFFSET, (short) tracking, ORDER);
        buffer.putShort(offset + ItchFlyweight.TIME_OFFSET, (short) (timeNs >>> 32), ORDER);
        buffer.putInt(offset + ItchFlyweight.TIME_OFFSET + Short.BYTES, (int) timeNs, ORDER);
        return ItchType.length(type);
    }

    private int word(final byte type, final String symbol, final char word) {
        final int length = begin(type);
        putStock(ItchFlyweight.BODY_OFFSET, symbol);
        putCharacter(ItchFlyweight.WORD_OFFSET, word);
        return length;
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
        putCharacter(ItchFlyweight.SIDE_OFFSET, side);
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
        putText(field, symbol, Long.BYTES);
    }

    /** With spaces on the right. */
    private void putText(final int field, final String text, final int length) {
        if (text.length() > length) {
            throw new IllegalArgumentException("text " + text + " has " + text.length() + " characters; the field at "
                    + field + " takes at most " + length);
        }
        for (int i = 0; i < length; i++) {
            putCharacter(field + i, i < text.length() ? text.charAt(i) : ' ');
        }
    }

    private void putCharacter(final int field, final char value) {
        if (value > 0xFF) {
            throw new IllegalArgumentException("character " + value + " has the code " + (int) value + "; the field at "
                    + field + " takes codes from 0 to 255");
        }
        buffer.putByte(offset + field, (byte) value);
    }

    private void putLong(final int field, final long value) {
        buffer.putLong(offset + field, value, ORDER);
    }

    private void putInt(final int field, final long value) {
        if (value < 0 || value > MAX_INT) {
            throw new IllegalArgumentException(
                    "value " + value + " does not fit: the field at " + field + " takes 0 to " + MAX_INT);
        }
        buffer.putInt(offset + field, (int) value, ORDER);
    }

    private static void check(final String name, final long value, final long limit) {
        if (value < 0 || value > limit) {
            throw new IllegalArgumentException(name + " " + value + " is not from 0 to " + limit);
        }
    }
}
