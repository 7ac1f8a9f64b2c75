package io.tiercel.engine.feed.itch;

/** The markets whose feeds are TotalView-ITCH 5.0, as operational halts name them. */
public enum ItchMarket {
    NASDAQ('Q'),
    BX('B'),
    PSX('X');

    final byte code;

    ItchMarket(final char code) {
        this.code = (byte) code;
    }
}
