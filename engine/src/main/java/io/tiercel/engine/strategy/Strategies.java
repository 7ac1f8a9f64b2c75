package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StrategyCallback;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.Signals;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.Arrays;
import java.util.Map;

/**
 * Hosts all strategies: makes them, calls each with what it asked for, in the order of their ids, and keeps them
 * apart. One that throws is disabled, and the others go on; so is one that runs out of stack. What else the virtual
 * machine throws (no memory, an internal error) is not a strategy's to answer for and is passed on, and so is
 * everything that leaves a call into the engine half-done.
 */
public final class Strategies {
    private static final int SECTION = 0x53545241;
    private static final HostedStrategy[] NONE = {};

    private final HostedStrategy[] byId;
    private final Instruments instruments;
    private final Signals signals;
    private final StrategyEnvironment environment;

    /** All, by rising id, as every list here. */
    private HostedStrategy[] all = NONE;

    private final HostedStrategy[][] byInstrument;
    private HostedStrategy[][] bySignal = {};
    private final LaneResults lanes = new LaneResults();
    private final HostedStrategy[][] byLane = new HostedStrategy[LaneResults.MAX_LANES + 1][];
    // Written around each call by the thread of the core; read by whoever wants to know where that thread hangs. No
    // part
    // of the state.
    private int calledId;

    /** @param maxStrategies the greatest strategy id */
    public Strategies(
            final int maxStrategies,
            final int maxInstruments,
            final Instruments instruments,
            final Signals signals,
            final StrategyEnvironment environment) {
        this.byId = new HostedStrategy[maxStrategies + 1];
        this.byInstrument = new HostedStrategy[maxInstruments + 1][];
        this.instruments = instruments;
        this.signals = signals;
        this.environment = environment;
        Arrays.fill(byInstrument, NONE);
        Arrays.fill(byLane, NONE);
    }

    /**
     * Makes a strategy from its configuration. Only before trading begins.
     *
     * @param parameters the strategy's own keys with their values as text
     * @throws IllegalArgumentException when something about it is wrong; the text names key, value, limit and remedy
     */
    public void add(
            final int strategyId,
            final String name,
            final StrategyFactory factory,
            final Map<String, String> parameters) {
        requireNew(strategyId, name);
        final HostedContext context = new HostedContext(strategyId, environment);
        final Setup setup = new Setup(name, context, instruments, signals, lanes, parameters);
        final HostedStrategy hosted =
                new HostedStrategy(strategyId, name, setup.create(factory), setup.liveParameters());
        setup.rejectUnknownKeys();
        byId[strategyId] = hosted;
        all = with(all, hosted);
        for (final int instrumentId : setup.instrumentIds()) {
            byInstrument[instrumentId] = with(byInstrument[instrumentId], hosted);
        }
        final int[] signalIds = setup.signalIds();
        growSignals(signalIds.length == 0 ? 0 : signalIds[signalIds.length - 1] + 1);
        for (final int signalId : signalIds) {
            bySignal[signalId] = with(bySignal[signalId], hosted);
        }
        for (final int laneId : setup.laneIds()) {
            byLane[laneId] = with(byLane[laneId], hosted);
        }
    }

    /** What the analytics lanes calculate: strategies ask for it by a lane's name. */
    @HotPath
    public LaneResults lanes() {
        return lanes;
    }

    /** A packet is complete and this book has changed; signals are up to date. */
    @HotPath
    public void onBook(final Book book) {
        final HostedStrategy[] called = byInstrument[book.instrumentId()];
        for (int i = 0; i < called.length; i++) {
            final HostedStrategy hosted = called[i];
            if (!hosted.disabled()) {
                calledId = hosted.id();
                try {
                    hosted.strategy().onBook(book);
                } catch (final Throwable e) {
                    fail(hosted, StrategyCallback.BOOK, e);
                }
                calledId = 0;
            }
        }
    }

    @HotPath
    public void onTrade(
            final Book book, final Side aggressorSide, final long priceNanos, final long quantity, final long matchId) {
        final HostedStrategy[] called = byInstrument[book.instrumentId()];
        for (int i = 0; i < called.length; i++) {
            final HostedStrategy hosted = called[i];
            if (!hosted.disabled()) {
                calledId = hosted.id();
                try {
                    hosted.strategy().onTrade(book, aggressorSide, priceNanos, quantity, matchId);
                } catch (final Throwable e) {
                    fail(hosted, StrategyCallback.TRADE, e);
                }
                calledId = 0;
            }
        }
    }

    @HotPath
    public void onTradeCorrection(final Book book, final TradeCorrection correction) {
        final HostedStrategy[] called = byInstrument[book.instrumentId()];
        for (int i = 0; i < called.length; i++) {
            final HostedStrategy hosted = called[i];
            if (!hosted.disabled()) {
                calledId = hosted.id();
                try {
                    hosted.strategy().onTradeCorrection(book, correction);
                } catch (final Throwable e) {
                    fail(hosted, StrategyCallback.TRADE_CORRECTION, e);
                }
                calledId = 0;
            }
        }
    }

    /** Of a whole market all are told, whatever they trade. */
    @HotPath
    public void onFacts(final MarketFacts facts) {
        final HostedStrategy[] called = facts.instrumentId() == 0 ? all : byInstrument[facts.instrumentId()];
        for (int i = 0; i < called.length; i++) {
            final HostedStrategy hosted = called[i];
            if (!hosted.disabled()) {
                calledId = hosted.id();
                try {
                    hosted.strategy().onFacts(facts);
                } catch (final Throwable e) {
                    fail(hosted, StrategyCallback.FACTS, e);
                }
                calledId = 0;
            }
        }
    }

    /** Told to the strategies that asked for this signal. */
    @HotPath
    public void onSignal(final int signalId, final Signal signal) {
        if (signalId < 0 || signalId >= bySignal.length) {
            // Only an input of other signals: nobody asked for it itself.
            return;
        }
        final HostedStrategy[] called = bySignal[signalId];
        for (int i = 0; i < called.length; i++) {
            final HostedStrategy hosted = called[i];
            if (!hosted.disabled()) {
                calledId = hosted.id();
                try {
                    hosted.strategy().onSignal(signal);
                } catch (final Throwable e) {
                    fail(hosted, StrategyCallback.SIGNAL, e);
                }
                calledId = 0;
            }
        }
    }

    /** Told to the strategies that asked for this lane. */
    @HotPath
    public void onAnalytics(final LaneResult result) {
        final HostedStrategy[] called = byLane[result.id()];
        for (int i = 0; i < called.length; i++) {
            final HostedStrategy hosted = called[i];
            if (!hosted.disabled()) {
                calledId = hosted.id();
                try {
                    hosted.strategy().onAnalytics(result);
                } catch (final Throwable e) {
                    fail(hosted, StrategyCallback.ANALYTICS, e);
                }
                calledId = 0;
            }
        }
    }

    @HotPath
    public void onExecution(final int strategyId, final Execution execution) {
        if (enabled(strategyId)) {
            calledId = strategyId;
            try {
                byId[strategyId].strategy().onExecution(execution);
            } catch (final Throwable e) {
                fail(byId[strategyId], StrategyCallback.EXECUTION, e);
            }
            calledId = 0;
        }
    }

    @HotPath
    public void onTimer(final int strategyId, final long timerId, final long data) {
        if (enabled(strategyId)) {
            calledId = strategyId;
            try {
                byId[strategyId].strategy().onTimer(timerId, data);
            } catch (final Throwable e) {
                fail(byId[strategyId], StrategyCallback.TIMER, e);
            }
            calledId = 0;
        }
    }

    /** Told to every strategy, whatever it trades. {@link Phase#STOPPING} is about the engine, not about a venue. */
    @HotPath
    public void onSession(final int venueId, final Phase phase) {
        for (int i = 0; i < all.length; i++) {
            final HostedStrategy hosted = all[i];
            if (!hosted.disabled()) {
                calledId = hosted.id();
                try {
                    hosted.strategy().onSession(venueId, phase);
                } catch (final Throwable e) {
                    fail(hosted, StrategyCallback.SESSION, e);
                }
                calledId = 0;
            }
        }
    }

    /**
     * A command: sets a live parameter and tells the strategy. A value that is refused changes nothing. STRATEGY_FAILED
     * when it is not called any more, or throws at this very change.
     */
    public CommandResultCode changeParameter(final int strategyId, final String parameter, final String value) {
        if (!exists(strategyId)) {
            return CommandResultCode.UNKNOWN_STRATEGY;
        }
        final HostedStrategy hosted = byId[strategyId];
        if (hosted.disabled()) {
            return CommandResultCode.STRATEGY_FAILED;
        }
        final CommandResultCode code = hosted.change(parameter, value.strip());
        if (code == CommandResultCode.APPLIED) {
            calledId = strategyId;
            try {
                hosted.strategy().onParameterChanged(parameter);
            } catch (final Throwable e) {
                fail(hosted, StrategyCallback.PARAMETER, e);
            }
            calledId = 0;
        }
        return hosted.disabled() ? CommandResultCode.STRATEGY_FAILED : code;
    }

    /**
     * The strategy that is being called, or null. From another thread than the core's it is true only while that one
     * stands still.
     */
    public String called() {
        return name(calledId);
    }

    /** The strategy's name, or null when there is none of this id. */
    public String name(final int strategyId) {
        return exists(strategyId) ? byId[strategyId].name() : null;
    }

    /** The strategy's id, or 0 when there is none of this name. */
    public int idOf(final String name) {
        for (final HostedStrategy hosted : all) {
            if (hosted.name().equals(name)) {
                return hosted.id();
            }
        }
        return 0;
    }

    public boolean exists(final int strategyId) {
        return strategyId > 0 && strategyId < byId.length && byId[strategyId] != null;
    }

    /** Whether there is a strategy of this id and it is called. */
    @HotPath
    public boolean enabled(final int strategyId) {
        return exists(strategyId) && !byId[strategyId].disabled();
    }

    /** Why this strategy is disabled; null when it is not, or there is none of this id. */
    public StrategyFailure failure(final int strategyId) {
        return exists(strategyId) ? byId[strategyId].failure() : null;
    }

    /** How many are disabled. */
    @HotPath
    public int disabledCount() {
        int count = 0;
        for (int i = 0; i < all.length; i++) {
            count += all[i].disabled() ? 1 : 0;
        }
        return count;
    }

    /** Too many of its orders were refused: no more calls to it, for good. Its orders are the caller's to cancel. */
    public void disable(final int strategyId) {
        if (enabled(strategyId)) {
            byId[strategyId].disable(StrategyFailure.refusals(environment.sequence()));
        }
    }

    /** Parameters as they are now, who is disabled, and what the strategies themselves remember. */
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        lanes.snapshotTo(writer);
        writer.putInt(all.length);
        for (int i = 0; i < all.length; i++) {
            writer.section(SECTION + all[i].id());
            all[i].snapshotTo(writer);
        }
    }

    /**
     * Into a host to which the same strategies were added.
     *
     * @throws IllegalStateException when they are others
     */
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        lanes.restoreFrom(reader);
        final int count = reader.takeInt();
        if (count != all.length) {
            throw new IllegalStateException("the snapshot has " + count + " strategies, configured are " + all.length
                    + "; restore with the configuration that the snapshot was taken with");
        }
        for (final HostedStrategy hosted : all) {
            reader.section(SECTION + hosted.id());
            hosted.restoreFrom(reader);
        }
    }

    private void fail(final HostedStrategy hosted, final StrategyCallback callback, final Throwable cause) {
        if (cause instanceof EngineFailure failure) {
            throw failure;
        }
        if (cause instanceof VirtualMachineError error && !(cause instanceof StackOverflowError)) {
            throw error;
        }
        if (environment.broken()) {
            throw new EngineFailure(cause);
        }
        if (!hosted.disabled()) {
            hosted.disable(StrategyFailure.thrown(environment.sequence(), callback, cause));
            environment.onStrategyFailed(hosted.id(), hosted.failure(), cause);
        }
    }

    private void requireNew(final int strategyId, final String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("strategies: strategy " + strategyId + " has no name; give it one");
        }
        if (strategyId < 1 || strategyId >= byId.length) {
            throw new IllegalArgumentException("strategies." + name + ": id " + strategyId + " is not within 1 to "
                    + (byId.length - 1) + "; configure fewer strategies, or raise the limit");
        }
        if (byId[strategyId] != null) {
            throw new IllegalArgumentException("strategies." + name + ": id " + strategyId + " is that of "
                    + byId[strategyId].name() + " already; give each strategy an id of its own");
        }
        if (idOf(name) != 0) {
            throw new IllegalArgumentException("strategies." + name + ": id " + idOf(name)
                    + " has this name already; give each strategy a name of its own");
        }
    }

    private void growSignals(final int length) {
        if (bySignal.length < length) {
            final int oldLength = bySignal.length;
            bySignal = Arrays.copyOf(bySignal, length);
            Arrays.fill(bySignal, oldLength, length, NONE);
        }
    }

    /** A copy with one more, kept in rising order of ids. */
    private static HostedStrategy[] with(final HostedStrategy[] list, final HostedStrategy added) {
        final HostedStrategy[] result = Arrays.copyOf(list, list.length + 1);
        int index = list.length;
        while (index > 0 && result[index - 1].id() > added.id()) {
            result[index] = result[index - 1];
            index--;
        }
        result[index] = added;
        return result;
    }
}
