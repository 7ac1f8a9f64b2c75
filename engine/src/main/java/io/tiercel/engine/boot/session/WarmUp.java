package io.tiercel.engine.boot.session;

import io.aeron.ExclusivePublication;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.engine.boot.command.CommandStreams;
import io.tiercel.engine.boot.command.OutgoingCommand;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.core.SetupException;
import io.tiercel.engine.ingress.AeronSource;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.venue.sim.NativeFeed;
import io.tiercel.engine.venue.sim.SimVenueAgent;
import io.tiercel.engine.venue.sim.VenueLog;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.IoUtil;
import org.agrona.concurrent.Agent;

/**
 * Before a live run: a second engine with the same configuration trades on the built-in market, so that the JVM has
 * loaded and compiled what the first real orders will run. All of it is the run's own kind, classes of clocks and
 * streams included, since a kind that compiled code has never met makes the JVM give that code up.
 *
 * <pre>
 *  one thread:  market of each venue ══ Aeron, a driver of its own ══ pipeline, core, journal in a temporary folder
 * </pre>
 *
 * Time jumps whenever all is silent. Nothing of it is kept, and nothing of it can reach a venue: its media driver is
 * another one.
 */
final class WarmUp {
    /**
     * What it came to.
     *
     * @param inputs  handled by the second core
     * @param orders  new ones and replaces that left its gate
     * @param settled the JVM had nothing left to compile; otherwise the time was over
     */
    record Result(long inputs, long orders, long durationNs, boolean settled) {
        static final Result NONE = new Result(0, 0, 0, false);
    }

    /** While all is silent each is twice the one before; a round takes longer than to be a little late. */
    private static final long LEAST_LEAP_NS = 5_000;

    private static final long GREATEST_LEAP_NS = 160_000;
    private static final int UPKEEP_MASK = 63;
    /** So often all is killed, and this much later it goes on. */
    private static final long KILL_INTERVAL_NS = 1_000_000_000L;

    private static final long KILLED_NS = 20_000_000L;
    /** How often it looks whether the JVM still compiles. */
    private static final long LOOK_NS = 5_000_000L;

    private static final long LEAST_INPUTS = 50_000;
    /** The JVM counts a compilation when it is done; long ones take about this. */
    private static final long SETTLED_AFTER_NS = 200_000_000L;
    /** A few rounds take that long on no machine that one would trade on. */
    private static final long HANG_NS = 5_000_000_000L;
    /** From its last round to the first of the run, on a machine that is busy. */
    private static final long TO_READY_NS = 400_000_000L;
    /** However late it begins. */
    private static final long LEAST_NS = 500_000_000L;
    /** Beyond the configured time: what it takes to make and close all of it. */
    private static final long GRACE_NS = 30_000_000_000L;
    /** For who does not want its result any more. */
    private static final long END_MS = 5_000;

    private static final long POLL_INTERVAL_MS = 50;

    /** One that is given up may still be closing its driver when the next begins. */
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final LoadedConfiguration loaded;
    private final ReferenceData reference;
    private final RunParts parts;
    private final LayoutChoice layout;
    private final StopWish stop;
    private final PrintStream err;
    private final long limitNs;
    private final Thread thread;
    private final AnchoredClock clock = AnchoredClock.startingAt(VirtualRun.START_NS);
    private final CountDownLatch trading = new CountDownLatch(1);
    private final List<Agent> markets = new ArrayList<>();
    private ExclusivePublication commands;
    private long nextCommandNs;
    private boolean killed;
    // Written by the warm-up's thread, read by who waits for it: when its last rounds ended, if it trades.
    private volatile long aliveNs;
    private volatile boolean inRounds;
    // Written by who waits for it.
    private volatile boolean brokenOff;
    // Written by the warm-up's thread, read after it has ended.
    private Result result = Result.NONE;
    private Throwable failure;

    WarmUp(
            final LoadedConfiguration loaded,
            final ReferenceData reference,
            final RunParts parts,
            final LayoutChoice layout,
            final StopWish stop,
            final PrintStream err) {
        this.loaded = loaded;
        this.reference = reference;
        this.parts = parts;
        this.layout = layout;
        this.stop = stop;
        this.err = err;
        limitNs = loaded.configuration().engine().warmUpNs();
        thread = new Thread(this::runGuarded, "tiercel-warm-up");
        // A strategy that never comes back must not keep the process.
        thread.setDaemon(true);
    }

    /** Begins, on a thread of its own. */
    void start() {
        thread.start();
    }

    /** Until it trades, or has ended: what is to be made meanwhile has a processor then. */
    void awaitTrading() throws InterruptedException {
        trading.await(GRACE_NS, TimeUnit.NANOSECONDS);
    }

    /**
     * Until it has ended, as long as configured at most.
     *
     * @throws EnvironmentException when it does not end or breaks, as the run itself would
     */
    Result await() throws InterruptedException {
        final long endNs = System.nanoTime() + limitNs + GRACE_NS;
        while (thread.isAlive() && System.nanoTime() < endNs && !hangs()) {
            thread.join(POLL_INTERVAL_MS);
        }
        if (thread.isAlive()) {
            throw new EnvironmentException("the warm-up made no round for " + HANG_NS / 1_000_000_000
                    + " s and stands at " + HangSite.place(thread) + "; a strategy that does not return has to be"
                    + " corrected; if the machine is too busy, start again, or set engine.warmUp = 0s");
        }
        if (failure instanceof StoppedException || failure instanceof SetupException) {
            throw (RuntimeException) failure;
        }
        if (failure != null) {
            throw new EnvironmentException("the warm-up failed: " + Causes.text(failure)
                    + "; the run would, too: correct that, or set engine.warmUp = 0s");
        }
        // What it leaves behind is collected now rather than while orders are open.
        System.gc();
        return result;
    }

    private boolean hangs() {
        return inRounds && System.nanoTime() - aliveNs > HANG_NS;
    }

    /** Nobody waits for its result any more: leaves nothing behind, if it can. */
    void breakOff() {
        brokenOff = true;
        try {
            thread.join(END_MS);
        } catch (final InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void runGuarded() {
        try {
            final Path folder = Files.createTempDirectory("tiercel-warm-up-");
            try {
                run(folder);
            } finally {
                IoUtil.delete(folder.toFile(), true);
            }
        } catch (final IOException | RuntimeException | Error broken) {
            failure = broken;
        } finally {
            trading.countDown();
        }
    }

    private void run(final Path folder) {
        final String aeronFolder = CommandStreams.directoryPrefix() + "warm-up-"
                + ProcessHandle.current().pid() + '-' + STARTED.incrementAndGet();
        final EngineConfiguration rehearsal = loaded.configuration().rehearsal(aeronFolder, this::takesPart);
        final RunParts own = new RunParts(
                parts.strategies(),
                RunParts::newJournal,
                file -> VenueLog.none(),
                parts.firstDataTimeoutNs(),
                parts.jars(),
                parts.calculations(),
                parts.log().rehearsal());
        try (AeronTransport transport = new AeronTransport(rehearsal.aeron());
                Session session = new Session(
                        loaded.with(rehearsal), reference, folder.resolve("journal"), own, layout, clock, 1)) {
            session.commit().byHand();
            session.publish(counter -> transport.counter(rehearsal.engine().id(), counter));
            session.logTimes(err::println);
            final Venues venues = new Venues(session, transport, clock, () -> clock, err);
            try {
                markets(venues, session, transport);
                venues.connect(List.of(), stop);
                commands = transport.commander();
                nextCommandNs = clock.timeNs() + KILL_INTERVAL_NS;
                final EngineLoop loop = session.open(
                        stage -> {},
                        transport.commandResults()::offer,
                        new AeronSource(transport.commands()),
                        venues.executions(),
                        venues.feeds().toArray(new InputSource[0]));
                trading.countDown();
                trade(session, loop, transport);
                stop.check();
                session.disabledStrategies().list().forEach(this::tell);
            } finally {
                session.halt();
                session.timeLogs().end();
                venues.all().forEach(LiveVenue::close);
                markets.forEach(Agent::onClose);
            }
        }
    }

    private boolean takesPart(final StrategyConfiguration strategy) {
        if (!strategy.enabled()) {
            return false;
        }
        final List<String> kept = parts.jars().staticObjects(strategy);
        if (!kept.isEmpty()) {
            err.println("strategy " + strategy.name() + " takes no part in the warm-up: what it keeps in "
                    + String.join(", ", kept) + " would stay for the run");
        }
        return kept.isEmpty();
    }

    private void markets(final Venues venues, final Session session, final AeronTransport transport) {
        for (int i = 0; i < venues.all().size(); i++) {
            final Venue venue = session.configuration().venues().get(i);
            markets.add(
                    venues.all().get(i) instanceof LiveMarket within
                            ? within.byHand()
                            : new SimVenueAgent(
                                    BuiltInMarket.venue(venue, 1),
                                    BuiltInMarket.instruments(venue, reference),
                                    VenueLog.none(),
                                    transport.marketOrders(venue.id(), venue.lines()),
                                    transport.marketFeed(venue.id(), venue.lines()),
                                    transport.marketExecutions(venue.id(), venue.lines()),
                                    NativeFeed.NONE,
                                    clock::timeNs,
                                    transport.marketInvoker()));
        }
    }

    private void trade(final Session session, final EngineLoop loop, final AeronTransport transport) {
        final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        final long startNs = System.nanoTime();
        final long lastsNs = lastsNs(
                limitNs,
                loaded.configuration().engine().readyWithinNs(),
                TimeUnit.MILLISECONDS.toNanos(
                        ManagementFactory.getRuntimeMXBean().getUptime()));
        long compiledMs = -1;
        long compiledNs = startNs;
        long nowNs = startNs;
        long nextLookNs = startNs;
        long leapNs = LEAST_LEAP_NS;
        int round = 0;
        boolean settled = false;
        aliveNs = startNs;
        inRounds = true;
        while (!settled && nowNs - startNs < lastsNs && !loop.stopped() && !stop.asked() && !brokenOff) {
            int workCount = 0;
            for (int i = 0; i < markets.size(); i++) {
                workCount += doWork(markets.get(i));
            }
            workCount += loop.doWork();
            command();
            leapNs = workCount > 0 ? LEAST_LEAP_NS : Math.min(2 * leapNs, GREATEST_LEAP_NS);
            if (workCount == 0) {
                clock.leap(leapNs);
            }
            if ((++round & UPKEEP_MASK) == 0) {
                transport.engineUpkeep();
                nowNs = System.nanoTime();
                aliveNs = nowNs;
                if (nowNs >= nextLookNs) {
                    nextLookNs = nowNs + LOOK_NS;
                    final long totalMs = compiler.getTotalCompilationTime();
                    if (totalMs != compiledMs) {
                        compiledMs = totalMs;
                        compiledNs = nowNs;
                    }
                    settled =
                            session.ingress().lastSequence() >= LEAST_INPUTS && nowNs - compiledNs >= SETTLED_AFTER_NS;
                }
            }
        }
        inRounds = false;
        session.pipeline().settle();
        final SessionMetrics metrics = session.metrics();
        result = new Result(
                session.ingress().lastSequence(),
                metrics.outputs(NewOrderDecoder.TEMPLATE_ID) + metrics.outputs(ReplaceOrderDecoder.TEMPLATE_ID),
                nowNs - startNs,
                settled);
    }

    /**
     * From now on, at most.
     *
     * @param readyWithinNs after the process's start; 0 for no bound
     * @param sinceNs       the process began
     */
    static long lastsNs(final long limitNs, final long readyWithinNs, final long sinceNs) {
        return readyWithinNs == 0
                ? limitNs
                : Math.min(limitNs, Math.max(LEAST_NS, readyWithinNs - TO_READY_NS - sinceNs));
    }

    /** A kill is rare, and must not be the slower for it. */
    private void command() {
        if (clock.timeNs() >= nextCommandNs) {
            final OutgoingCommand command = killed ? OutgoingCommand.resume(0) : OutgoingCommand.kill(0);
            commands.offer(command.buffer(), 0, command.length());
            killed = !killed;
            nextCommandNs = clock.timeNs() + (killed ? KILLED_NS : KILL_INTERVAL_NS);
        }
    }

    private static int doWork(final Agent market) {
        try {
            return market.doWork();
        } catch (final RuntimeException thrown) {
            throw thrown;
        } catch (final Exception thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    private void tell(final DisabledStrategies.Disabled disabled) {
        err.println("strategy " + disabled.strategy() + " failed in the warm-up: "
                + disabled.failure().text());
    }
}
