package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Follows the trend of one instrument while volatility is inside its band: long above, short below, else flat.
 *
 * <pre>
 *   trend     = (fast average − slow average) ÷ slow average, in basis points
 *   direction = 1  from trend ≥ enter on, until trend &lt; exit
 *              −1  from trend ≤ −enter on, until trend &gt; −exit
 *               0  else, and while the volatility filter says no
 *   target    = direction × size
 * </pre>
 *
 * It takes what is there, with one order at a time that never rests, at most {@code slippageTicks} beyond the other
 * side's best price.
 */
@HotPath
final class Momentum implements Strategy {
    private static final int SECTION = 0x4D4F;
    private static final int MAX_DOUBLINGS = 6;

    private final StrategyContext context;
    private final int instrumentId;
    private final int venueId;
    private final Signal trend;
    private final Signal volatilityFilter;

    private final LongParameter size;
    private final DoubleParameter enter;
    private final DoubleParameter exit;
    private final LongParameter slippageTicks;
    private final BooleanParameter shortSelling;
    private final BooleanParameter trading;
    private final LongParameter backOffNs;

    private boolean open = true;
    private boolean stopping;
    private int direction;
    /** The order under way, or 0. */
    private long orderId;

    private int failureCount;
    /** Nothing new before this time. */
    private long retryNs;

    Momentum(final StrategySetup setup) {
        final Instrument instrument = setup.instrument("instrument");
        final String lot = ParameterText.lots(instrument, 1);
        context = setup.context();
        instrumentId = instrument.id();
        venueId = instrument.venueId();
        size = setup.quantity("size", instrument, lot, lot, ParameterText.lots(instrument, 1_000_000));
        enter = setup.number("enterBasisPoints", 5, 0, 10_000);
        exit = setup.number("exitBasisPoints", 1, 0, 10_000);
        slippageTicks = setup.wholeNumber("slippageTicks", 0, 0, 10_000);
        shortSelling = setup.flag("shortSelling", true);
        trading = setup.flag("trading", true);
        backOffNs = setup.duration("backOff", "100ms", "1ms", "1m");
        trend = setup.signal(StandardSignals.trend(
                instrumentId,
                setup.fixedDuration("fastHalfLife", "1s", "1ms", "1h"),
                setup.fixedDuration("slowHalfLife", "10s", "2ms", "10h")));
        volatilityFilter = setup.signal(StandardSignals.volatilityFilter(
                StandardSignals.ewmaVolatility(
                        instrumentId, setup.fixedDuration("volatilityHalfLife", "10s", "1ms", "1h")),
                setup.fixedNumber("volatilityEnterLow", 0, 0, 100_000),
                setup.fixedNumber("volatilityEnterHigh", 50, 0, 100_000),
                setup.fixedNumber("volatilityLeaveLow", 0, 0, 100_000),
                setup.fixedNumber("volatilityLeaveHigh", 75, 0, 100_000)));
    }

    /** Orders are sent here only, so that none is decided on a book that an order of our own has just emptied. */
    @Override
    public void onBook(final Book book) {
        if (stopping || !open || orderId != 0 || context.timeNs() < retryNs || !tradable(book)) {
            return;
        }
        direction = newDirection();
        final long missing = direction * size.value() - context.position(instrumentId);
        final long lot = book.instrument().lotQuantity();
        final long quantity = Math.abs(missing) - Math.abs(missing) % lot;
        if (quantity > 0) {
            take(book, missing > 0 ? Side.BUY : Side.SELL, quantity);
        }
    }

    @Override
    public void onExecution(final Execution execution) {
        if (execution.orderId() != orderId || !execution.closed()) {
            return;
        }
        orderId = 0;
        if (execution.cumulativeQuantity() > 0) {
            failureCount = 0;
        } else {
            backOff();
        }
    }

    @Override
    public void onSession(final int sessionVenueId, final Phase phase) {
        stopping |= phase == Phase.STOPPING;
        if (sessionVenueId == venueId) {
            open = phase == Phase.OPEN;
        }
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putBoolean(open);
        writer.putBoolean(stopping);
        writer.putInt(direction);
        writer.putLong(orderId);
        writer.putInt(failureCount);
        writer.putLong(retryNs);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        open = reader.takeBoolean();
        stopping = reader.takeBoolean();
        direction = reader.takeInt();
        orderId = reader.takeLong();
        failureCount = reader.takeInt();
        retryNs = reader.takeLong();
    }

    private static boolean tradable(final Book book) {
        return book.tradable() && book.instrument().status() == TradingStatus.TRADING;
    }

    private int newDirection() {
        if (!trading.value() || !trend.ready() || !volatilityFilter.ready() || volatilityFilter.value() == 0) {
            return 0;
        }
        final double now = trend.value();
        // Where exit is above enter, enter decides alone.
        final double leave = exit.value() < enter.value() ? exit.value() : enter.value();
        if (now >= enter.value() || (direction > 0 && now >= leave)) {
            return 1;
        }
        final boolean falls = now <= -enter.value() || (direction < 0 && now <= -leave);
        return falls && shortSelling.value() ? -1 : 0;
    }

    private void take(final Book book, final Side side, final long quantity) {
        final TickTable ticks = book.instrument().tickTable();
        final long best = side == Side.BUY ? book.askPriceNanos() : book.bidPriceNanos();
        final long beyond = slippageTicks.value() * ticks.tickAt(best);
        final long price = side == Side.BUY ? ticks.roundDown(best + beyond) : ticks.roundUp(best - beyond);
        if (price > 0) {
            orderId = context.orders().take(instrumentId, side, price, quantity);
        }
        if (orderId == 0) {
            backOff();
        }
    }

    private void backOff() {
        retryNs = context.timeNs() + (backOffNs.value() << Math.min(failureCount, MAX_DOUBLINGS));
        failureCount++;
    }
}
