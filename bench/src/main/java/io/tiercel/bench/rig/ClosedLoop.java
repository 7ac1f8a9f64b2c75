package io.tiercel.bench.rig;

import io.tiercel.bench.report.Failure;
import io.tiercel.bench.report.PairedWindows;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.engine.boot.session.Pinning;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One tick at a time, in windows that alternate with those of a bare echo on the same two processors.
 *
 * <pre>
 *  rig ── tick ──► engine                 clock starts before the offer
 *   ▲─── order ──────┘                    clock stops when the order is there
 *  rig ── accepted, cancelled ──► engine  and is awaited before the next tick
 * </pre>
 *
 * <p>While the echo answers, the engine's process stands still; each window begins with some ticks that do not count.
 * One start of the engine and of the echo; what it gives is added to what others gave.
 */
public final class ClosedLoop {
    private static final int PROGRESS_PAIRS = 10;
    private static final int UPKEEP_ROUNDS = 16;
    private static final int MAX_PINGS = 1_000_000;
    /** The engine stands still for the time of so many echoes, and a network's lines are given up after 4 s. */
    private static final int MAX_UDP_PINGS = 20_000;

    private final RigSettings settings;
    private final Plan plan;
    private final int settlePings;
    private final long[] samples;
    private final long[] beginsNs;
    private final SpinCheck spinCheck;
    private final ClosedLoopFigures figures;
    private EngineProcess engine;
    private VenueSide venue;
    private EchoSide echo;
    private RoundTrip trip;
    private RunDelay ownDelay;
    private RunDelay engineDelay;
    private long measuredFromUtcNs;
    private volatile Throwable failure;

    /**
     * How much is measured.
     *
     * @param pairs       of windows
     * @param warmUpPairs before those
     * @param pings       of each window
     * @param echoRoundNs how long the echo's thread waits from one look for a message to the next, at least
     */
    public record Plan(int pairs, int warmUpPairs, int pings, long echoRoundNs) {
        public Plan {
            if (pairs < 1 || pings < 1 || pings > MAX_PINGS || warmUpPairs < 0 || echoRoundNs < 0) {
                throw new IllegalArgumentException(pairs + " pairs of " + pings + " pings after " + warmUpPairs
                        + " with rounds of " + echoRoundNs + " ns: at least 1 pair, from 1 to " + MAX_PINGS
                        + " pings, no warm-up and no rounds below 0");
            }
        }
    }

    /**
     * @param spinCheck null: the strategy does not spin
     * @param figures   where windows, samples and the journal's orders are added
     */
    public ClosedLoop(
            final RigSettings settings, final Plan plan, final SpinCheck spinCheck, final ClosedLoopFigures figures) {
        if (settings.line() == EchoLine.Kind.UDP && plan.pings > MAX_UDP_PINGS) {
            throw new IllegalArgumentException(
                    "windows of " + plan.pings + " pings by UDP: at most " + MAX_UDP_PINGS + ", or lines are given up");
        }
        this.settings = settings;
        this.plan = plan;
        this.spinCheck = spinCheck;
        this.figures = figures;
        samples = new long[plan.pings];
        beginsNs = new long[plan.pings];
        settlePings = Math.min(200, plan.pings);
    }

    /** Blocks until all windows are taken, the engine has ended and its journal was read. */
    public void measure(final Consumer<String> progress) throws InterruptedException {
        final Thread thread = new Thread(() -> run(progress), "bench-rig");
        thread.start();
        thread.join();
        if (failure != null) {
            if (failure instanceof IllegalArgumentException mistake) {
                throw mistake;
            }
            throw new IllegalStateException(Failure.text(failure), failure);
        }
    }

    private void run(final Consumer<String> progress) {
        // The echo's thread first: a thread inherits the processor that its maker is pinned to.
        try (EngineProcess started = new EngineProcess(settings);
                EchoSide echoing = new EchoSide(settings, plan.echoRoundNs);
                VenueSide connected = new VenueSide(started, settings.line())) {
            engine = started;
            echo = echoing;
            venue = connected;
            Pinning.pin(settings.rigProcessor(), System.err);
            ownDelay = RunDelay.ofCurrentThread();
            venue.open();
            engineDelay = engine.runDelay();
            trip = new RoundTrip(
                    venue.feed(),
                    venue.orders(),
                    venue.orderHandler(),
                    settings.line() == EchoLine.Kind.IPC ? UPKEEP_ROUNDS : 1,
                    venue::upkeep);
            venue.arrivals(quantity -> trip.arrived());
            takeAll(progress);
            venue.arrivals(null);
            engine.stop();
            figures.addJournaled(JournaledOrders.compare(engine.journal(), venue.orderIds()));
            figures.hops().read(engine.journal(), measuredFromUtcNs);
        } catch (final Throwable broken) {
            failure = broken;
        }
    }

    private void takeAll(final Consumer<String> progress) {
        for (int i = -plan.warmUpPairs; i < plan.pairs; i++) {
            if (i == 0) {
                figures.beginStart(System.nanoTime(), runDelayKnown());
                measuredFromUtcNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
            }
            // Which comes first changes, so that a machine that gets slower or faster favours neither.
            final boolean engineFirst = (i & 1) == 0;
            final PairedWindows.Window first = window(engineFirst, i >= 0);
            final PairedWindows.Window second = window(!engineFirst, i >= 0);
            if (i >= 0) {
                figures.add(engineFirst ? first : second, engineFirst ? second : first);
            }
            if (i % PROGRESS_PAIRS == 0) {
                progress.accept((i < 0 ? "warm-up " : "pair ") + Math.abs(i) + ": tick to trade p50 "
                        + (long) (engineFirst ? first : second).p50() + " ns, echo p50 "
                        + (long) (engineFirst ? second : first).p50() + " ns");
            }
        }
    }

    private PairedWindows.Window window(final boolean ofEngine, final boolean measured) {
        return ofEngine ? engineWindow(measured) : echoWindow(measured);
    }

    private PairedWindows.Window engineWindow(final boolean measured) {
        venue.signOfLife();
        for (int i = 0; i < settlePings; i++) {
            tickToTradeNs();
        }
        final long delayBefore = ownDelay.totalNs() + engineDelay.totalNs();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = tickToTradeNs();
            beginsNs[i] = trip.beganNs();
            if (spinCheck != null && measured) {
                spinCheck.sample(venue.messages().quantity(), samples[i]);
            }
        }
        final long delayNs = ownDelay.totalNs() + engineDelay.totalNs() - delayBefore;
        final boolean disturbed = delayNs > 0 || !runDelayKnown();
        if (measured) {
            figures.samples(true).add(samples, beginsNs);
            if (spinCheck != null) {
                spinCheck.endWindow(disturbed);
            }
        }
        return PairedWindows.Window.of(samples, samples.length, disturbed);
    }

    /** One tick; returns after the order was answered and the engine has taken the answer. */
    private long tickToTradeNs() {
        final int length = venue.messages().tick();
        final long ns = trip.takeNs(venue.messages().buffer(), length);
        venue.answerAll();
        venue.awaitTaken();
        return ns;
    }

    private PairedWindows.Window echoWindow(final boolean measured) {
        engine.suspend();
        echo.wake();
        for (int i = 0; i < settlePings; i++) {
            echo.takeNs();
        }
        final long delayBefore = ownDelay.totalNs() + echo.runDelay().totalNs();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = echo.takeNs();
            beginsNs[i] = echo.beganNs();
            if (settings.line() == EchoLine.Kind.UDP) {
                // As after each tick: the next one finds a network that was as quiet.
                venue.awaitTaken();
            }
        }
        final long delayNs = ownDelay.totalNs() + echo.runDelay().totalNs() - delayBefore;
        echo.sleep();
        engine.resume();
        if (measured) {
            figures.samples(false).add(samples, beginsNs);
        }
        return PairedWindows.Window.of(samples, samples.length, delayNs > 0 || !runDelayKnown());
    }

    /** Whether this system says how long a thread waited for its processor. */
    private boolean runDelayKnown() {
        return ownDelay.known() && engineDelay.known() && echo.runDelay().known();
    }
}
