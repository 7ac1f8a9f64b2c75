package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Phase;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Trades the spread of two instruments back to its mean: buys the first and sells the second when the spread is low,
 * the reverse when it is high.
 *
 * <pre>
 *   spread  = first's mid − (intercept + hedge ratio × second's mid), of a rolling regression
 *   z       = (spread − its mean) ÷ its standard deviation
 *   enter   when |z| ≥ enter and &lt; stop: size of the first against hedge ratio × size of the second
 *   leave   when z has come back to exit, gone on to stop, or stayed for maxHolding
 * </pre>
 *
 * Both legs are taken at once. Where one of them is left behind, it is tried again, legOutAttempts times and for
 * legOutTimeout at most; then the other one is unwound as far as it is not hedged. What it should hold is remembered
 * and compared with the positions at each event, so a fill that nobody expected any more is undone in the same way.
 */
@HotPath
final class Pairs implements Strategy {
    private static final int SECTION = 0x5052;
    private static final int LEGS = 2;
    private static final Mode[] MODES = Mode.values();

    private enum Mode {
        FLAT,
        /** Both legs were sent. */
        ENTERING,
        /** What one leg is behind the other is tried again. */
        COMPLETING,
        /** What one leg is ahead of the other is given up. */
        UNWINDING,
        HOLDING,
        EXITING
    }

    private final StrategyContext context;
    private final PairLeg first;
    private final PairLeg second;
    /** Of the quantities as they are held, for a hedge ratio of 1. */
    private final double quantityRatio;

    private final Signal hedgeRatio;
    private final Signal zScore;
    private final Signal volatilityFilter;
    private final PairParameters parameters;

    private boolean stopping;
    private Mode mode = Mode.FLAT;
    /** 1 where the first is held and the second owed, −1 for the reverse. */
    private int direction;
    /** What it should hold; below 0 is short. */
    private long firstTarget;

    private long secondTarget;
    private long enteredNs;
    /** Since when one leg is behind the other, and how often something was sent about it. */
    private long legOutNs;

    private int attemptCount;
    /** z has come back since the last pair that did not end by that. */
    private boolean armed = true;

    private long timerId;
    private long timerNs;

    Pairs(final StrategySetup setup) {
        final Instrument one = setup.instrument("instrument");
        final Instrument other = setup.instrument("hedgeInstrument");
        if (!one.currency().equals(other.currency())) {
            throw new IllegalArgumentException(one.symbol() + " trades in " + one.currency() + ", " + other.symbol()
                    + " in " + other.currency() + ": a pair needs one currency; choose two instruments that share it");
        }
        context = setup.context();
        parameters = new PairParameters(setup, one, other);
        first = new PairLeg(context, one, parameters.backOffNs);
        second = new PairLeg(context, other, parameters.backOffNs);
        quantityRatio = (double) one.multiplier()
                / other.multiplier()
                * StrictMath.pow(10, other.quantityScale() - one.quantityScale());
        final long sampleNs = setup.fixedDuration("sampleInterval", "1s", "1ms", "1h");
        final int hedgeSamples = samples(setup, "hedgeWindow", sampleNs);
        final int deviationSamples = samples(setup, "deviationWindow", sampleNs);
        hedgeRatio = setup.signal(StandardSignals.hedgeRatio(one.id(), other.id(), sampleNs, hedgeSamples));
        zScore = setup.signal(StandardSignals.zScore(
                StandardSignals.spread(one.id(), other.id(), sampleNs, hedgeSamples), sampleNs, deviationSamples));
        volatilityFilter = setup.signal(StandardSignals.volatilityFilter(
                StandardSignals.ewmaVolatility(one.id(), setup.fixedDuration("volatilityHalfLife", "10s", "1ms", "1h")),
                setup.fixedNumber("volatilityEnterLow", 0, 0, 100_000),
                setup.fixedNumber("volatilityEnterHigh", 50, 0, 100_000),
                setup.fixedNumber("volatilityLeaveLow", 0, 0, 100_000),
                setup.fixedNumber("volatilityLeaveHigh", 75, 0, 100_000)));
    }

    @Override
    public void onBook(final Book book) {
        (book.instrumentId() == first.instrumentId() ? first : second).onBook();
        decide();
    }

    @Override
    public void onExecution(final Execution execution) {
        first.onExecution(execution);
        second.onExecution(execution);
        decide();
    }

    @Override
    public void onTimer(final long firedTimerId, final long data) {
        if (firedTimerId == timerId) {
            timerId = 0;
            decide();
        }
    }

    @Override
    public void onSession(final int venueId, final Phase phase) {
        stopping |= phase == Phase.STOPPING;
        first.onSession(venueId, phase);
        second.onSession(venueId, phase);
        decide();
    }

    @Override
    public void onParameterChanged(final String name) {
        decide();
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putBoolean(stopping);
        writer.putInt(mode.ordinal());
        writer.putInt(direction);
        writer.putLong(firstTarget);
        writer.putLong(secondTarget);
        writer.putLong(enteredNs);
        writer.putLong(legOutNs);
        writer.putInt(attemptCount);
        writer.putBoolean(armed);
        writer.putLong(timerId);
        writer.putLong(timerNs);
        first.snapshotTo(writer);
        second.snapshotTo(writer);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        stopping = reader.takeBoolean();
        mode = MODES[reader.takeInt()];
        direction = reader.takeInt();
        firstTarget = reader.takeLong();
        secondTarget = reader.takeLong();
        enteredNs = reader.takeLong();
        legOutNs = reader.takeLong();
        attemptCount = reader.takeInt();
        armed = reader.takeBoolean();
        timerId = reader.takeLong();
        timerNs = reader.takeLong();
        first.restoreFrom(reader);
        second.restoreFrom(reader);
    }

    private void decide() {
        if (stopping) {
            return;
        }
        cancelOverdue(first);
        cancelOverdue(second);
        if (signalled() && Math.abs(zScore.value()) <= parameters.exit()) {
            armed = true;
        }
        // While an order is under way nobody knows what is missing; only to get flat no leg waits for the other.
        final boolean idle = first.idle() && second.idle();
        if (idle) {
            settle();
        }
        if (mode == Mode.FLAT) {
            enter();
        } else if (mode == Mode.EXITING || (idle && mode != Mode.HOLDING)) {
            catchUp(first, firstTarget);
            catchUp(second, secondTarget);
        }
        startTimer();
    }

    /** Goes on to the next mode, where what is held says so. */
    private void settle() {
        if (mode == Mode.ENTERING) {
            legOutNs = context.timeNs();
            scale(true, Mode.COMPLETING);
        }
        final boolean complete = first.missing(firstTarget) == 0 && second.missing(secondTarget) == 0;
        switch (mode) {
            case COMPLETING -> {
                if (mustBeFlat()) {
                    exit(true);
                } else if (complete) {
                    begin(Mode.HOLDING);
                } else if (attemptCount >= parameters.legOutAttempts.value()
                        || context.timeNs() - legOutNs >= parameters.legOutTimeoutNs.value()) {
                    // Otherwise it would try the same again at once.
                    armed = false;
                    scale(false, Mode.UNWINDING);
                }
            }
            case UNWINDING -> {
                if (mustBeFlat()) {
                    exit(true);
                } else if (complete) {
                    begin(Mode.HOLDING);
                }
            }
            case HOLDING -> hold(complete);
            default -> {
                if (complete) {
                    begin(Mode.FLAT);
                } else if (mode == Mode.FLAT) {
                    exit(false);
                }
            }
        }
    }

    private void hold(final boolean complete) {
        if (!complete) {
            scale(false, Mode.UNWINDING);
        } else if (wantsOut() && first.mayTake() && second.mayTake()) {
            exit(false);
        }
    }

    private boolean wantsOut() {
        boolean lost = context.timeNs() - enteredNs >= parameters.maxHoldingNs.value();
        boolean won = false;
        if (signalled()) {
            final double distance = -direction * zScore.value();
            lost |= distance >= parameters.stop.value();
            won = distance <= parameters.exit();
        }
        armed &= !lost;
        return won || lost || mustBeFlat();
    }

    private boolean mustBeFlat() {
        return !parameters.trading.value()
                || (parameters.flattenWhenClosing.value()
                        && (first.phase() == Phase.CLOSING || second.phase() == Phase.CLOSING));
    }

    /** @param hurried the legs are not hedged */
    private void exit(final boolean hurried) {
        firstTarget = 0;
        secondTarget = 0;
        begin(Mode.EXITING);
        attemptCount = hurried ? LEGS : 0;
    }

    private void begin(final Mode next) {
        mode = next;
        attemptCount = 0;
    }

    private boolean signalled() {
        return hedgeRatio.ready() && zScore.ready();
    }

    private void enter() {
        if (!signalled()
                || !armed
                || mustBeFlat()
                || !volatilityFilter.ready()
                || volatilityFilter.value() == 0
                || first.phase() != Phase.OPEN
                || second.phase() != Phase.OPEN
                || !first.mayTake()
                || !second.mayTake()) {
            return;
        }
        final double z = zScore.value();
        final double distance = Math.abs(z);
        if (!(distance >= parameters.enter.value()) || distance >= parameters.stop.value()) {
            return;
        }
        final long quantity = first.wholeLots(parameters.size.value());
        final long hedge = second.nearestLots(hedgeRatio.value() * quantityRatio * quantity);
        if (quantity <= 0 || hedge <= 0 || hedge > parameters.maxHedgeQuantity.value()) {
            return;
        }
        direction = z > 0 ? -1 : 1;
        firstTarget = direction * quantity;
        secondTarget = -direction * hedge;
        enteredNs = context.timeNs();
        begin(Mode.ENTERING);
        // Less than a lot may be left of another pair: it counts.
        take(first, firstTarget, parameters.slippageTicks);
        take(second, secondTarget, parameters.slippageTicks);
    }

    private void catchUp(final PairLeg leg, final long target) {
        final boolean hurried = mode != Mode.EXITING || attemptCount >= LEGS;
        if (leg.mayTake() && take(leg, target, hurried ? parameters.legOutTicks : parameters.slippageTicks)) {
            attemptCount++;
        }
    }

    private static boolean take(final PairLeg leg, final long target, final LongParameter slippageTicks) {
        final long missing = leg.missing(target);
        if (missing == 0) {
            return false;
        }
        leg.take(missing, slippageTicks.value());
        return true;
    }

    /**
     * The targets become those of the leg that is ahead of the other, or of the one behind: a smaller pair, or none.
     */
    private void scale(final boolean up, final Mode next) {
        final double firstShare = share(first, firstTarget);
        final double secondShare = share(second, secondTarget);
        final boolean byFirst = firstShare > secondShare == up;
        final double held = byFirst ? first.position() : second.position();
        final double of = byFirst ? firstTarget : secondTarget;
        final boolean none = (byFirst ? firstShare : secondShare) <= 0;
        // Times before divided by: whole numbers stay whole.
        final long newFirst = none ? 0 : first.wholeLots(least(firstTarget, held * firstTarget / of));
        final long newSecond = none ? 0 : second.wholeLots(least(secondTarget, held * secondTarget / of));
        if (newFirst == 0 || newSecond == 0) {
            exit(true);
            return;
        }
        firstTarget = newFirst;
        secondTarget = newSecond;
        begin(next);
    }

    private static double share(final PairLeg leg, final long target) {
        return (double) leg.position() / target;
    }

    private static double least(final double a, final double b) {
        return Math.abs(a) < Math.abs(b) ? a : b;
    }

    private void cancelOverdue(final PairLeg leg) {
        if (leg.sentNs() != Long.MAX_VALUE && context.timeNs() - leg.sentNs() >= parameters.legOutTimeoutNs.value()) {
            leg.cancel();
        }
    }

    /** For the next thing that is due though no book changes. One that comes too early does no harm. */
    private void startTimer() {
        final long nowNs = context.timeNs();
        final long timeoutNs = parameters.legOutTimeoutNs.value();
        long nextNs = Math.min(due(first, timeoutNs), due(second, timeoutNs));
        if (mode == Mode.HOLDING) {
            nextNs = earlier(nextNs, enteredNs + parameters.maxHoldingNs.value());
        } else if (mode == Mode.COMPLETING) {
            nextNs = earlier(nextNs, legOutNs + timeoutNs);
        }
        if (nextNs == Long.MAX_VALUE || (timerId != 0 && timerNs > nowNs && timerNs <= nextNs)) {
            return;
        }
        if (timerId != 0) {
            context.cancelTimer(timerId);
        }
        // Without room for a timer the next change of a book after that time does.
        timerId = context.startTimer(nextNs - nowNs, 0);
        timerNs = nextNs;
    }

    private long due(final PairLeg leg, final long timeoutNs) {
        if (leg.idle()) {
            return mode == Mode.FLAT ? Long.MAX_VALUE : earlier(Long.MAX_VALUE, leg.waitNs());
        }
        return leg.sentNs() == Long.MAX_VALUE ? Long.MAX_VALUE : earlier(Long.MAX_VALUE, leg.sentNs() + timeoutNs);
    }

    /** The second one where it is still to come, and earlier. */
    private long earlier(final long nextNs, final long candidateNs) {
        return candidateNs > context.timeNs() && candidateNs < nextNs ? candidateNs : nextNs;
    }

    private static int samples(final StrategySetup setup, final String key, final long sampleNs) {
        final long samples = setup.fixedDuration(key, "5m", "2ms", "7d") / sampleNs;
        return (int) Math.min(samples, Integer.MAX_VALUE);
    }
}
