package io.tiercel.engine.boot.session;

import io.aeron.ExclusivePublication;
import io.tiercel.engine.boot.command.EngineMark;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.ingress.AeronSource;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.lane.AnalyticsLane;
import io.tiercel.engine.observe.FeedFigures;
import io.tiercel.engine.observe.Total;
import io.tiercel.engine.pipeline.Stage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * Engine and built-in market over Aeron IPC, the market on a thread of its own, the engine on one or, in the fused
 * layout, four.
 *
 * <pre>
 *  tiercel-market-ID ── feed, executions ──► tiercel-engine (ingress, journal, core, gate; invokes the media driver)
 *        ▲──────────────── orders ─────────────┘
 *
 *  fused:                                    tiercel-engine (ingress; invokes the media driver)
 *                                               └─► tiercel-journal, tiercel-core ─► tiercel-gate
 *        ▲──────────────── orders ──────────────────────────────────────────────────────┘
 *  tiercel-feed-NAME ── feed ───────────► tiercel-engine
 *                                            tiercel-lane-NAME: reads quotes of the core, its results are inputs
 *        ▲── mass cancel ── tiercel-supervisor: looks whether the engine's threads make rounds
 *  main: waits, prints progress, asks for the stop
 * </pre>
 */
final class LiveRun {
    /** The one that drives the pipeline. */
    static final String ENGINE_THREAD = "tiercel-engine";

    private static final long POLL_INTERVAL_MS = 50;
    private static final long JOIN_GRACE_MS = 10_000;
    private static final long CANCEL_TIMEOUT_NS = 1_000_000_000L;
    private static final long CANCEL_POLL_NS = 100_000;
    private static final int UPKEEP_WARM_UP = 50_000;
    private static final int UPKEEP_MASK = 63;

    private final Session session;
    private final Start start;
    private final StopWish stop;
    private final PrintStream err;
    private final AeronTransport transport;
    private List<LiveVenue> markets = List.of();
    private final List<LiveLane> lanes = new ArrayList<>();
    private LiveFeeds feedLanes;
    private final ReferenceWatch reference;
    private final RoomWatch room;
    private final Clock clock = new AnchoredClock();
    private final EngineLoop loop;
    private StatusFile statusFile;
    private final Supervision supervision;
    private final Thread engineThread;
    private final AllocationWatch allocations = new AllocationWatch();
    // Written by the engine's thread when it dies, read by main after it has joined.
    private volatile Throwable failure;
    // As above.
    private volatile int unreached;
    private String endedBy;
    private Hang hang;

    LiveRun(final Session session, final Start start, final StopWish stop, final PrintStream err) {
        this.session = session;
        this.start = start;
        this.stop = stop;
        this.err = err;
        final EngineConfiguration configuration = session.configuration();
        transport = new AeronTransport(
                configuration.aeron(),
                configuration.venues().stream().anyMatch(venue -> venue.lines().network())
                        || configuration.feeds().stream().anyMatch(EngineConfiguration.Feed::network));
        try {
            // First: who sees the status can read the counters.
            session.publish(counter -> transport.counter(configuration.engine().id(), counter));
            statusFile = new StatusFile(
                    Path.of(transport.directory()), configuration.engine().id(), session.statusLength());
            session.showOn(statusFile.buffer());
            session.logTimes(err::println);
            loop = open(configuration);
        } catch (final RuntimeException failed) {
            close();
            throw failed;
        }
        reference =
                new ReferenceWatch(session.loaded(), session.reference(), clock.timeNs(), loop.referenceData(), err);
        room = new RoomWatch(session.journal(), session.commit(), session.journalFolder(), err);
        for (final AnalyticsLane lane : session.lanes().all()) {
            lanes.add(new LiveLane(session.lanes(), lane, configuration.lanes().get(lane.id() - 1), err));
        }
        engineThread = new Thread(this::runEngine, ENGINE_THREAD);
        // One that hangs must not keep the process from ending.
        engineThread.setDaemon(true);
        transport.engineThread(engineThread);
        supervision = new Supervision(session, engineThread, markets);
    }

    private EngineLoop open(final EngineConfiguration configuration) {
        final Venues venues = new Venues(session, transport, clock, AnchoredClock::new, err);
        markets = venues.all();
        feedLanes = new LiveFeeds(session, transport, err);
        venues.connect(feedLanes.subscriptions(), stop);
        warmUpkeep();
        final ExclusivePublication results = transport.commandResults();
        final EngineLoop opened = session.open(
                this::pin,
                results::offer,
                new AeronSource(transport.commands()),
                venues.executions(),
                feedLanes.after(venues.feeds()));
        transport.show(EngineMark.of(configuration));
        return opened;
    }

    /** On the stage's own thread. */
    private void pin(final Stage stage) {
        final EngineConfiguration.Fused fused = session.configuration().engine().fused();
        Pinning.pin(
                switch (stage) {
                    case JOURNAL -> fused.journalProcessor();
                    case CORE -> fused.coreProcessor();
                    case GATE -> fused.gateProcessor();
                },
                err);
    }

    /** Until Aeron's upkeep is compiled in full: its iterators are no longer allocated then. */
    private void warmUpkeep() {
        for (int i = 0; i < UPKEEP_WARM_UP; i++) {
            transport.settle();
        }
    }

    /**
     * Runs until the duration, counted from the first market data, is over, a stop is asked for, a market or the engine
     * dies, or no market data comes.
     */
    void run(final long durationNs, final Progress progress) throws InterruptedException {
        ClassesAhead.hold();
        markets.forEach(market -> market.start().ifPresent(allocations::watch));
        feedLanes.start(allocations::watch);
        lanes.forEach(lane -> allocations.watch(lane.start()));
        start.ready(err);
        engineThread.start();
        allocations.watch(engineThread);
        session.pipeline().stages().forEach(stage -> allocations.watch(stage.thread()));
        supervision.start();
        if (session.beginsStopping()) {
            loop.requestStop();
        }
        try {
            watch(durationNs, progress);
        } finally {
            // Whatever ended the watch, the engine is not left to itself.
            stop();
        }
    }

    private void watch(final long durationNs, final Progress progress) throws InterruptedException {
        final long startNs = System.nanoTime();
        long endNs = Long.MAX_VALUE;
        long warmNs = Long.MAX_VALUE;
        while (engineThread.isAlive() && !progress.stopRequested() && System.nanoTime() < endNs) {
            engineThread.join(POLL_INTERVAL_MS);
            if (supervision.tripped()) {
                return;
            }
            progress.showIfDue();
            markets.forEach(LiveVenue::tell);
            feedLanes.tell();
            reference.check(clock.timeNs());
            room.showIfChanged();
            final long nowNs = System.nanoTime();
            lanes.forEach(lane -> lane.watch(nowNs));
            if (endNs == Long.MAX_VALUE && progress.total(Total.MARKET_EVENTS) > 0) {
                endNs = durationNs == Long.MAX_VALUE ? Long.MAX_VALUE - 1 : nowNs + durationNs;
                warmNs = nowNs + AllocationWatch.warmUpNs(durationNs);
            }
            if (nowNs >= warmNs) {
                warmNs = Long.MAX_VALUE;
                allocations.begin();
            }
            final boolean waits = endNs == Long.MAX_VALUE && durationNs != Long.MAX_VALUE;
            if (waits && nowNs - startNs >= session.parts().firstDataTimeoutNs()) {
                endedBy = FirstData.missing(session.parts().firstDataTimeoutNs());
            }
            noteEndedMarket();
            endedBy = endedBy == null ? room.gone() : endedBy;
            if (endedBy != null) {
                return;
            }
        }
    }

    /** And the supervisor has not given it up. When a stage hangs, the supervisor sees that. */
    private boolean runs() {
        return !ended() && !supervision.tripped();
    }

    private void noteEndedMarket() {
        for (final LiveVenue market : markets) {
            endedBy = endedBy == null ? market.ended() : endedBy;
        }
    }

    private void stop() throws InterruptedException {
        allocations.end();
        if (!supervision.tripped()) {
            loop.requestStop();
        }
        final long timeoutNs = session.configuration().stop().timeoutNs() + JOIN_GRACE_MS * 1_000_000;
        final long startNs = System.nanoTime();
        while (runs() && System.nanoTime() - startNs < timeoutNs) {
            if (engineThread.isAlive()) {
                engineThread.join(POLL_INTERVAL_MS);
            } else {
                LockSupport.parkNanos(POLL_INTERVAL_MS * 1_000_000);
            }
        }
        supervision.close();
        lanes.forEach(LiveLane::close);
        if (supervision.tripped()) {
            // Nothing waits for the thread that hung any more: it may never come back.
            hang = supervision.end(err);
            failure = new HangException(hang.text(), failure);
        } else if (engineThread.isAlive()) {
            failure = new IllegalStateException("the engine's thread did not end within the stop timeout");
        }
        noteEndedMarket();
    }

    private void runEngine() {
        Pinning.pin(session.configuration().engine().core(), err);
        final IdleStrategy idle = IdleStrategies.of(session.layout().idle());
        int round = 0;
        // The first round is watched, too.
        loop.heartbeat().beat();
        try {
            while (!loop.stopped()) {
                final int workCount = transport.serveNetwork() + loop.doWork();
                if (supervision.tripped()) {
                    // It hung, and is back. Its own mass cancel goes behind whatever it still sent.
                    throw supervision.givenUp();
                }
                if ((++round & UPKEEP_MASK) == 0) {
                    transport.engineUpkeep();
                }
                idle.idle(workCount);
            }
            transport.serveNetwork();
        } catch (final Throwable broken) {
            failure = broken;
            if (!loop.halt()) {
                // Gate and venues are not this thread's: the supervisor sees the one that hangs, and cancels.
                return;
            }
            supervision.back();
            unreached = loop.fail(broken);
            if (unreached > 0) {
                err.println("the mass cancel could not be sent to " + unreached + " of " + markets.size()
                        + " venues: cancel the orders there by hand");
            }
            awaitCancels();
        }
    }

    /** The markets end after this thread: what it still sent would be lost with them. */
    private void awaitCancels() {
        final long deadlineNs = System.nanoTime() + CANCEL_TIMEOUT_NS;
        for (final LiveVenue market : markets) {
            while (!market.settled() && market.ended() == null && System.nanoTime() < deadlineNs) {
                // Where this thread serves the network, nobody else sends what was offered.
                transport.serveNetwork();
                LockSupport.parkNanos(CANCEL_POLL_NS);
            }
            if (!market.settled()) {
                err.println("market " + market.name() + " has not shown within 1 s that it has cancelled all orders");
            }
        }
    }

    /** The engine's threads are gone, so that no input follows any more. */
    boolean ended() {
        return engineThread == null
                || !engineThread.isAlive() && session.pipeline().ended();
    }

    /** Why the engine died, or null. */
    Throwable failure() {
        return failure;
    }

    /** Those of its pipeline. After the start. */
    Set<Thread> engineThreads() {
        final Set<Thread> threads = new HashSet<>();
        threads.add(engineThread);
        session.pipeline().stages().forEach(stage -> threads.add(stage.thread()));
        return threads;
    }

    /** Venues that the last mass cancel could not be sent to. */
    int unreached() {
        return unreached;
    }

    AllocationWatch allocations() {
        return allocations;
    }

    /** What is known of a hang of a thread of the engine, or null when there was none. */
    Hang hang() {
        return hang;
    }

    /** Why trading was ended although the engine was well, or null. */
    String endedBy() {
        return endedBy;
    }

    /** Why logs of markets are not to be trusted; after {@link #close}. */
    List<String> logFailures() {
        return markets.stream()
                .map(LiveVenue::logFailure)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What the lanes of feeds counted. */
    List<FeedFigures> feeds() {
        return feedLanes.figures();
    }

    /** Throws nothing, so that it hides nothing: what goes wrong is printed. */
    void close() {
        markets.forEach(LiveVenue::close);
        if (feedLanes != null) {
            feedLanes.close();
        }
        if (engineThread == null || engineThread.getState() == Thread.State.NEW) {
            // It did not come to its start.
            session.halt();
        }
        if (!ended()) {
            // Its streams must not be unmapped under it. The process is about to end; the driver's folder stays behind.
            err.println("a thread of the engine still runs: its Aeron streams and its journal are left open");
            session.abandon();
            return;
        }
        session.timeLogs().end();
        if (markets.stream().anyMatch(LiveVenue::hung) || feedLanes != null && feedLanes.hung()) {
            // As above.
            return;
        }
        try {
            if (statusFile != null) {
                statusFile.close();
            }
            transport.close();
        } catch (final RuntimeException failed) {
            err.println("Aeron could not be closed: " + Causes.text(failed));
        }
    }
}
