package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.SignalSpec;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Quotes both sides of one listing around the microprice, its own or that of all venues, and leans against what it
 * holds: the longer it is, the lower both quotes stand. It is out of the market while volatility is outside its band,
 * the book cannot be trusted, the venue is not open, or the engine is about to stop.
 *
 * <pre>
 *   bid, ask = centre ∓ half spread, rounded outwards to ticks, at least one tick off the other side's best
 *   quantity = size, less where maxInventory is near, whole lots
 * </pre>
 *
 * Centre and half spread are those of {@link LinearQuotes}, or of {@link OptimalQuotes} where it is told so.
 *
 * Every event leads to the same decision, from what is known then: nothing is remembered but the two orders.
 */
@HotPath
final class MarketMaker implements Strategy {
    private static final int SECTION = 0x4D4B;
    /** A billion of the currency: above it nothing is quoted, and no sum below overflows. */
    private static final double MAX_PRICE_NANOS = 1e18;

    private static final long MAX_LOTS = 1_000_000;

    private final StrategyContext context;
    private final int instrumentId;
    private final int venueId;
    private final Signal volatilityFilter;
    private final BooleanParameter consolidated;
    private final FairPrice fairPrice;
    private final Quote bid;
    private final Quote ask;

    private final LongParameter size;
    private final LongParameter maxInventory;
    private final QuoteModel linear;
    private final QuoteModel optimal;
    private final BooleanParameter avellanedaStoikov;
    private final LongParameter requoteTicks;
    private final BooleanParameter quoting;

    private boolean open = true;

    MarketMaker(final StrategySetup setup) {
        final Instrument instrument = setup.instrument("instrument");
        context = setup.context();
        instrumentId = instrument.id();
        venueId = instrument.venueId();
        size = setup.quantity(
                "size",
                instrument,
                ParameterText.lots(instrument, 1),
                ParameterText.lots(instrument, 1),
                ParameterText.lots(instrument, MAX_LOTS));
        maxInventory = setup.quantity(
                "maxInventory",
                instrument,
                ParameterText.lots(instrument, 10),
                "0",
                ParameterText.lots(instrument, MAX_LOTS));
        linear = new LinearQuotes(setup);
        requoteTicks = setup.wholeNumber("requoteTicks", 1, 1, 10_000);
        quoting = setup.flag("quoting", true);
        final LongParameter backOff = setup.duration("backOff", "100ms", "1ms", "1m");
        bid = new Quote(context, instrumentId, Side.BUY, backOff);
        ask = new Quote(context, instrumentId, Side.SELL, backOff);
        consolidated = setup.flag("consolidated", false);
        fairPrice = new FairPrice(
                context,
                setup.signal(StandardSignals.microprice(instrumentId)),
                setup.consolidatedBook(instrument),
                consolidated);
        final SignalSpec volatility = StandardSignals.ewmaVolatility(
                instrumentId, setup.fixedDuration("volatilityHalfLife", "10s", "1ms", "1h"));
        volatilityFilter = setup.signal(StandardSignals.volatilityFilter(
                volatility,
                setup.fixedNumber("volatilityEnterLow", 0, 0, 100_000),
                setup.fixedNumber("volatilityEnterHigh", 50, 0, 100_000),
                setup.fixedNumber("volatilityLeaveLow", 0, 0, 100_000),
                setup.fixedNumber("volatilityLeaveHigh", 75, 0, 100_000)));
        avellanedaStoikov = setup.flag("avellanedaStoikov", false);
        optimal = new OptimalQuotes(setup, linear, setup.signal(volatility));
    }

    @Override
    public void onBook(final Book book) {
        if (book.instrumentId() == instrumentId) {
            bid.onBook();
            ask.onBook();
        } else if (!consolidated.value()) {
            return;
        }
        decide();
    }

    @Override
    public void onExecution(final Execution execution) {
        bid.onExecution(execution);
        ask.onExecution(execution);
        decide();
    }

    @Override
    public void onTimer(final long timerId, final long data) {
        if (bid.onTimer(timerId) || ask.onTimer(timerId)) {
            decide();
        }
    }

    @Override
    public void onSession(final int sessionVenueId, final Phase phase) {
        if (sessionVenueId == venueId || phase == Phase.STOPPING) {
            open = phase == Phase.OPEN;
            decide();
        }
    }

    @Override
    public void onParameterChanged(final String name) {
        decide();
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putBoolean(open);
        bid.snapshotTo(writer);
        ask.snapshotTo(writer);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        open = reader.takeBoolean();
        bid.restoreFrom(reader);
        ask.restoreFrom(reader);
    }

    private void decide() {
        final Book book = context.book(instrumentId);
        final double fairNanos = mayQuote(book) ? fairPrice.nanos(book, bid, ask) : FairPrice.NONE;
        if (fairNanos == FairPrice.NONE || fairNanos > MAX_PRICE_NANOS) {
            bid.withdraw();
            ask.withdraw();
        } else {
            quote(book, fairNanos);
        }
    }

    private boolean mayQuote(final Book book) {
        return open
                && quoting.value()
                && book != null
                && book.tradable()
                && book.instrument().status() == TradingStatus.TRADING
                && volatilityFilter.ready()
                && volatilityFilter.value() > 0;
    }

    private void quote(final Book book, final double fairNanos) {
        final TickTable ticks = book.instrument().tickTable();
        final long tickNanos = ticks.tickAt((long) fairNanos);
        final long position = context.position(instrumentId);

        final QuoteModel model = avellanedaStoikov.value() ? optimal : linear;
        final double halfSpread = model.halfSpreadNanos(fairNanos, tickNanos);
        final double centre = model.centreNanos(fairNanos, tickNanos, (double) position / size.value());
        final double bidTarget = centre - halfSpread;
        final double askTarget = centre + halfSpread;

        // However far the skew would go, no quote crosses the other side, and none stands where no price is.
        final long bidPrice = bidTarget > 0
                ? Math.min(
                        ticks.roundDown(nearest(lesser(bidTarget, MAX_PRICE_NANOS))),
                        ticks.roundDown(book.askPriceNanos() - 1))
                : 0;
        long askPrice = askTarget < MAX_PRICE_NANOS
                ? Math.max(ticks.roundUp(nearest(greater(askTarget, 0))), ticks.roundUp(book.bidPriceNanos() + 1))
                : 0;
        if (bidPrice > 0 && askPrice <= bidPrice) {
            askPrice = ticks.roundUp(bidPrice + 1);
        }

        final long lot = book.instrument().lotQuantity();
        final long bidQuantity = bidPrice > 0 ? wholeLots(maxInventory.value() - position, lot) : 0;
        final long askQuantity = askPrice > 0 ? wholeLots(maxInventory.value() + position, lot) : 0;
        final long threshold = requoteTicks.value() * tickNanos;
        // The quote that retreats goes first, so that the other one does not run into it.
        if (bid.priceNanos() > 0 && bidPrice > bid.priceNanos()) {
            ask.require(askPrice, askQuantity, threshold);
            bid.require(bidPrice, bidQuantity, threshold);
        } else {
            bid.require(bidPrice, bidQuantity, threshold);
            ask.require(askPrice, askQuantity, threshold);
        }
    }

    private long wholeLots(final long room, final long lot) {
        final long quantity = Math.min(size.value(), room);
        return quantity <= 0 ? 0 : quantity - quantity % lot;
    }

    private static double greater(final double a, final double b) {
        return a > b ? a : b;
    }

    private static double lesser(final double a, final double b) {
        return a < b ? a : b;
    }

    /**
     * Sums of doubles miss the price they mean by less than half of 1e-9; without this one tick could be lost to it.
     */
    private static long nearest(final double priceNanos) {
        return (long) (priceNanos + 0.5);
    }
}
