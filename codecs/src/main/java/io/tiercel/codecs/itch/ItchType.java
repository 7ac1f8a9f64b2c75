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
        // Not read here: short sale rule, market maker, circuit breakers, IPO quotation, collars, halts, imbalances,
        // price improvement, direct listings.
        LENGTHS['Y'] = 20;
        LENGTHS['L'] = 26;
        LENGTHS['V'] = 35;
        LENGTHS['W'] = 12;
        LENGTHS['K'] = 28;
        LENGTHS['J'] = 35;
        LENGTHS['h'] = 21;
        LENGTHS['I'] = 50;
        LENGTHS['N'] = 20;
        LENGTHS['O'] = 48;
    }

    private ItchType() {}

    /** How many bytes a message of this type has, or {@link #UNKNOWN}. */
    public static int length(final byte type) {
        return type < 0 ? UNKNOWN : LENGTHS[type];
    }
}
