package io.tiercel.bench.rig;

import io.tiercel.bench.report.Distribution;
import io.tiercel.bench.report.PairedWindows;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.session.AeronTransport;
import io.tiercel.engine.boot.session.Pinning;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.util.function.Consumer;

/**
 * Takes windows of the engine and of the echo in turn, between the same two threads.
 *
 * <pre>
 *  bench-rig ── tick ──► bench-engine        clock starts before the offer
 *      ▲──── order ─────────┘                clock stops when the order is there
 *  bench-rig ── accepted, cancelled ──►      and is awaited before the next tick
 * </pre>
 */
public final class Rig implements AutoCloseable {
    private static final long SETTLE_TIMEOUT_NS = 10_000_000_000L;
    private static final int PROGRESS_PAIRS = 10;

    private final RigSettings settings;
    private final AeronTransport transport;
    private final JournalWriter journal;
    private final EngineSide engine;
    private final VenueSide venue;
    private final long[] samples;
    private final long[] beginsNs;
    private final Distribution ofEngineAll = new Distribution();
    private final Distribution ofEchoAll = new Distribution();
    private long measuredFromNs;
    private final PairedWindows windows = new PairedWindows();
    private RunDelay ownDelay;
    private Throwable failure;

    public Rig(final RigSettings settings) {
        this.settings = settings;
        samples = new long[settings.pings()];
        beginsNs = new long[settings.pings()];
        journal = settings.journal() == null
                ? null
                : Journals.create(settings.journal().resolve("journal"), 1, 1, 1, settings.blockBytes());
        // After the journal, whose libraries take long to load: from here on the driver has to be invoked often.
        transport = new AeronTransport(new EngineConfiguration.Aeron(EngineConfiguration.Driver.EMBEDDED, ""));
        engine = new EngineSide(transport, settings, journal);
        venue = new VenueSide(transport, engine);
        final long deadlineNs = System.nanoTime() + SETTLE_TIMEOUT_NS;
        while (!venue.connected() || !engine.connected()) {
            transport.settle();
            if (System.nanoTime() > deadlineNs) {
                throw new IllegalStateException("the streams are not connected after 10 s: is /dev/shm full?");
            }
        }
    }

    /** Blocks until all windows are taken. */
    public PairedWindows measure(final Consumer<String> progress) throws InterruptedException {
        // Not on the rig's thread: a thread inherits the processor that its maker is pinned to.
        engine.start();
        final Thread thread = new Thread(() -> run(progress), "bench-rig");
        thread.start();
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("the rig's thread ended by " + failure, failure);
        }
        return windows;
    }

    /** Whether this system says how long a thread waited for its processor. */
    public boolean runDelayKnown() {
        return ownDelay.known() && engine.runDelay().known();
    }

    /** All measured samples, of the engine or of the echo, disturbed windows included. */
    public Report distribution(final boolean ofEngine) {
        return (ofEngine ? ofEngineAll : ofEchoAll).describe(measuredFromNs);
    }

    public long orderCount() {
        return venue.orderCount();
    }

    private void run(final Consumer<String> progress) {
        try {
            Pinning.pin(settings.rigProcessor(), System.err);
            ownDelay = RunDelay.ofCurrentThread();
            venue.quote();
            for (int i = -settings.warmUpPairs(); i < settings.pairs(); i++) {
                // Which comes first changes, so that a machine that gets slower or faster favours neither.
                final boolean engineFirst = (i & 1) == 0;
                final PairedWindows.Window first = window(engineFirst, i >= 0);
                final PairedWindows.Window second = window(!engineFirst, i >= 0);
                if (i == -1) {
                    measuredFromNs = System.nanoTime();
                }
                if (i >= 0) {
                    windows.add(engineFirst ? first : second, engineFirst ? second : first);
                }
                if (i % PROGRESS_PAIRS == 0) {
                    progress.accept((i < 0 ? "warm-up " : "pair ") + Math.abs(i) + ": tick to trade p50 "
                            + (long) (engineFirst ? first : second).p50() + " ns, echo p50 "
                            + (long) (engineFirst ? second : first).p50() + " ns");
                }
            }
            engine.stop();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            failure = interrupted;
        } catch (final Throwable broken) {
            failure = broken;
        }
    }

    private PairedWindows.Window window(final boolean ofEngine, final boolean measured) {
        engine.echo(!ofEngine);
        final long delayBefore = ownDelay.totalNs() + engine.runDelay().totalNs();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = ofEngine ? venue.tickToTradeNs() : venue.echoNs();
            beginsNs[i] = venue.lastBeginNs(ofEngine);
        }
        final long delayNs = ownDelay.totalNs() + engine.runDelay().totalNs() - delayBefore;
        if (measured) {
            (ofEngine ? ofEngineAll : ofEchoAll).add(samples, beginsNs);
        }
        return PairedWindows.Window.of(samples, samples.length, delayNs > 0 || !runDelayKnown());
    }

    @Override
    public void close() {
        transport.close();
        if (journal != null) {
            journal.close();
        }
    }
}
