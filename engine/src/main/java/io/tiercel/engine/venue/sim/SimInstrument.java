package io.tiercel.engine.venue.sim;

/**
 * A listing of the built-in exchange.
 *
 * @param id              the engine's id of it, from 1
 * @param tickNanos       prices are multiples of this
 * @param lotQuantity     quantities are multiples of this, in the quantity scale
 * @param quantityScale   a quantity of 10^quantityScale is one unit, 0 to 9
 * @param multiplier      currency units per unit of price and quantity
 * @param startPriceNanos where the background flow begins
 * @param hours           when it trades
 * @param expiryDate      as yyyymmdd: it does not trade on days after it; 0 for none
 */
public record SimInstrument(
        int id,
        String symbol,
        long tickNanos,
        long lotQuantity,
        int quantityScale,
        long multiplier,
        long startPriceNanos,
        TradingHours hours,
        int expiryDate) {
    /** Below so many ticks a price has too little room for a book. */
    static final int MIN_START_TICKS = 100;

    static final int MAX_ID = 1 << 22;
    static final int MAX_QUANTITY_SCALE = 9;

    public SimInstrument {
        require(id >= 1 && id <= MAX_ID, symbol, "id", id, "1 to " + MAX_ID);
        require(tickNanos > 0, symbol, "tick", tickNanos, "more than 0");
        require(lotQuantity > 0, symbol, "lot", lotQuantity, "more than 0");
        require(
                quantityScale >= 0 && quantityScale <= MAX_QUANTITY_SCALE,
                symbol,
                "quantity scale",
                quantityScale,
                "0 to " + MAX_QUANTITY_SCALE);
        require(multiplier > 0, symbol, "multiplier", multiplier, "more than 0");
        require(
                startPriceNanos / tickNanos >= MIN_START_TICKS,
                symbol,
                "start price",
                startPriceNanos,
                MIN_START_TICKS + " ticks of " + tickNanos + " or more");
    }

    /** One that trades always. */
    public SimInstrument(
            final int id,
            final String symbol,
            final long tickNanos,
            final long lotQuantity,
            final int quantityScale,
            final long multiplier,
            final long startPriceNanos) {
        this(id, symbol, tickNanos, lotQuantity, quantityScale, multiplier, startPriceNanos, TradingHours.ALWAYS, 0);
    }

    private static void require(
            final boolean holds, final String symbol, final String what, final long value, final String limit) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "simulated instrument " + symbol + ": " + what + " is " + value + ", has to be " + limit);
        }
    }
}
