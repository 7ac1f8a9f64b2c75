package io.tiercel.bench.rig;

import io.aeron.logbuffer.FragmentHandler;
import io.tiercel.bench.report.Distribution;
import io.tiercel.bench.report.Failure;
import io.tiercel.bench.report.PairedWindows;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.engine.boot.session.Pinning;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One tick of an exchange's feed at a time, in windows that alternate with those of a bare echo of datagrams.
 *
 * <pre>
 *  rig ── datagram ──► lane ──► engine    clock starts before the datagram is sent
 *   ▲──────────── order ──────────┘       clock stops when the order is there, by shared memory
 *  rig ── accepted, cancelled ──► engine  and is awaited before the next tick
 * </pre>
 *
 * <p>Lane and engine share a processor where there are but two, and each gives it to the other when it finds nothing to
 * do: so the engine's thread waits for it all the time, and only what the rig had to wait says that a window was
 * disturbed.
 */
public final class FeedLoop {
    private static final int FRAGMENT_LIMIT = 8;
    private static final int UPKEEP_MASK = 15;
    private static final int MAX_PINGS = 100_000;
    private static final long AGAIN_NS = 200_000_000L;
    /** By its own measure the engine is warm, and counts what it allocates, 30 s after its first tick. */
    private static final long WARM_NS = 31_000_000_000L;

    private static final long COUNTED_NS = 10_000_000_000L;

    private final RigSettings settings;
    private final InetSocketAddress receiver;
    private final int pairs;
    private final int warmUpPairs;
    private final long[] samples;
    private final long[] beginsNs;
    private final Distribution ofEngineAll = new Distribution();
    private final Distribution ofEchoAll = new Distribution();
    private final PairedWindows windows = new PairedWindows();
    private EngineProcess engine;
    private VenueSide venue;
    private DatagramEcho echo;
    private ItchTicks ticks;
    private RunDelay ownDelay;
    private JournaledOrders journaled;
    private long openedNs;
    private long measuredFromNs;
    private long arrivedNs;
    private boolean there;
    private boolean counting;
    private long countedOrders;
    private LiveAllocation allocation;
    private volatile Throwable failure;

    public FeedLoop(final RigSettings settings, final int pairs, final int warmUpPairs, final int pings)
            throws IOException {
        if (pairs < 1 || pings < 1 || pings > MAX_PINGS || warmUpPairs < 0) {
            throw new IllegalArgumentException(pairs + " pairs of " + pings + " pings after " + warmUpPairs
                    + ": at least 1 pair, from 1 to " + MAX_PINGS + " pings, no warm-up below 0");
        }
        this.pairs = pairs;
        this.warmUpPairs = warmUpPairs;
        samples = new long[pings];
        beginsNs = new long[pings];
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            receiver = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
        }
        final List<String> assignments = new ArrayList<>(settings.assignments());
        assignments.add("feeds.ITCH.receive=127.0.0.1:" + receiver.getPort());
        this.settings = new RigSettings(
                settings.program(),
                settings.configuration(),
                assignments,
                EchoLine.Kind.IPC,
                settings.rigProcessor(),
                settings.engineProcessor(),
                settings.folder(),
                settings.duration());
    }

    /** Goes on behind the windows, for 41 s in all, so that the engine counts what it allocates. */
    public FeedLoop countingAllocation() {
        counting = true;
        return this;
    }

    /** Blocks until all windows are taken, the engine has ended and its journal was read. */
    public PairedWindows measure(final Consumer<String> progress) throws InterruptedException {
        final Thread thread = new Thread(() -> run(progress), "bench-rig");
        thread.start();
        thread.join();
        if (failure != null) {
            throw new IllegalStateException(Failure.text(failure), failure);
        }
        return windows;
    }

    private void run(final Consumer<String> progress) {
        // The echo's thread first: a thread inherits the processor that its maker is pinned to.
        try (EngineProcess started = new EngineProcess(settings);
                DatagramEcho echoing = new DatagramEcho(settings.engineProcessor());
                VenueSide connected = new VenueSide(started, EchoLine.Kind.IPC);
                ItchTicks sending = new ItchTicks(receiver)) {
            engine = started;
            echo = echoing;
            venue = connected;
            ticks = sending;
            Pinning.pin(settings.rigProcessor(), System.err);
            ownDelay = RunDelay.ofCurrentThread();
            venue.open(this::openFeed);
            final long begunNs = System.nanoTime();
            venue.arrivals(quantity -> {
                arrivedNs = System.nanoTime();
                there = true;
            });
            takeAll(progress);
            if (counting) {
                progress.accept("goes on until the engine has counted what it allocates");
                takeCounted(begunNs);
            }
            venue.arrivals(null);
            engine.stop();
            journaled = JournaledOrders.compare(engine.journal(), venue.orderIds());
            allocation = counting ? engine.allocation() : null;
        } catch (final Throwable broken) {
            failure = broken;
        }
    }

    /** Again as long as the lane may not have been there. */
    private void openFeed() {
        final long nowNs = System.nanoTime();
        if (nowNs - openedNs > AGAIN_NS) {
            openedNs = nowNs;
            ticks.open();
        }
    }

    private void takeAll(final Consumer<String> progress) throws IOException {
        for (int i = -warmUpPairs; i < pairs; i++) {
            if (i == 0) {
                measuredFromNs = System.nanoTime();
            }
            // Which comes first changes, so that a machine that gets slower or faster favours neither.
            final boolean engineFirst = (i & 1) == 0;
            final PairedWindows.Window first = engineFirst ? engineWindow(i >= 0) : echoWindow(i >= 0);
            final PairedWindows.Window second = engineFirst ? echoWindow(i >= 0) : engineWindow(i >= 0);
            final PairedWindows.Window ofEngine = engineFirst ? first : second;
            final PairedWindows.Window ofEcho = engineFirst ? second : first;
            if (i >= 0) {
                windows.add(ofEngine, ofEcho);
            }
            progress.accept((i < 0 ? "warm-up " : "pair ") + Math.abs(i) + ": datagram to order p50 "
                    + (long) ofEngine.p50() + " ns, echo p50 " + (long) ofEcho.p50() + " ns");
        }
    }

    private void takeCounted(final long begunNs) {
        while (System.nanoTime() - begunNs < WARM_NS) {
            engineWindow(false);
        }
        final long countedFromNs = System.nanoTime();
        while (System.nanoTime() - countedFromNs < COUNTED_NS) {
            engineWindow(false);
            countedOrders += 1 + samples.length;
        }
    }

    private PairedWindows.Window engineWindow(final boolean measured) {
        venue.signOfLife();
        venue.moveBook();
        tickToOrderNs(0);
        final long delayBefore = ownDelay.totalNs();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = tickToOrderNs(i);
        }
        final boolean disturbed = ownDelay.totalNs() > delayBefore || !ownDelay.known();
        if (measured) {
            ofEngineAll.add(samples, beginsNs);
        }
        return PairedWindows.Window.of(samples, samples.length, disturbed);
    }

    /** One tick; returns after the order was answered and the engine has taken the answer. */
    private long tickToOrderNs(final int index) {
        final FragmentHandler handler = venue.orderHandler();
        ticks.tick();
        there = false;
        int round = 0;
        final long beginNs = System.nanoTime();
        ticks.sendTick();
        while (!there) {
            if (venue.orders().poll(handler, FRAGMENT_LIMIT) == 0) {
                Thread.onSpinWait();
                if ((++round & UPKEEP_MASK) == 0) {
                    venue.upkeep();
                    RoundTrip.requireInTime(beginNs, "an order");
                }
            }
        }
        beginsNs[index] = beginNs;
        final long ns = arrivedNs - beginNs;
        venue.answerAll();
        venue.awaitTaken();
        return ns;
    }

    private PairedWindows.Window echoWindow(final boolean measured) throws IOException {
        engine.suspend();
        echo.wake();
        echo.takeNs();
        final long delayBefore = ownDelay.totalNs() + echo.runDelay().totalNs();
        for (int i = 0; i < samples.length; i++) {
            beginsNs[i] = System.nanoTime();
            samples[i] = echo.takeNs();
        }
        final boolean disturbed = ownDelay.totalNs() + echo.runDelay().totalNs() > delayBefore || !ownDelay.known();
        echo.sleep();
        engine.resume();
        if (measured) {
            ofEchoAll.add(samples, beginsNs);
        }
        return PairedWindows.Window.of(samples, samples.length, disturbed);
    }

    /** Whether this system says how long a thread waited for its processor. */
    public boolean runDelayKnown() {
        return ownDelay.known();
    }

    /** All measured samples, of the engine or of the echo, disturbed windows included. */
    public Report distribution(final boolean ofEngine) {
        return (ofEngine ? ofEngineAll : ofEchoAll).describe(measuredFromNs);
    }

    public JournaledOrders journaled() {
        return journaled;
    }

    /** What the engine's threads allocated once it was warm; null where that was not waited for. */
    public LiveAllocation allocation() {
        return allocation;
    }

    /** Orders that were made while that was counted. */
    public long countedOrders() {
        return countedOrders;
    }
}
