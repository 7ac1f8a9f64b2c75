package io.tiercel.engine.observe;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.pipeline.StatusWriter;
import io.tiercel.engine.risk.Positions;

/**
 * What others see of a running engine, and who writes it: a few totals, then the best prices of each instrument, then
 * position and profit of each strategy in each instrument. On two boards, since in the layout with a ring two threads
 * write them: the first totals are the gate's, all the rest is the core's. Each board is consistent in itself. The
 * core's part is a walk over strategies × the instruments defined so far.
 */
@HotPath
public final class CoreStatus implements StatusWriter {
    /** How much is journaled. */
    public interface JournalBytes {
        long written();
    }

    /** The totals, at these indices; those of the gate stand first. */
    public enum Total {
        MARKET_EVENTS,
        ORDERS,
        FILLS,
        REFUSED,
        REJECTED,
        ALERTS,
        JOURNAL_BYTES,
        TICK_TO_TRADE_P50_NS,
        TICK_TO_TRADE_P99_NS,
        TIME_NS,
        INPUTS,
        OUTPUTS,
        OPEN_ORDERS,
        REALISED_MONEY,
        UNREALISED_MONEY,
        FEE_MONEY,
        DISABLED_STRATEGIES
    }

    private static final int TOTALS = Total.values().length;
    private static final int OF_GATE = Total.TIME_NS.ordinal();
    private static final int PER_INSTRUMENT = 4;
    private static final int PER_POSITION = 4;

    private final TradingCore core;
    private final SessionMetrics metrics;
    private final JournalBytes journalBytes;
    private final int strategyCount;
    private final int instrumentCount;
    private final StatusBoard ofGate = new StatusBoard(OF_GATE);
    private final StatusBoard ofCore;

    /**
     * There is room for every instrument that the core can take: some are defined while it runs.
     *
     * @param journalBytes how much is journaled; asked on the gate's thread
     */
    public CoreStatus(
            final TradingCore core,
            final SessionMetrics metrics,
            final JournalBytes journalBytes,
            final int strategyCount) {
        this.core = core;
        this.metrics = metrics;
        this.journalBytes = journalBytes;
        this.strategyCount = strategyCount;
        instrumentCount = core.instruments().maxInstruments();
        ofCore = new StatusBoard(TOTALS
                - OF_GATE
                + PER_INSTRUMENT * (instrumentCount + 1)
                + PER_POSITION * (strategyCount + 1) * (instrumentCount + 1));
    }

    /** How many numbers there are. */
    public int size() {
        return OF_GATE + ofCore.size();
    }

    /** The newest numbers. Any thread. */
    public void copyTo(final long[] target) {
        ofGate.copyTo(target, 0);
        ofCore.copyTo(target, OF_GATE);
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

    @Override
    public void onCore(final long timeNs) {
        ofCore.begin();
        try {
            fillOfCore(timeNs);
        } finally {
            // Whatever went wrong: a reader never waits for a writer that is gone.
            ofCore.end();
        }
    }

    @Override
    public void onGate(final long timeNs) {
        ofGate.begin();
        try {
            fillOfGate();
        } finally {
            // As above.
            ofGate.end();
        }
    }

    private void fillOfCore(final long timeNs) {
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
            final int at = instrumentIndex(instrumentId) - OF_GATE;
            ofCore.set(at, book.bidPriceNanos());
            ofCore.set(at + 1, book.bidQuantity());
            ofCore.set(at + 2, book.askPriceNanos());
            ofCore.set(at + 3, book.askQuantity());
            for (int strategyId = 1; strategyId <= strategyCount; strategyId++) {
                if (!positions.touched(strategyId, instrumentId)) {
                    continue;
                }
                final long unrealisedHere = positions.unrealisedMoney(strategyId, book);
                final int slot = positionIndex(strategyId, instrumentId) - OF_GATE;
                ofCore.set(slot, positions.quantity(strategyId, instrumentId));
                ofCore.set(slot + 1, positions.realisedMoney(strategyId, instrumentId));
                ofCore.set(slot + 2, unrealisedHere);
                ofCore.set(slot + 3, 1);
                realised += positions.realisedMoney(strategyId, instrumentId);
                unrealised += unrealisedHere;
                fees += positions.feeMoney(strategyId, instrumentId);
            }
        }
        ofCore(Total.TIME_NS, timeNs);
        ofCore(Total.INPUTS, core.inputCount());
        ofCore(Total.OUTPUTS, core.outputCount());
        ofCore(Total.OPEN_ORDERS, core.openOrderCount());
        ofCore(Total.REALISED_MONEY, realised);
        ofCore(Total.UNREALISED_MONEY, unrealised);
        ofCore(Total.FEE_MONEY, fees);
        ofCore(Total.DISABLED_STRATEGIES, core.strategies().disabledCount());
    }

    private void ofCore(final Total total, final long value) {
        ofCore.set(total.ordinal() - OF_GATE, value);
    }

    private void fillOfGate() {
        ofGate(Total.MARKET_EVENTS, metrics.marketEvents());
        ofGate(Total.ORDERS, metrics.outputs(NewOrderDecoder.TEMPLATE_ID));
        ofGate(Total.FILLS, metrics.inputs(OrderFilledDecoder.TEMPLATE_ID));
        ofGate(Total.REFUSED, metrics.outputs(RiskRejectedDecoder.TEMPLATE_ID));
        ofGate(Total.REJECTED, metrics.inputs(OrderRejectedDecoder.TEMPLATE_ID));
        ofGate(Total.ALERTS, metrics.outputs(AlertDecoder.TEMPLATE_ID));
        ofGate(Total.JOURNAL_BYTES, journalBytes.written());
        ofGate(Total.TICK_TO_TRADE_P50_NS, metrics.percentileNs(Hop.TICK_TO_TRADE, 50));
        ofGate(Total.TICK_TO_TRADE_P99_NS, metrics.percentileNs(Hop.TICK_TO_TRADE, 99));
    }

    private void ofGate(final Total total, final long value) {
        ofGate.set(total.ordinal(), value);
    }
}
