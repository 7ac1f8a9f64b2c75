package io.tiercel.engine.reference;

import io.tiercel.codecs.types.TradingStatus;

/** One listing at a venue. Prices are in 1e-9 of its currency, quantities in 10^-quantityScale units. */
public final class Instrument {
    private final int id;
    private final String symbol;
    private final String venueSymbol;
    private final int venueId;
    private final int quantityScale;
    private final boolean byOrder;
    private final long lotQuantity;
    private final long multiplier;
    private final String currency;
    private final int expiryDate;
    private final int calendarId;
    private final int securityId;
    private TickTable tickTable;
    private TradingStatus status = TradingStatus.TRADING;

    /** A security with this one listing. */
    public Instrument(
            final int id,
            final String symbol,
            final String venueSymbol,
            final int venueId,
            final int quantityScale,
            final boolean byOrder,
            final long lotQuantity,
            final long multiplier,
            final String currency,
            final int expiryDate,
            final int calendarId,
            final TickTable tickTable) {
        this(
                id,
                symbol,
                venueSymbol,
                venueId,
                quantityScale,
                byOrder,
                lotQuantity,
                multiplier,
                currency,
                expiryDate,
                calendarId,
                tickTable,
                id);
    }

    /**
     * @param byOrder    its feed shows each order (L3); otherwise price levels only (L2)
     * @param expiryDate as yyyymmdd, 0 for none
     * @param securityId the least id of the listings that are the same security
     */
    public Instrument(
            final int id,
            final String symbol,
            final String venueSymbol,
            final int venueId,
            final int quantityScale,
            final boolean byOrder,
            final long lotQuantity,
            final long multiplier,
            final String currency,
            final int expiryDate,
            final int calendarId,
            final TickTable tickTable,
            final int securityId) {
        this.id = id;
        this.symbol = symbol;
        this.venueSymbol = venueSymbol;
        this.venueId = venueId;
        this.quantityScale = quantityScale;
        this.byOrder = byOrder;
        this.lotQuantity = lotQuantity;
        this.multiplier = multiplier;
        this.currency = currency;
        this.expiryDate = expiryDate;
        this.calendarId = calendarId;
        this.tickTable = tickTable;
        this.securityId = securityId;
    }

    public int id() {
        return id;
    }

    public String symbol() {
        return symbol;
    }

    public String venueSymbol() {
        return venueSymbol;
    }

    public int venueId() {
        return venueId;
    }

    /** A quantity of 10^quantityScale is one unit. */
    public int quantityScale() {
        return quantityScale;
    }

    public boolean byOrder() {
        return byOrder;
    }

    /** Orders are in multiples of this. */
    public long lotQuantity() {
        return lotQuantity;
    }

    /** Currency units per unit of price and quantity: 1 for shares, the contract's size for futures. */
    public long multiplier() {
        return multiplier;
    }

    public String currency() {
        return currency;
    }

    public int expiryDate() {
        return expiryDate;
    }

    public int calendarId() {
        return calendarId;
    }

    /** Listings with the same number are the same security at several venues. */
    public int securityId() {
        return securityId;
    }

    public TickTable tickTable() {
        return tickTable;
    }

    /** Called by the core only. */
    public void tickTable(final TickTable newTickTable) {
        tickTable = newTickTable;
    }

    public TradingStatus status() {
        return status;
    }

    /** Called by the core only. */
    public void status(final TradingStatus newStatus) {
        status = newStatus;
    }
}
