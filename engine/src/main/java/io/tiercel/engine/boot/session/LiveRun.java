package io.tiercel.engine.boot.session;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.tiercel.engine.boot.command.EngineMark;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.ingress.AeronSource;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.MergedSource;
import io.tiercel.engine.observe.CoreStatus.Total;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.venue.AeronVenuePort;
import io.tiercel.engine.venue.sim.SimVenueAgent;
import io.tiercel.engine.venue.sim.VenueLog;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.IdleStrategy;

/**
 * Engine and built-in market on a thread each, over Aeron IPC.
 *
 * <pre>
 *  tiercel-market-ID ── feed, executions ──► tiercel-engine (ingress, journal, core, gate; invokes the media driver)
 *        ▲──────────────── orders ─────────────┘
 *  main: waits, prints progress, asks for the stop
 * </pre>
 */
final class LiveRun {
    private static final long POLL_INTERVAL_MS = 50;
    private static final long SETTLE_TIMEOUT_NS = 10_000_000_000L;
    private static final long JOIN_GRACE_MS = 10_000;
    private static final int SESSION_IDS = 1 << 22;
    private static final int UPKEEP_WARM_UP = 50_000;
    private static final int UPKEEP_MASK = 63;

    private final Session session;
    private final PrintStream err;
    private final AeronTransport transport;
    private final List<AgentRunner> markets = new ArrayList<>();
    private final List<VenueLog> logs = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final ReferenceWatch reference;
    private final Clock clock = new AnchoredClock();
    private final EngineLoop loop;
    private final Thread engineThread;
    private final AllocationWatch allocations = new AllocationWatch();
    // Written by the engine's thread when it dies, read by main after it has joined.
    private volatile Throwable failure;

    LiveRun(final Session session, final PrintStream err) {
        this.session = session;
        this.err = err;
        final EngineConfiguration configuration = session.configuration();
        transport = new AeronTransport(configuration.aeron());
        try {
            loop = open(configuration);
        } catch (final RuntimeException failed) {
            close();
            throw failed;
        }
        reference =
                new ReferenceWatch(session.loaded(), session.reference(), clock.timeNs(), loop.referenceData(), err);
        engineThread = new Thread(this::runEngine, "tiercel-engine");
    }

    private EngineLoop open(final EngineConfiguration configuration) {
        final List<InputSource> feeds = new ArrayList<>();
        final List<InputSource> executions = new ArrayList<>();
        // Differs from run to run for weeks, so that execution ids do, too.
        final int sessionId = (int) (clock.timeNs() / 1_000_000_000L % SESSION_IDS) + 1;
        for (final Venue venue : configuration.venues()) {
            feeds.add(new AeronSource(subscribed(transport.feed(venue.id()))));
            executions.add(new AeronSource(subscribed(transport.executions(venue.id()))));
            session.gate().connect(venue.id(), port(transport, venue));
            markets.add(market(venue, sessionId));
        }
        settle();
        warmUpkeep();
        final ExclusivePublication results = transport.commandResults();
        final EngineLoop opened = session.open(
                results::offer,
                new AeronSource(transport.commands()),
                new MergedSource(executions),
                feeds.toArray(new InputSource[0]));
        transport.show(EngineMark.of(configuration));
        return opened;
    }

    /**
     * An invoked driver frees room in a stream only when it is invoked: without that the gate would wait for nothing.
     */
    private static VenuePort port(final AeronTransport transport, final Venue venue) {
        final VenuePort port = new AeronVenuePort(transport.orders(venue.id()));
        return (buffer, offset, length) -> {
            final VenuePort.Result result = port.send(buffer, offset, length);
            if (result == VenuePort.Result.BACK_PRESSURE) {
                transport.invokeDriver();
            }
            return result;
        };
    }

    private Subscription subscribed(final Subscription subscription) {
        subscriptions.add(subscription);
        return subscription;
    }

    private AgentRunner market(final Venue venue, final int sessionId) {
        final VenueLog log = VenueLog.create(BuiltInMarket.logFile(session.journalFolder(), venue));
        logs.add(log);
        final Subscription orders = subscribed(transport.marketOrders(venue.id()));
        final Clock marketClock = new AnchoredClock();
        final SimVenueAgent agent = new SimVenueAgent(
                BuiltInMarket.venue(venue, sessionId),
                BuiltInMarket.instruments(venue, session.reference()),
                log,
                orders,
                transport.marketFeed(venue.id()),
                transport.marketExecutions(venue.id()),
                marketClock::timeNs,
                transport.marketInvoker());
        return new AgentRunner(
                IdleStrategies.of(venue.idle()),
                error -> err.println("market " + venue.name() + ": " + error),
                null,
                agent);
    }

    private void settle() {
        final long deadlineNs = System.nanoTime() + SETTLE_TIMEOUT_NS;
        for (final Subscription subscription : subscriptions) {
            while (!subscription.isConnected()) {
                transport.settle();
                if (System.nanoTime() > deadlineNs) {
                    throw new IllegalStateException("Aeron stream " + subscription.streamId() + " on "
                            + subscription.channel() + " has no publisher after 10 s: is the media driver alive?");
                }
            }
        }
    }

    /** Until Aeron's upkeep is compiled in full: its iterators are no longer allocated then. */
    private void warmUpkeep() {
        for (int i = 0; i < UPKEEP_WARM_UP; i++) {
            transport.settle();
        }
    }

    /**
     * Runs until the duration, counted from the first market data, is over, a stop is asked for, or the engine dies.
     */
    void run(final long durationNs, final Progress progress) throws InterruptedException {
        int index = 0;
        for (final AgentRunner market : markets) {
            final Venue venue = session.configuration().venues().get(index++);
            final Thread thread = AgentRunner.startOnThread(
                    market,
                    run -> new Thread(
                            () -> {
                                Pinning.pin(venue.core(), err);
                                run.run();
                            },
                            "tiercel-market-" + venue.id()));
            allocations.watch(thread);
        }
        engineThread.start();
        allocations.watch(engineThread);
        try {
            watch(durationNs, progress);
        } finally {
            // Whatever ended the watch, the engine is not left to itself.
            stop();
        }
    }

    private void watch(final long durationNs, final Progress progress) throws InterruptedException {
        long endNs = Long.MAX_VALUE;
        long warmNs = Long.MAX_VALUE;
        while (engineThread.isAlive() && !progress.stopRequested() && System.nanoTime() < endNs) {
            engineThread.join(POLL_INTERVAL_MS);
            progress.showIfDue();
            reference.check(clock.timeNs());
            final long nowNs = System.nanoTime();
            if (endNs == Long.MAX_VALUE && progress.total(Total.MARKET_EVENTS) > 0) {
                endNs = durationNs == Long.MAX_VALUE ? Long.MAX_VALUE - 1 : nowNs + durationNs;
                warmNs = nowNs + AllocationWatch.warmUpNs(durationNs);
            }
            if (nowNs >= warmNs) {
                warmNs = Long.MAX_VALUE;
                allocations.begin();
            }
        }
    }

    private void stop() throws InterruptedException {
        allocations.end();
        loop.requestStop();
        engineThread.join(session.configuration().stop().timeoutNs() / 1_000_000 + JOIN_GRACE_MS);
        if (engineThread.isAlive()) {
            failure = new IllegalStateException("the engine's thread did not end within the stop timeout");
        }
    }

    private void runEngine() {
        Pinning.pin(session.configuration().engine().core(), err);
        final IdleStrategy idle =
                IdleStrategies.of(session.configuration().engine().idle());
        int round = 0;
        try {
            while (!loop.stopped()) {
                final int workCount = loop.doWork();
                if ((++round & UPKEEP_MASK) == 0) {
                    transport.engineUpkeep();
                }
                idle.idle(workCount);
            }
        } catch (final Throwable broken) {
            failure = broken;
            final int unreached = loop.fail(broken);
            if (unreached > 0) {
                err.println("the mass cancel could not be sent to " + unreached + " of " + markets.size()
                        + " venues: cancel the orders there by hand");
            }
        }
    }

    /** The engine's thread is gone, so that no input follows any more. */
    boolean ended() {
        return engineThread == null || !engineThread.isAlive();
    }

    /** Why the engine died, or null. */
    Throwable failure() {
        return failure;
    }

    AllocationWatch allocations() {
        return allocations;
    }

    void close() {
        markets.forEach(AgentRunner::close);
        logs.forEach(VenueLog::close);
        if (!ended()) {
            // Its streams must not be unmapped under it. The process is about to end; the driver's folder stays behind.
            err.println("the engine's thread still runs: its Aeron streams are left open");
        } else {
            transport.close();
        }
    }
}
