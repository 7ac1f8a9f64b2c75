package io.tiercel.codecs.itch;

import io.tiercel.codecs.HotPath;

/** The types of messages in TotalView-ITCH 5.0, and how long they are: their first byte says which one it is. */
@HotPath
public final class ItchType {
    public static final byte SYSTEM_EVENT = 'S';
    public static final byte STOCK_DIRECTORY = 'R';
    public static final byte TRADING_ACTION = 'H';
    public static final byte ADD_ORDER = 'A';
    public static final byte ADD_ORDER_MPID = 'F';
    public static final byte ORDER_EXECUTED = 'E';
    public static final byte ORDER_EXECUTED_PRICE = 'C';
    public static final byte ORDER_CANCEL = 'X';
    public static final byte ORDER_DELETE = 'D';
    public static final byte ORDER_REPLACE = 'U';
    public static final byte TRADE = 'P';
    public static final byte CROSS_TRADE = 'Q';
    public static final byte BROKEN_TRADE = 'B';

    // What is not about orders and trades.
    public static final byte SHORT_SALE_RESTRICTION = 'Y';
    public static final byte MARKET_PARTICIPANT = 'L';
    public static final byte CIRCUIT_BREAKER_LEVELS = 'V';
    public static final byte CIRCUIT_BREAKER_STATUS = 'W';
    public static final byte IPO_QUOTATION = 'K';
    public static final byte AUCTION_COLLAR = 'J';
    public static final byte OPERATIONAL_HALT = 'h';
    public static final byte NET_ORDER_IMBALANCE = 'I';
    public static final byte RETAIL_PRICE_IMPROVEMENT = 'N';
    public static final byte DIRECT_LISTING = 'O';

    /** Of a type that the version does not have. */
    public static final int UNKNOWN = 0;

    private static final int[] LENGTHS = new int[128];

    static {
        LENGTHS[SYSTEM_EVENT] = 12;
        LENGTHS[STOCK_DIRECTORY] = 39;
        LENGTHS[TRADING_ACTION] = 25;
        LENGTHS[ADD_ORDER] = 36;
        LENGTHS[ADD_ORDER_MPID] = 40;
        LENGTHS[ORDER_EXECUTED] = 31;
        LENGTHS[ORDER_EXECUTED_PRICE] = 36;
        LENGTHS[ORDER_CANCEL] = 23;
        LENGTHS[ORDER_DELETE] = 19;
        LENGTHS[ORDER_REPLACE] = 35;
        LENGTHS[TRADE] = 44;
        LENGTHS[CROSS_TRADE] = 40;
        LENGTHS[BROKEN_TRADE] = 19;
        LENGTHS[SHORT_SALE_RESTRICTION] = 20;
        LENGTHS[MARKET_PARTICIPANT] = 26;
        LENGTHS[CIRCUIT_BREAKER_LEVELS] = 35;
        LENGTHS[CIRCUIT_BREAKER_STATUS] = 12;
        LENGTHS[IPO_QUOTATION] = 28;
        LENGTHS[AUCTION_COLLAR] = 35;
        LENGTHS[OPERATIONAL_HALT] = 21;
        LENGTHS[NET_ORDER_IMBALANCE] = 50;
        LENGTHS[RETAIL_PRICE_IMPROVEMENT] = 20;
        LENGTHS[DIRECT_LISTING] = 48;
    }

    private ItchType() {}

    /** How many bytes a message of this type has, or {@link #UNKNOWN}. */
    public static int length(final byte type) {
        return type < 0 ? UNKNOWN : LENGTHS[type];
    }
}
