package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.TradingStatus;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The built-in market as a discrete-event machine: background decisions, orders on their way in, executions and market
 * data on their way out, each at its time. It has no clock: the caller says how far time has come. One thread.
 *
 * <pre>
 *  onOrder ──► orders ──► Exchange ──► executions ──► VenueSink
 *              (latency)     ▲    └──► feed ────────► VenueSink
 *                     BackgroundFlow   (latency)    NativeFeed
 * </pre>
 *
 * What the sink refuses stays and is offered again. While market data waits, the background pauses; while executions
 * wait, so do orders. Without latency nothing is queued: an order is answered before {@link #onOrder} returns.
 */
@HotPath
public final class SimVenue implements AutoCloseable {
    /** No event is due, ever. */
    public static final long NO_EVENT = Long.MAX_VALUE;

    /** Above it orders wait too; their answers would only add to it. */
    private static final int MAX_FEED_BACKLOG = 1 << 26;

    private final VenueSink sink;
    private final VenueLog log;
    private final LatencyQueue orders;
    private final LatencyQueue executions;
    private final LatencyQueue feed;
    private final NativeFeed nativeFeed;
    /** The feed once more, for who publishes it in another form: waits for nobody, and has no part in images. */
    private final LatencyQueue natives;

    private final Exchange exchange;
    private final BackgroundFlow flow;
    private final int instrumentCount;
    private boolean started;
    private boolean busy;
    private boolean executionsBlocked;
    private boolean feedBlocked;
    private boolean tellsSink = true;
    private boolean tellsNatives;
    private long nativeSessionCount;

    public SimVenue(
            final SimVenueConfig config,
            final List<SimInstrument> instruments,
            final VenueSink sink,
            final VenueLog log) {
        this(config, instruments, sink, NativeFeed.NONE, log);
    }

    public SimVenue(
            final SimVenueConfig config,
            final List<SimInstrument> instruments,
            final VenueSink sink,
            final NativeFeed nativeFeed,
            final VenueLog log) {
        config.validate();
        this.sink = sink;
        this.nativeFeed = nativeFeed;
        this.log = log;
        orders =
                new LatencyQueue(config.orderLatencyNs(), config.orderJitterNs(), Randomness.derive(config.seed(), -1));
        executions = new LatencyQueue(
                config.executionLatencyNs(), config.executionJitterNs(), Randomness.derive(config.seed(), -2));
        feed = new LatencyQueue(config.feedLatencyNs(), config.feedJitterNs(), Randomness.derive(config.seed(), -3));
        natives = new LatencyQueue(config.feedLatencyNs(), config.feedJitterNs(), Randomness.derive(config.seed(), -4));
        exchange = new Exchange(config, instruments, new Output(), log, this::onClosed);
        instrumentCount = instruments.size();
        flow = new BackgroundFlow(config, instruments, exchange);
    }

    /** Opens session and market, fills the books, lets the background begin. Only the first call counts. */
    @ColdPath
    public void start(final long timeNs) {
        start(timeNs, true);
    }

    /** The same for an engine that is still to come: its session begins with {@link #connect}. */
    @ColdPath
    public void startAlone(final long timeNs) {
        start(timeNs, false);
    }

    private void start(final long timeNs, final boolean withSession) {
        if (started) {
            return;
        }
        started = true;
        beginEvent(timeNs);
        exchange.start(timeNs, withSession);
        exchange.filling(true);
        flow.start(timeNs);
        exchange.filling(false);
        for (int i = 0; i < instrumentCount; i++) {
            if (!exchange.days().isOpen(i)) {
                flow.pause(i, timeNs, exchange.days().openNs(i));
            }
        }
        beginNativeSession();
        busy = false;
    }

    /** Who publishes the feed in another form goes on from an image of the books. */
    private void beginNativeSession() {
        if (nativeFeed != NativeFeed.NONE) {
            nativeSessionCount = exchange.sessionCount();
            tellsNatives = true;
            tellsSink = false;
            exchange.imageAside();
            tellsSink = true;
        }
    }

    private void onClosed(final int index, final long untilNs) {
        flow.pause(index, exchange.timeNs(), untilNs);
    }

    public boolean started() {
        return started;
    }

    /**
     * A message of the engine that leaves it at this time. Taken always; before the start it is ignored and counted.
     */
    public void onOrder(final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        if (orders.isImmediate() && orders.isEmpty() && !busy && !executionsBlocked && timeNs < dayNs()) {
            beginEvent(timeNs);
            exchange.onOrder(buffer, offset, length);
            busy = false;
        } else {
            orders.draw();
            orders.add(timeNs, buffer, offset, length);
        }
    }

    /** When the next event is due, or {@link #NO_EVENT}. */
    public long nextEventNs() {
        return Math.min(
                Math.min(dayNs(), Math.min(executions.dueNs(), feed.dueNs())),
                Math.min(natives.dueNs(), Math.min(orders.dueNs(), flow.nextTimeNs())));
    }

    /** When a day begins or ends next. */
    private long dayNs() {
        return exchange.days().nextNs();
    }

    /**
     * Lets everything happen that is due up to {@code timeNs}, in the order of time; at the same time executions come
     * before market data, the begin and end of days, orders, and the background.
     *
     * @param limit at most so many events
     * @return how many there were
     */
    public int advanceTo(final long timeNs, final int limit) {
        executionsBlocked = false;
        feedBlocked = false;
        int count = 0;
        while (count < limit) {
            final long executionNs = executionsBlocked ? NO_EVENT : executions.dueNs();
            final long feedNs = feedBlocked ? NO_EVENT : feed.dueNs();
            final boolean ordersWait = executionsBlocked || (feedBlocked && feed.size() > MAX_FEED_BACKLOG);
            final long orderNs = ordersWait ? NO_EVENT : orders.dueNs();
            final long flowNs = feedBlocked || executionsBlocked ? NO_EVENT : flow.nextTimeNs();
            final long nativeNs = natives.dueNs();
            final long dueNs = Math.min(
                    Math.min(dayNs(), Math.min(executionNs, feedNs)), Math.min(nativeNs, Math.min(orderNs, flowNs)));
            if (dueNs > timeNs || dueNs == NO_EVENT) {
                break;
            }
            if (executionNs == dueNs) {
                executionsBlocked = !deliverExecution();
                count += executionsBlocked ? 0 : 1;
            } else if (feedNs == dueNs) {
                feedBlocked = !deliverFeed();
                count += feedBlocked ? 0 : 1;
            } else if (nativeNs == dueNs) {
                nativeFeed.onFeed(natives.buffer(), natives.offset(), natives.length());
                natives.remove();
                count++;
            } else {
                if (dayNs() == dueNs) {
                    beginEvent(dueNs);
                    turnDay(dueNs);
                } else if (orderNs == dueNs) {
                    beginEvent(dueNs);
                    exchange.onOrder(orders.buffer(), orders.offset(), orders.length());
                    orders.remove();
                } else {
                    beginEvent(dueNs);
                    flow.decide();
                }
                busy = false;
                count++;
            }
        }
        return count;
    }

    private void turnDay(final long timeNs) {
        exchange.days().turn(timeNs);
        if (exchange.sessionCount() != nativeSessionCount) {
            beginNativeSession();
        }
    }

    /**
     * Puts the background off so that it is at most {@code maxLagNs} behind: a market that cannot keep up slows down.
     */
    public void limitLag(final long timeNs, final long maxLagNs) {
        final long flowNs = flow.nextTimeNs();
        if (flowNs < timeNs - maxLagNs) {
            flow.delay(timeNs - maxLagNs - flowNs);
        }
    }

    /** Whether the engine may send more: false while too much waits to be handled. */
    public boolean takesOrders() {
        return orders.size() < MAX_FEED_BACKLOG;
    }

    /** Whether messages are waiting that the sink has refused. */
    public boolean isBlocked() {
        return executionsBlocked || feedBlocked;
    }

    /** Ends the background; what it has in the books stays. */
    public void stopFlow() {
        flow.stop();
    }

    /** Ends the engine's session in order; depending on the configuration its orders are cancelled before. */
    public void endSession(final long timeNs) {
        beginEvent(timeNs);
        exchange.endSession();
        busy = false;
    }

    /** The engine's session breaks off; depending on the configuration its orders are cancelled. */
    public void disconnect(final long timeNs) {
        beginEvent(timeNs);
        exchange.disconnect();
        busy = false;
    }

    /** Begins the engine's session again; what happened in between can be asked for. */
    public void connect(final long timeNs) {
        beginEvent(timeNs);
        exchange.connect();
        busy = false;
    }

    /**
     * All that the feed has to say to who listens from here on, in place of what has not left yet: phase and status of
     * all instruments, and every order as it rests. The books are RECOVERING until the last one is told.
     */
    @ColdPath
    public void image(final long timeNs) {
        final boolean publishes = tellsNatives;
        feed.clear();
        beginEvent(timeNs);
        tellsNatives = false;
        exchange.image();
        tellsNatives = publishes;
        busy = false;
    }

    /** Says again that the engine's session is up, as a sign of life; nothing when it is not. */
    public void repeatSession(final long timeNs) {
        beginEvent(timeNs);
        exchange.repeatSession();
        busy = false;
    }

    /** Whether the engine's session is up. */
    public boolean connected() {
        return exchange.connected();
    }

    /** Executions that have not left yet, and market data. */
    public boolean drained() {
        return executions.isEmpty() && feed.isEmpty() && natives.isEmpty();
    }

    /** Halts or resumes trading of an instrument; false when there is no such instrument. */
    public boolean status(final long timeNs, final int instrumentId, final TradingStatus status) {
        beginEvent(timeNs);
        final boolean known = exchange.status(instrumentId, status);
        busy = false;
        return known;
    }

    /** Stops the background and closes the log. */
    @Override
    @ColdPath
    public void close() {
        flow.stop();
        log.close();
    }

    /** Decisions of the background so far. */
    public long flowDecisionCount() {
        return flow.decisionCount();
    }

    /** A hash of the background's decisions so far; what the engine does has no influence on it. */
    public long flowDigest() {
        return flow.digest();
    }

    /**
     * Messages of the engine that were ignored: malformed, of an unknown kind, for somebody else, or without a session.
     */
    public long ignoredCount() {
        return exchange.malformedCount()
                + exchange.unknownTemplateCount()
                + exchange.misroutedCount()
                + exchange.disconnectedCount();
    }

    /** Executions that were asked for again and are not kept any more. */
    public long lostHistoryCount() {
        return exchange.lostHistoryCount();
    }

    /** Background orders that found no room or a halted instrument. */
    public long refusedFlowCount() {
        return exchange.refusedFlowCount();
    }

    /** Orders that the engine has open here. */
    public int openOrderCount() {
        return exchange.sessionOrders().openCount();
    }

    /** No message of the engine waits to be handled, and the engine has no open order here. */
    public boolean settled() {
        return orders.isEmpty() && openOrderCount() == 0;
    }

    Exchange exchange() {
        return exchange;
    }

    private void beginEvent(final long timeNs) {
        busy = true;
        exchange.time(timeNs);
        executions.draw();
        feed.draw();
        natives.draw();
    }

    private boolean deliverExecution() {
        busy = true;
        final boolean taken = sink.onExecution(executions.buffer(), executions.offset(), executions.length());
        busy = false;
        if (taken) {
            executions.remove();
        }
        return taken;
    }

    private boolean deliverFeed() {
        busy = true;
        final boolean taken = sink.onFeed(feed.buffer(), feed.offset(), feed.length());
        busy = false;
        if (taken) {
            feed.remove();
        }
        return taken;
    }

    /** Straight to the sink where nothing stands before it, else by the queue. */
    private final class Output implements VenueOutput {
        @Override
        public void onFeed(final DirectBuffer buffer, final int offset, final int length) {
            if (tellsNatives) {
                publish(buffer, offset, length);
            }
            if (tellsSink && (!feed.isImmediate() || !feed.isEmpty() || !sink.onFeed(buffer, offset, length))) {
                feed.add(exchange.timeNs(), buffer, offset, length);
            }
        }

        private void publish(final DirectBuffer buffer, final int offset, final int length) {
            if (natives.isImmediate()) {
                nativeFeed.onFeed(buffer, offset, length);
            } else {
                natives.add(exchange.timeNs(), buffer, offset, length);
            }
        }

        @Override
        public void onExecution(final DirectBuffer buffer, final int offset, final int length) {
            if (!executions.isImmediate() || !executions.isEmpty() || !sink.onExecution(buffer, offset, length)) {
                executions.add(exchange.timeNs(), buffer, offset, length);
            }
        }
    }
}
