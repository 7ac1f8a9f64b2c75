package io.tiercel.engine.core;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.ContinueDecoder;
import io.tiercel.codecs.control.DocumentBeginDecoder;
import io.tiercel.codecs.control.DocumentEndDecoder;
import io.tiercel.codecs.control.DocumentItemDecoder;
import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.control.SessionStartDecoder;
import io.tiercel.codecs.control.TickDecoder;
import io.tiercel.codecs.control.VenueDefinitionDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.book.Facts;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.order.OrderCounts;
import io.tiercel.engine.order.OwnOrders;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.reference.TradingDays;
import io.tiercel.engine.risk.CheckListener;
import io.tiercel.engine.risk.Positions;
import io.tiercel.engine.risk.Risk;
import io.tiercel.engine.route.Router;
import io.tiercel.engine.signal.Signals;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StageProbe;
import io.tiercel.engine.state.StateHash;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.state.TimerQueue;
import io.tiercel.engine.strategy.Strategies;
import io.tiercel.engine.strategy.StrategyFactory;
import java.util.function.Function;
import org.agrona.DirectBuffer;

/**
 * The core: wires the stages and drives one input through them.
 *
 * <pre>
 *  input ─► timers due ─► MarketInputs ─► Books, Facts ─► Packet ─► Signals ─► Strategies ─► OrderFlow ─► outputs
 *                         VenueInputs ─► OwnOrders ─► OrderEvents ─► Risk, Router, ExecutionQueue    ▲
 *                         CommandInputs, DefinitionInputs, AnalyticsInputs ─► Strategies              │
 *                         ExecutionQueue ─► Strategies ─► OrderFlow (Router ─► Risk ─► OwnOrders) ───┘
 *                         CancelSweeps, Backlog ─────────────────────────────────────────────────────┘
 * </pre>
 */
@HotPath
public final class TradingCore implements StateMachine {
    /** A checkpoint follows every so many inputs. */
    public static final int CHECKPOINT_INTERVAL = 1 << 16;

    private static final int SECTION = 0x434f5245;

    private final CoreSettings settings;
    private final CoreClock clock = new CoreClock();
    private final OrderIds orderIds = new OrderIds();
    private final OutputEncoder outputs;
    private final AlertLimiter alerts;
    private final TimerQueue timers;
    private final StrategyTimers strategyTimers;
    private final Instruments instruments;
    private final TradingDays tradingDays = new TradingDays();
    private final Facts facts;
    private final Packet packet;
    private final Books books;
    private final Feeds feeds;
    private final Signals signals;
    private final Risk risk;
    private final ExecutionQueue executions;
    private final CancelSweeps sweeps;
    private final OrderFlow orderFlow;
    private final Router router;
    private final OwnOrders orders;
    private final CoreEnvironment environment;
    private final Strategies strategies;
    private final MarketInputs marketInputs;
    private final VenueInputs venueInputs;
    private final CommandInputs commandInputs;
    private final DefinitionInputs definitionInputs;
    private final DayEnds dayEnds;
    private final WaitingWork waitingWork;
    private final ToldExecutions told;
    private final AnalyticsInputs analyticsInputs;
    private final Restart restart;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SessionStartDecoder sessionStart = new SessionStartDecoder();
    private long inputCount;
    private long inputChain = Digest.SEED;
    private boolean ready;

    /**
     * @param catalogue finds a strategy by its class name; its IllegalArgumentException names the known ones
     */
    public TradingCore(final CoreSettings settings, final Function<String, StrategyFactory> catalogue) {
        this(settings, catalogue, CheckListener.NONE);
    }

    /** @param checks hears of every control of every order, in a replay that explains one */
    public TradingCore(
            final CoreSettings settings,
            final Function<String, StrategyFactory> catalogue,
            final CheckListener checks) {
        this.settings = settings;
        outputs = new OutputEncoder(settings.maxOutputsPerInput(), settings.firmId(), settings.accountId());
        alerts = new AlertLimiter(outputs);
        timers = new TimerQueue(settings.maxTimers());
        strategyTimers = new StrategyTimers(timers, settings.maxStrategies());
        instruments = new Instruments(settings.maxInstruments());
        facts = new Facts(settings.maxInstruments());
        packet = new Packet(settings, clock, facts, alerts);
        books = new Books(settings.maxInstruments(), settings.maxBookOrders(), settings.maxBookLevels(), packet);
        feeds = new Feeds(settings, clock, instruments, books, packet, outputs, alerts);
        signals = new Signals(settings.maxInstruments(), packet);
        risk = new Risk(settings.riskLimits(), settings.maxStrategies(), settings.maxInstruments(), checks);
        executions = settings.newExecutionQueue();
        sweeps = new CancelSweeps(settings.maxStrategies(), clock, outputs);
        orderFlow = new OrderFlow(settings, clock, instruments, books, risk, orderIds, outputs, executions, sweeps);
        final OrderEvents orderEvents = new OrderEvents(books, risk, outputs, executions, orderFlow);
        router = new Router(settings.maxParentOrders(), timers, orderIds, orderFlow);
        orders = settings.newOrders(timers, orderEvents);
        orderEvents.connect(router);
        sweeps.connect(orders, orderFlow);
        dayEnds = new DayEnds(
                settings,
                clock,
                instruments,
                tradingDays,
                packet,
                books,
                risk.positions(),
                router,
                orders,
                orderFlow,
                orderIds,
                outputs);
        waitingWork = new WaitingWork(sweeps, orderFlow, dayEnds, router, orders, outputs);
        environment = new CoreEnvironment(
                clock,
                orderIds,
                orderFlow,
                books,
                facts,
                tradingDays,
                risk.positions(),
                strategyTimers,
                outputs,
                alerts,
                settings.maxStrategies());
        strategies =
                new Strategies(settings.maxStrategies(), settings.maxInstruments(), instruments, signals, environment);
        told = new ToldExecutions(executions, strategies, orderFlow, outputs, settings.maxOutputsPerInput());
        orderFlow.connect(router, orders, strategies);
        packet.connect(books, signals, strategies);
        marketInputs = new MarketInputs(instruments, books, facts, packet, feeds, alerts);
        venueInputs = new VenueInputs(orders, risk, strategies, orderEvents, outputs, alerts);
        commandInputs = new CommandInputs(books, risk, router, strategies, orderFlow, sweeps, outputs);
        analyticsInputs = new AnalyticsInputs(strategies, outputs, alerts);
        restart = new Restart(this, clock, feeds, packet, risk, orders, outputs, alerts);
        definitionInputs =
                new DefinitionInputs(settings, instruments, books, facts, risk, strategies, alerts, dayEnds, catalogue);
    }

    @Override
    public void onEvent(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Outputs eventOutputs) {
        inputCount++;
        clock.timeNs(timeNs);
        orderIds.startInput(settings.engineId(), sequence);
        outputs.startInput(sequence, eventOutputs);
        feeds.check(timeNs);
        dayEnds.check(timeNs);
        analyticsInputs.check(timeNs);
        fireTimers(timeNs);
        dispatch(sequence, timeNs, buffer, offset);
        if (packet.isComplete()) {
            packet.end();
        }
        told.run();
        waitingWork.run(timeNs);
        orderFlow.entry().requireWhole();
        // Last: an order need not wait for it.
        inputChain = Digest.mix(Digest.mix(inputChain, sequence, timeNs), buffer, offset, length);
        if ((inputCount & (CHECKPOINT_INTERVAL - 1)) == 0) {
            checkpoint();
        }
    }

    private void fireTimers(final long timeNs) {
        while (timers.pollExpired(timeNs)) {
            final long timerId = timers.firedId();
            final long data = timers.firedData();
            switch (timers.firedOwner()) {
                case STRATEGY -> {
                    strategyTimers.onFired(timers.firedOwnerId());
                    strategies.onTimer(timers.firedOwnerId(), timerId, data);
                }
                case ROUTE -> router.onTimer(timerId, data, timeNs);
                case ORDER -> orders.onTimer(timerId, data, timeNs);
            }
        }
    }

    private void dispatch(final long sequence, final long timeNs, final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        if (marketInputs.onMessage(buffer, offset, header)
                || venueInputs.onMessage(buffer, offset, header, timeNs)
                || commandInputs.onMessage(buffer, offset, header)
                || definitionInputs.onMessage(buffer, offset, header)
                || analyticsInputs.onMessage(buffer, offset, header, sequence, timeNs)) {
            return;
        }
        switch (header.templateId()) {
            case TickDecoder.TEMPLATE_ID, ContinueDecoder.TEMPLATE_ID, VenueDefinitionDecoder.TEMPLATE_ID -> {
                // These carry time, or stand in the journal for its readers.
            }
            case DocumentBeginDecoder.TEMPLATE_ID, DocumentItemDecoder.TEMPLATE_ID, DocumentEndDecoder.TEMPLATE_ID ->
                restart.onMessage(buffer, offset, header);
            case SessionStartDecoder.TEMPLATE_ID ->
                onSessionStart(sessionStart.wrapAndApplyHeader(buffer, offset, header));
            case SessionReadyDecoder.TEMPLATE_ID -> onReady();
            case SessionEndDecoder.TEMPLATE_ID -> checkpoint();
            default -> alerts.count(AlertCode.UNKNOWN_TEMPLATE, 0, header.templateId());
        }
    }

    /** Tokens follow from the first sequence of the run; one that is yet to come would use them up. */
    private void onSessionStart(final SessionStartDecoder start) {
        final long firstSequence = start.firstSequence();
        if (ready || firstSequence < 1 || firstSequence > orderIds.sequence()) {
            alerts.count(AlertCode.MALFORMED_INPUT, 0, start.sbeTemplateId());
        } else {
            orders.raiseTokenFloor(firstSequence * OrderIds.MAX_PER_INPUT);
        }
    }

    private void onReady() {
        if (!ready) {
            ready = true;
            definitionInputs.ready();
            if (!restart.ready()) {
                packet.ready();
                dayEnds.ready();
                analyticsInputs.ready(clock.timeNs());
            }
        }
    }

    private void checkpoint() {
        outputs.checkpoint(inputCount, inputChain, packet.stateChain());
    }

    @Override
    public long nextDeadlineNs() {
        final long dueNs =
                Math.min(feeds.nextDeadlineNs(), Math.min(dayEnds.nextDeadlineNs(), analyticsInputs.nextDeadlineNs()));
        return Math.min(dueNs, Math.min(timers.nextDeadlineNs(), sweeps.nextDeadlineNs()));
    }

    @Override
    public boolean hasContinuation() {
        return !executions.isEmpty() || waitingWork.isThere();
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putLong(inputCount);
        writer.putLong(inputChain);
        writer.putLong(outputs.chain());
        writer.putLong(outputs.totalCount());
        writer.putLong(clock.timeNs());
        facts.snapshotTo(writer);
        stateTo(writer);
    }

    private void stateTo(final StateWriter writer) {
        instruments.snapshotTo(writer);
        timers.snapshotTo(writer);
        strategyTimers.snapshotTo(writer);
        books.snapshotTo(writer);
        signals.snapshotTo(writer);
        packet.snapshotTo(writer);
        feeds.snapshotTo(writer);
        strategies.snapshotTo(writer);
        router.snapshotTo(writer);
        risk.snapshotTo(writer);
        orders.snapshotTo(writer);
        executions.snapshotTo(writer);
        sweeps.snapshotTo(writer);
        tradingDays.snapshotTo(writer);
        dayEnds.snapshotTo(writer);
        orderFlow.refusals().snapshotTo(writer);
        alerts.snapshotTo(writer);
    }

    /** The session's configuration and reference data must have been given as inputs before. */
    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        inputCount = reader.takeLong();
        inputChain = reader.takeLong();
        final long outputChain = reader.takeLong();
        outputs.restore(outputChain, reader.takeLong());
        clock.timeNs(reader.takeLong());
        facts.restoreFrom(reader);
        instruments.restoreFrom(reader);
        timers.restoreFrom(reader);
        strategyTimers.restoreFrom(reader);
        books.restoreFrom(reader);
        signals.restoreFrom(reader);
        packet.restoreFrom(reader);
        feeds.restoreFrom(reader);
        strategies.restoreFrom(reader);
        router.restoreFrom(reader);
        risk.restoreFrom(reader);
        orders.restoreFrom(reader);
        executions.restoreFrom(reader);
        sweeps.restoreFrom(reader);
        tradingDays.restoreFrom(reader);
        dayEnds.restoreFrom(reader);
        orderFlow.refusals().restoreFrom(reader);
        alerts.restoreFrom(reader);
    }

    /** All outputs and the whole state, facts as soon as there are some; not what the configuration's text says. */
    @Override
    public long digest() {
        final StateHash hash = new StateHash();
        stateTo(hash);
        if (!facts.isEmpty()) {
            facts.snapshotTo(hash);
        }
        return Digest.mix(Digest.mix(outputs.chain(), inputCount), hash.value());
    }

    /** Before the first input: who hears what books show, on the core's own thread. It is no part of the state. */
    public void quotesTo(final QuoteListener listener) {
        packet.quotesTo(listener, orderIds);
    }

    /** Before the first input: who hears how far the core is. It is no part of the state. */
    public void stagesTo(final StageProbe probe) {
        packet.stagesTo(probe);
        orderFlow.stagesTo(probe);
    }

    /** For those who report on the core from its own thread, or after it has stopped. */
    public Instruments instruments() {
        return instruments;
    }

    public Books books() {
        return books;
    }

    public Facts facts() {
        return facts;
    }

    public Positions positions() {
        return risk.positions();
    }

    public Risk risk() {
        return risk;
    }

    /** The first open order with a greater id (0: of all), or null. */
    public Order nextOpenOrder(final long orderId) {
        return orders.nextOpen(orderId);
    }

    public Strategies strategies() {
        return strategies;
    }

    public Signals signals() {
        return signals;
    }

    public Router router() {
        return router;
    }

    public OrderCounts orderCounts() {
        return orders.counts();
    }

    public int openOrderCount() {
        return orders.openCount();
    }

    public long inputCount() {
        return inputCount;
    }

    public long outputCount() {
        return outputs.totalCount();
    }

    /** What a disabled strategy threw, when this very core called it: it is not in a snapshot. Else null. */
    public Throwable failure(final int strategyId) {
        return environment.failure(strategyId);
    }

    /** How often this alert's condition was counted; alerts themselves are limited. */
    public long counted(final AlertCode code) {
        return alerts.counted(code);
    }
}
