package io.tiercel.engine.observe;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.risk.Positions;

/**
 * The board's layout, and who fills it: a few totals, then the best prices of each instrument, then position and
 * profit of each strategy in each instrument. Filled on the pipeline's thread, now and then; the work is a walk over
 * strategies × the instruments defined so far.
 */
@HotPath
public final class CoreStatus {
    /** The totals, at these indices. */
    public enum Total {
        TIME_NS,
        INPUTS,
        MARKET_EVENTS,
        OUTPUTS,
        ORDERS,
        FILLS,
        REFUSED,
        REJECTED,
        ALERTS,
        OPEN_ORDERS,
        JOURNAL_BYTES,
        REALISED_MONEY,
        UNREALISED_MONEY,
        FEE_MONEY,
        TICK_TO_TRADE_P50_NS,
        TICK_TO_TRADE_P99_NS,
        DISABLED_STRATEGIES
    }

    private static final int TOTALS = Total.values().length;
    private static final int PER_INSTRUMENT = 4;
    private static final int PER_POSITION = 4;

    private final TradingCore core;
    private final SessionMetrics metrics;
    private final int strategyCount;
    private final int instrumentCount;
    private final StatusBoard board;

    /** There is room for every instrument that the core can take: some are defined while it runs. */
    public CoreStatus(final TradingCore core, final SessionMetrics metrics, final int strategyCount) {
        this.core = core;
        this.metrics = metrics;
        this.strategyCount = strategyCount;
        instrumentCount = core.instruments().maxInstruments();
        board = new StatusBoard(TOTALS
                + PER_INSTRUMENT * (instrumentCount + 1)
                + PER_POSITION * (strategyCount + 1) * (instrumentCount + 1));
    }

    public StatusBoard board() {
        return board;
    }

    public int strategyCount() {
        return strategyCount;
    }

    /** The greatest instrument id there can be. */
    public int instrumentCount() {
        return instrumentCount;
    }

    /** Where an instrument's bid price, bid quantity, ask price and ask quantity begin. */
    public int instrumentIndex(final int instrumentId) {
        return TOTALS + PER_INSTRUMENT * instrumentId;
    }

    /**
     * Where a strategy's position, realised and unrealised money in an instrument begin, and behind them 1 when it
     * ever held or traded that instrument.
     */
    public int positionIndex(final int strategyId, final int instrumentId) {
        return TOTALS
                + PER_INSTRUMENT * (instrumentCount + 1)
                + PER_POSITION * (strategyId * (instrumentCount + 1) + instrumentId);
    }

    /** On the pipeline's thread. */
    public void publish(final long timeNs, final long journalBytes) {
        board.begin();
        try {
            fill(timeNs, journalBytes);
        } finally {
            // Whatever went wrong: a reader never waits for a writer that is gone.
            board.end();
        }
    }

    private void fill(final long timeNs, final long journalBytes) {
        final Positions positions = core.positions();
        long realised = 0;
        long unrealised = 0;
        long fees = 0;
        final int greatestId = core.instruments().greatestId();
        for (int instrumentId = 1; instrumentId <= greatestId; instrumentId++) {
            final Book book = core.books().book(instrumentId);
            if (book == null) {
                continue;
            }
            final int at = instrumentIndex(instrumentId);
            board.set(at, book.bidPriceNanos());
            board.set(at + 1, book.bidQuantity());
            board.set(at + 2, book.askPriceNanos());
            board.set(at + 3, book.askQuantity());
            for (int strategyId = 1; strategyId <= strategyCount; strategyId++) {
                if (!positions.touched(strategyId, instrumentId)) {
                    continue;
                }
                final long unrealisedHere = positions.unrealisedMoney(strategyId, book);
                final int slot = positionIndex(strategyId, instrumentId);
                board.set(slot, positions.quantity(strategyId, instrumentId));
                board.set(slot + 1, positions.realisedMoney(strategyId, instrumentId));
                board.set(slot + 2, unrealisedHere);
                board.set(slot + 3, 1);
                realised += positions.realisedMoney(strategyId, instrumentId);
                unrealised += unrealisedHere;
                fees += positions.feeMoney(strategyId, instrumentId);
            }
        }
        setTotals(timeNs, journalBytes);
        set(Total.REALISED_MONEY, realised);
        set(Total.UNREALISED_MONEY, unrealised);
        set(Total.FEE_MONEY, fees);
    }

    private void setTotals(final long timeNs, final long journalBytes) {
        set(Total.TIME_NS, timeNs);
        set(Total.INPUTS, core.inputCount());
        set(Total.MARKET_EVENTS, metrics.marketEvents());
        set(Total.OUTPUTS, core.outputCount());
        set(Total.ORDERS, metrics.outputs(NewOrderDecoder.TEMPLATE_ID));
        set(Total.FILLS, metrics.inputs(OrderFilledDecoder.TEMPLATE_ID));
        set(Total.REFUSED, metrics.outputs(RiskRejectedDecoder.TEMPLATE_ID));
        set(Total.REJECTED, metrics.inputs(OrderRejectedDecoder.TEMPLATE_ID));
        set(Total.ALERTS, metrics.outputs(AlertDecoder.TEMPLATE_ID));
        set(Total.OPEN_ORDERS, core.openOrderCount());
        set(Total.JOURNAL_BYTES, journalBytes);
        set(Total.TICK_TO_TRADE_P50_NS, metrics.percentileNs(Hop.TICK_TO_TRADE, 50));
        set(Total.TICK_TO_TRADE_P99_NS, metrics.percentileNs(Hop.TICK_TO_TRADE, 99));
        set(Total.DISABLED_STRATEGIES, core.strategies().disabledCount());
    }

    private void set(final Total total, final long value) {
        board.set(total.ordinal(), value);
    }
}
