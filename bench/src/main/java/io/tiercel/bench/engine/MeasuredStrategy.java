package io.tiercel.bench.engine;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.SignalSpec;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.OrderPort;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;

/** Asks for signals of every instrument, reads them, and sends orders at a known rate. */
public final class MeasuredStrategy implements Strategy {
    /** What it does at the end of a packet. */
    public enum Kind {
        /** Joins the best price once in 400 books and takes back the order before. */
        EVERY_400_BOOKS(400, false),
        /** One order in a thousand books, of which some few are not to be traded on. */
        EVERY_950_BOOKS(950, false),
        /** The same, with each of the signals that there are instead of seven. */
        ALL_SIGNALS(950, false),
        /** The same at each 20th: so the JIT is done with the whole way of an order early. */
        EVERY_20_BOOKS(20, false),
        /** The same, and allocates an object of 16 bytes at each book: what a measurement must notice. */
        ALLOCATING(20, true),
        EVERY_BOOK(1, false);

        private final int interval;
        private final boolean allocates;

        Kind(final int interval, final boolean allocates) {
            this.interval = interval;
            this.allocates = allocates;
        }
    }

    /** The parameter that says how many lists of instruments there are; 1 when it is not there. */
    static final String LIST_COUNT = "instrumentLists";

    private static final int MOST_LISTS = 100_000;
    private static final long MILLIS = 1_000_000L;

    private final StrategyContext context;
    private final OrderPort orders;
    private final Kind kind;
    private int booksUntilOrder;
    private long openOrderId;
    private double signalSum;
    private Object kept;

    MeasuredStrategy(final StrategySetup setup, final Kind kind) {
        context = setup.context();
        orders = context.orders();
        this.kind = kind;
        booksUntilOrder = kind.interval;
        final int lists = (int) setup.fixedNumber(LIST_COUNT, 1, 1, MOST_LISTS);
        for (int i = 0; i < lists; i++) {
            int before = 0;
            for (final Instrument instrument : setup.instruments(listKey(i))) {
                declareSignals(setup, instrument.id());
                if (kind == Kind.ALL_SIGNALS) {
                    declareOthers(setup, instrument.id(), before);
                }
                before = instrument.id();
            }
        }
    }

    /** The parameter that names a list's instruments. */
    static String listKey(final int list) {
        return list == 0 ? "instruments" : "instruments" + (list + 1);
    }

    private static void declareSignals(final StrategySetup setup, final int id) {
        final SignalSpec volatility = StandardSignals.ewmaVolatility(id, 100 * MILLIS);
        setup.signal(StandardSignals.microprice(id));
        setup.signal(StandardSignals.orderFlowImbalance(id, 10 * MILLIS));
        setup.signal(volatility);
        setup.signal(StandardSignals.realisedVolatility(id, MILLIS, 100));
        setup.signal(StandardSignals.vwap(id));
        setup.signal(StandardSignals.rollingVwap(id, 10 * MILLIS, 10));
        setup.signal(StandardSignals.volatilityFilter(volatility, 1, 50, 0.5, 100));
    }

    /** @param other an instrument to make a pair with; 0 for none */
    private static void declareOthers(final StrategySetup setup, final int id, final int other) {
        setup.signal(StandardSignals.averagePrice(id, 10 * MILLIS));
        setup.signal(StandardSignals.trend(id, 10 * MILLIS, 100 * MILLIS));
        setup.signal(StandardSignals.tradeImbalance(id, 10 * MILLIS));
        setup.signal(StandardSignals.mid(id));
        setup.signal(StandardSignals.simpleAverage(id, MILLIS, 100));
        setup.signal(StandardSignals.averageTrueRange(id, MILLIS, 100));
        setup.signal(StandardSignals.zScore(StandardSignals.mid(id), MILLIS, 100));
        if (other != 0) {
            setup.signal(StandardSignals.hedgeRatio(id, other, MILLIS, 100));
            setup.signal(StandardSignals.spread(id, other, MILLIS, 100));
        }
    }

    @Override
    public void onSignal(final Signal signal) {
        signalSum += signal.value();
    }

    @Override
    public void onBook(final Book book) {
        if (kind.allocates) {
            kept = new Object();
        }
        if (--booksUntilOrder > 0 || !book.tradable()) {
            return;
        }
        booksUntilOrder = kind.interval;
        final int instrumentId = book.instrumentId();
        final boolean buys = context.position(instrumentId) <= 0;
        final Side side = buys ? Side.BUY : Side.SELL;
        if (kind == Kind.EVERY_BOOK) {
            orders.take(instrumentId, side, buys ? book.askPriceNanos() : book.bidPriceNanos(), 1);
            return;
        }
        if (openOrderId != 0) {
            orders.cancel(openOrderId);
        }
        openOrderId = orders.limit(instrumentId, side, buys ? book.bidPriceNanos() : book.askPriceNanos(), 1);
    }

    @Override
    public void onExecution(final Execution execution) {
        if (execution.closed() && execution.orderId() == openOrderId) {
            openOrderId = 0;
        }
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.putInt(booksUntilOrder);
        writer.putLong(openOrderId);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        booksUntilOrder = reader.takeInt();
        openOrderId = reader.takeLong();
    }

    /** Keeps what was read and made from being optimised away. */
    @Override
    public String toString() {
        return "read " + signalSum + ", kept " + kept;
    }
}
