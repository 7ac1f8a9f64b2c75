package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * The one order that stands, or may stand, on one side, as executions told of it. It is asked for what should stand
 * now and sends what leads there: never a second order before the first one is over, never a change before the last
 * one is answered. A cancel does not wait for an answer, because being out of the market is always safe.
 *
 * <p>What was refused is tried again after a pause, which doubles each time in a row.
 */
@HotPath
final class Quote {
    enum State {
        NONE,
        PENDING_NEW,
        WORKING,
        PENDING_REPLACE,
        PENDING_CANCEL
    }

    private static final State[] STATES = State.values();
    private static final int MAX_DOUBLINGS = 6;

    private final StrategyContext context;
    private final int instrumentId;
    private final Side side;
    private final LongParameter backOffNs;

    private State state = State.NONE;
    private long orderId;
    private long priceNanos;
    /** The price asked for last; the same as {@link #priceNanos} unless an answer is outstanding. */
    private long sentPriceNanos;

    /** Where it stood before the last replace, while the book may still show it there; else 0. */
    private long leftPriceNanos;

    private long leavesQuantity;
    private long cumulativeQuantity;
    /** A replace is not answered yet. It went out before any cancel, so it is answered before it. */
    private boolean replaceInFlight;

    private int failureCount;
    /** Nothing new before this time. */
    private long retryNs;
    /** No cancel before this time. */
    private long retryCancelNs;

    private long timerId;
    /** The venue saw prices that we had not seen yet: nothing new before the book has changed. */
    private boolean awaitingBook;

    Quote(final StrategyContext context, final int instrumentId, final Side side, final LongParameter backOffNs) {
        this.context = context;
        this.instrumentId = instrumentId;
        this.side = side;
        this.backOffNs = backOffNs;
    }

    State state() {
        return state;
    }

    /** Where it stands; 0 when there is none. */
    long priceNanos() {
        return priceNanos;
    }

    /** How much of the book's quantity at this price is ours, as far as we know. */
    long quantityAt(final long bookPriceNanos) {
        return bookPriceNanos == priceNanos || bookPriceNanos == sentPriceNanos || bookPriceNanos == leftPriceNanos
                ? leavesQuantity
                : 0;
    }

    /** The book has changed. */
    void onBook() {
        awaitingBook = false;
        leftPriceNanos = 0;
    }

    /** Nothing shall stand. */
    void withdraw() {
        if (state == State.NONE || state == State.PENDING_CANCEL || context.timeNs() < retryCancelNs) {
            return;
        }
        // When there is nothing to cancel any more, the execution that says so is on its way.
        if (context.orders().cancel(orderId)) {
            state = State.PENDING_CANCEL;
        }
    }

    /** This shall stand. A standing order is left alone while its price is closer than {@code thresholdNanos}. */
    void require(final long wantedPriceNanos, final long wantedQuantity, final long thresholdNanos) {
        if (wantedQuantity <= 0) {
            withdraw();
        } else if (state == State.NONE) {
            if (mayAdd()) {
                submit(wantedPriceNanos, wantedQuantity);
            }
        } else if (state == State.WORKING
                && (Math.abs(wantedPriceNanos - priceNanos) >= thresholdNanos || leavesQuantity > wantedQuantity)) {
            if (mayAdd()) {
                replace(wantedPriceNanos, wantedQuantity);
            } else {
                withdraw();
            }
        }
    }

    /** An execution; it may be of another order. */
    void onExecution(final Execution execution) {
        if (orderId == 0 || execution.orderId() != orderId) {
            return;
        }
        cumulativeQuantity = execution.cumulativeQuantity();
        leavesQuantity = execution.leavesQuantity();
        if (execution.priceNanos() != priceNanos) {
            leftPriceNanos = priceNanos;
            priceNanos = execution.priceNanos();
        }
        if (execution.closed()) {
            close(execution);
            return;
        }
        switch (execution.kind()) {
            case ACCEPTED, REPLACED -> {
                failureCount = 0;
                replaceInFlight &= execution.kind() == Execution.Kind.ACCEPTED;
                answered();
            }
            case FILLED -> {
                // It stands then, even if nobody said so yet.
                if (state == State.PENDING_NEW) {
                    answered();
                }
            }
            case IN_DOUBT -> {
                // The venue is being asked. What is under way still gets its answer; until then nothing is sent. Where
                // nothing is under way none may come: then a replace is refused, and the order is cancelled.
            }
            default -> refused(execution.kind());
        }
    }

    /** Whether it was this side's timer. */
    boolean onTimer(final long firedTimerId) {
        if (timerId == 0 || firedTimerId != timerId) {
            return false;
        }
        timerId = 0;
        retryNs = 0;
        retryCancelNs = 0;
        return true;
    }

    void snapshotTo(final StateWriter writer) {
        writer.putInt(state.ordinal());
        writer.putLong(orderId);
        writer.putLong(priceNanos);
        writer.putLong(sentPriceNanos);
        writer.putLong(leftPriceNanos);
        writer.putLong(leavesQuantity);
        writer.putLong(cumulativeQuantity);
        writer.putBoolean(replaceInFlight);
        writer.putInt(failureCount);
        writer.putLong(retryNs);
        writer.putLong(retryCancelNs);
        writer.putLong(timerId);
        writer.putBoolean(awaitingBook);
    }

    void restoreFrom(final StateReader reader) {
        state = STATES[reader.takeInt()];
        orderId = reader.takeLong();
        priceNanos = reader.takeLong();
        sentPriceNanos = reader.takeLong();
        leftPriceNanos = reader.takeLong();
        leavesQuantity = reader.takeLong();
        cumulativeQuantity = reader.takeLong();
        replaceInFlight = reader.takeBoolean();
        failureCount = reader.takeInt();
        retryNs = reader.takeLong();
        retryCancelNs = reader.takeLong();
        timerId = reader.takeLong();
        awaitingBook = reader.takeBoolean();
    }

    private boolean mayAdd() {
        return !awaitingBook && context.timeNs() >= retryNs;
    }

    private void submit(final long newPriceNanos, final long quantity) {
        orderId = context.orders().quote(instrumentId, side, newPriceNanos, quantity);
        if (orderId == 0) {
            backOff();
            return;
        }
        state = State.PENDING_NEW;
        priceNanos = newPriceNanos;
        sentPriceNanos = newPriceNanos;
        leavesQuantity = quantity;
        cumulativeQuantity = 0;
    }

    private void replace(final long newPriceNanos, final long quantity) {
        if (context.orders().replace(orderId, newPriceNanos, cumulativeQuantity + quantity)) {
            state = State.PENDING_REPLACE;
            replaceInFlight = true;
            sentPriceNanos = newPriceNanos;
        }
    }

    private void answered() {
        if (state != State.PENDING_CANCEL && !replaceInFlight) {
            state = State.WORKING;
            sentPriceNanos = priceNanos;
        }
    }

    /** The order stands as it was. One that no longer stands where it should is cancelled by the next decision. */
    private void refused(final Execution.Kind kind) {
        final boolean replaceRefused = replaceInFlight;
        replaceInFlight = false;
        if (replaceRefused && state == State.PENDING_CANCEL) {
            return;
        }
        backOff();
        if (kind == Execution.Kind.CANCEL_REJECTED || state == State.PENDING_CANCEL) {
            retryCancelNs = retryNs;
        }
        state = State.WORKING;
        sentPriceNanos = priceNanos;
    }

    private void close(final Execution execution) {
        final boolean asked = state == State.PENDING_CANCEL;
        state = State.NONE;
        orderId = 0;
        priceNanos = 0;
        sentPriceNanos = 0;
        leftPriceNanos = 0;
        leavesQuantity = 0;
        cumulativeQuantity = 0;
        replaceInFlight = false;
        retryCancelNs = 0;
        if (execution.kind() == Execution.Kind.FILLED) {
            failureCount = 0;
        } else if (execution.venueReason() == VenueReason.WOULD_TAKE) {
            awaitingBook = true;
        } else if (execution.kind() != Execution.Kind.CANCELLED || !asked) {
            backOff();
        }
    }

    private void backOff() {
        final long delayNs = backOffNs.value() << Math.min(failureCount, MAX_DOUBLINGS);
        failureCount++;
        retryNs = context.timeNs() + delayNs;
        if (timerId != 0) {
            context.cancelTimer(timerId);
        }
        // Without room for a timer the next change of the book after that time does.
        timerId = context.startTimer(delayNs, side.value());
    }
}
