package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * One instrument of a pair: at most one order, which takes what is there and never rests. After an order it waits for
 * the book to change, so that none is decided on quantity that it has just taken, or for a pause; after one that did
 * nothing for a pause that doubles each time in a row.
 */
@HotPath
final class PairLeg {
    private static final int MAX_DOUBLINGS = 6;

    private final StrategyContext context;
    private final int instrumentId;
    private final int venueId;
    private final long lot;
    private final LongParameter backOffNs;

    private Phase phase = Phase.OPEN;
    /** The order under way, or 0. */
    private long orderId;

    private long sentNs;
    private boolean cancelling;
    /** The book has changed since the last order was over. */
    private boolean fresh;

    private int failureCount;
    /** The end of the pause. */
    private long waitNs;

    PairLeg(final StrategyContext context, final Instrument instrument, final LongParameter backOffNs) {
        this.context = context;
        this.instrumentId = instrument.id();
        this.venueId = instrument.venueId();
        this.lot = instrument.lotQuantity();
        this.backOffNs = backOffNs;
    }

    int instrumentId() {
        return instrumentId;
    }

    Phase phase() {
        return phase;
    }

    long position() {
        return context.position(instrumentId);
    }

    /** Nothing is under way. */
    boolean idle() {
        return orderId == 0;
    }

    /** Since when the order is under way that nobody has asked to end yet; {@link Long#MAX_VALUE} without one. */
    long sentNs() {
        return orderId == 0 || cancelling ? Long.MAX_VALUE : sentNs;
    }

    long waitNs() {
        return waitNs;
    }

    /** Whether its market is there to be traded on; the venue may be about to close. */
    boolean tradable() {
        final Book book = context.book(instrumentId);
        return (phase == Phase.OPEN || phase == Phase.CLOSING)
                && book != null
                && book.tradable()
                && book.instrument().status() == TradingStatus.TRADING;
    }

    boolean mayTake() {
        return orderId == 0 && tradable() && (context.timeNs() >= waitNs || (fresh && failureCount == 0));
    }

    /** Rounded towards 0. */
    long wholeLots(final double quantity) {
        final long whole = (long) quantity;
        return whole - whole % lot;
    }

    /** To the nearest lot. */
    long nearestLots(final double quantity) {
        return wholeLots(quantity + lot / 2.0);
    }

    /** What is to be bought, or sold when negative, in whole lots, to hold as much as this. */
    long missing(final long target) {
        final long missing = target - position();
        return missing - missing % lot;
    }

    /** @param quantity bought, or sold when negative */
    void take(final long quantity, final long slippageTicks) {
        final Book book = context.book(instrumentId);
        final TickTable ticks = book.instrument().tickTable();
        final Side side = quantity > 0 ? Side.BUY : Side.SELL;
        final long best = side == Side.BUY ? book.askPriceNanos() : book.bidPriceNanos();
        final long beyond = slippageTicks * ticks.tickAt(best);
        // To get out at any price a sale still needs one: the least.
        final long price = side == Side.BUY
                ? ticks.roundDown(best + beyond)
                : Math.max(ticks.roundUp(best - beyond), ticks.tickAt(0));
        if (best > 0) {
            orderId = context.orders().take(instrumentId, side, price, Math.abs(quantity));
        }
        if (orderId == 0) {
            pause(false);
        } else {
            sentNs = context.timeNs();
            cancelling = false;
        }
    }

    /** An order that takes should be over long since: ask for its end. */
    void cancel() {
        // When there is nothing to cancel any more, the execution that says so is on its way.
        cancelling = true;
        context.orders().cancel(orderId);
    }

    void onBook() {
        fresh = true;
    }

    /** An execution; it may be of another order. */
    void onExecution(final Execution execution) {
        if (orderId == 0 || execution.orderId() != orderId) {
            return;
        }
        if (execution.closed()) {
            orderId = 0;
            cancelling = false;
            pause(execution.cumulativeQuantity() > 0);
        } else if (execution.kind() == Execution.Kind.CANCEL_REJECTED) {
            // It stands: ask again when as much time has gone by.
            cancelling = false;
            sentNs = context.timeNs();
        }
    }

    void onSession(final int sessionVenueId, final Phase newPhase) {
        if (sessionVenueId == venueId) {
            phase = newPhase;
        }
    }

    void snapshotTo(final StateWriter writer) {
        writer.putInt(phase.value());
        writer.putLong(orderId);
        writer.putLong(sentNs);
        writer.putBoolean(cancelling);
        writer.putBoolean(fresh);
        writer.putInt(failureCount);
        writer.putLong(waitNs);
    }

    void restoreFrom(final StateReader reader) {
        phase = Phase.get((short) reader.takeInt());
        orderId = reader.takeLong();
        sentNs = reader.takeLong();
        cancelling = reader.takeBoolean();
        fresh = reader.takeBoolean();
        failureCount = reader.takeInt();
        waitNs = reader.takeLong();
    }

    private void pause(final boolean traded) {
        fresh = false;
        if (traded) {
            failureCount = 0;
        }
        waitNs = context.timeNs() + (backOffNs.value() << Math.min(failureCount, MAX_DOUBLINGS));
        if (!traded) {
            failureCount++;
        }
    }
}
