package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Set;

/** Prepares the JVM for a live run, and knows afterwards how well. */
final class Start implements AutoCloseable {
    private static final double MILLIS = 1e3;
    private static final long RECORDER_MS = 5_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private WarmUp.Result warmUp;
    /** Null without a warm-up: then the JVM compiles, and gives up, as it goes. */
    // Written by a thread that begins it; null: it has not begun, and then nothing is counted.
    private volatile Deoptimisations deoptimisations;

    private final StopWish stop;

    private long toReadyMs;

    Start(
            final LoadedConfiguration loaded,
            final ReferenceData reference,
            final RunParts parts,
            final LayoutChoice layout,
            final StopWish stop,
            final PrintStream err) {
        this.stop = stop;
        parts.jars().all().forEach(jar -> ClassesAhead.hold(jar.classFiles()));
        final EngineConfiguration configuration = loaded.configuration();
        // Without a venue that takes orders there is no market to play.
        if (configuration.engine().warmUpNs() == 0
                || configuration.venues().stream().allMatch(EngineConfiguration.Venue::dataOnly)) {
            warmUp = WarmUp.Result.NONE;
            OpeningCheck.run(configuration, reference, parts);
            return;
        }
        final WarmUp begun = new WarmUp(loaded.running(layout.layout()), reference, parts, layout, stop, err);
        begun.start();
        try {
            final Thread recorder = beginToRecord(configuration.engine().deoptimisations());
            begun.awaitTrading();
            stop.check();
            warmUp = begun.await();
            if (recorder != null) {
                recorder.join(RECORDER_MS);
            }
        } catch (final InterruptedException interrupted) {
            begun.breakOff();
            close();
            Thread.currentThread().interrupt();
            throw new EnvironmentException("the start was interrupted in its warm-up");
        } catch (final RuntimeException failed) {
            begun.breakOff();
            close();
            stop.check();
            throw failed;
        }
    }

    /** A signal ends Flight Recorder at once: who uses it then may wait for ever, so nobody waits for who does. */
    private Thread beginToRecord(final EngineConfiguration.Deoptimisations wanted) {
        if (wanted == EngineConfiguration.Deoptimisations.OFF) {
            return null;
        }
        final Thread thread = new Thread(() -> deoptimisations = new Deoptimisations(), "tiercel-recorder");
        thread.setDaemon(true);
        // It cannot be had: nothing is counted, which the result says.
        thread.setUncaughtExceptionHandler((failed, failure) -> {});
        thread.start();
        return thread;
    }

    /** The engine's threads make their first rounds now. */
    void ready(final PrintStream err) {
        toReadyMs = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        if (deoptimisations != null) {
            deoptimisations.ready();
        }
        if (warmUp == WarmUp.Result.NONE) {
            err.printf(Locale.ROOT, "ready after %.1f s, without a warm-up%n", toReadyMs / MILLIS);
        } else {
            err.printf(
                    Locale.ROOT,
                    "ready after %.1f s, %.1f s of it warm-up: %,d inputs, %,d orders and replaces%s%n",
                    toReadyMs / MILLIS,
                    warmUp.durationNs() / NANOS_PER_MILLI / MILLIS,
                    warmUp.inputs(),
                    warmUp.orders(),
                    warmUp.settled() ? "" : "; the JVM still compiles (engine.warmUp)");
        }
    }

    /** @param threads of the engine */
    Readiness readiness(final Set<Thread> threads) {
        return new Readiness(
                toReadyMs,
                warmUp.durationNs() / NANOS_PER_MILLI,
                warmUp.inputs(),
                warmUp.orders(),
                deoptimisations == null || stop.asked() ? null : deoptimisations.count(threads));
    }

    @Override
    public void close() {
        if (deoptimisations != null && !stop.asked()) {
            deoptimisations.close();
        }
    }
}
