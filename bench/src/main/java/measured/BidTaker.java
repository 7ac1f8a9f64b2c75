package measured;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.SignalSpec;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.LongParameter;
import io.tiercel.engine.strategy.OrderPort;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategySetup;

/**
 * What the rig measures: takes the bid of one instrument whenever that changes, as much as stands there, so that an
 * order's quantity tells which tick led to it. It asks for seven signals of each of its instruments and reads them. In
 * the journal's jar it is alone; it knows nothing of the rest of the rig.
 */
public final class BidTaker implements Strategy {
    private static final long MILLIS = 1_000_000L;
    private static final long MOST_SPINS = 10_000_000;
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
    private static final long INCREMENT = 1_442_695_040_888_963_407L;

    private final OrderPort orders;
    private final int instrumentId;
    private final int sentId;
    private final LongParameter spins;
    private long bidPriceNanos;
    private long bidQuantity;
    private double signalSum;
    private long spun;

    public BidTaker(final StrategySetup setup) {
        orders = setup.context().orders();
        instrumentId = setup.instrument("takes").id();
        sentId = setup.instrument("sends").id();
        spins = setup.wholeNumber("spins", 0, 0, MOST_SPINS);
        for (final Instrument instrument : setup.instruments("instruments")) {
            final int id = instrument.id();
            final SignalSpec volatility = StandardSignals.ewmaVolatility(id, 100 * MILLIS);
            setup.signal(StandardSignals.microprice(id));
            setup.signal(StandardSignals.orderFlowImbalance(id, 10 * MILLIS));
            setup.signal(volatility);
            setup.signal(StandardSignals.realisedVolatility(id, MILLIS, 100));
            setup.signal(StandardSignals.vwap(id));
            setup.signal(StandardSignals.rollingVwap(id, 10 * MILLIS, 10));
            setup.signal(StandardSignals.volatilityFilter(volatility, 1, 50, 0.5, 100));
        }
    }

    @Override
    public void onSignal(final Signal signal) {
        signalSum += signal.value();
    }

    @Override
    public void onBook(final Book book) {
        if (book.instrumentId() != instrumentId || !book.tradable()) {
            return;
        }
        final long priceNanos = book.bidPriceNanos();
        final long quantity = book.bidQuantity();
        if (priceNanos == bidPriceNanos && quantity == bidQuantity) {
            return;
        }
        bidPriceNanos = priceNanos;
        bidQuantity = quantity;
        // At two of four ticks only, so that the price rises at one and falls at the other, as with those it is held
        // against.
        if ((quantity & 2) == 0) {
            spun = spin(spun, spins.value());
        }
        orders.take(sentId, Side.SELL, priceNanos, quantity);
    }

    /** Keeps a processor busy for a time that only {@code count} decides: each step needs the one before. */
    public static long spin(final long seed, final long count) {
        long value = seed;
        for (long i = 0; i < count; i++) {
            value = value * MULTIPLIER + INCREMENT;
        }
        return value;
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.putLong(bidPriceNanos);
        writer.putLong(bidQuantity);
        writer.putLong(spun);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        bidPriceNanos = reader.takeLong();
        bidQuantity = reader.takeLong();
        spun = reader.takeLong();
    }

    /** Keeps what was read from being optimised away. */
    @Override
    public String toString() {
        return "read " + signalSum;
    }
}
