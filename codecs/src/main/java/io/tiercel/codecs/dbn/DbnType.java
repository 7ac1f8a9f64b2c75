package io.tiercel.codecs.dbn;

/** Types of records, {@code rtype}. */
public final class DbnType {
    /** A trade; its name means market by price with no levels. */
    public static final int TRADE = 0x00;

    public static final int MBP_1 = 0x01;
    public static final int MBP_10 = 0x0A;
    public static final int STATUS = 0x12;
    public static final int DEFINITION = 0x13;
    public static final int IMBALANCE = 0x14;
    public static final int ERROR = 0x15;
    public static final int SYMBOL_MAPPING = 0x16;
    public static final int SYSTEM = 0x17;
    public static final int STATISTICS = 0x18;
    public static final int OHLCV_DEPRECATED = 0x11;
    public static final int OHLCV_1S = 0x20;
    public static final int OHLCV_1M = 0x21;
    public static final int OHLCV_1H = 0x22;
    public static final int OHLCV_1D = 0x23;
    public static final int OHLCV_EOD = 0x24;
    public static final int MBO = 0xA0;
    public static final int BBO_1S = 0xC3;
    public static final int BBO_1M = 0xC4;

    private DbnType() {}
}
