package io.tiercel.engine.boot.session;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/**
 * Turns Ctrl-C and SIGTERM into a clean stop: the run is asked to end, the process waits for it, and its exit code is
 * the run's own.
 */
public final class StopSignal {
    /** A run that has not ended by then never will. */
    private static final long TIMEOUT_NS = TimeUnit.MINUTES.toNanos(5);

    /** One thread does all there, and a step takes no longer, unless a strategy hangs. */
    private static final long VIRTUAL_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private static final int NOT_ENDED = 4;
    private static final long LOOK_MS = 1_000;

    private final long timeoutNs;
    private final CountDownLatch finished = new CountDownLatch(1);
    private Runnable requestStop;
    private boolean requested;
    // Written once by main before it counts the latch down, read by the hook after that.
    private int exitCode;
    private final Thread hook;

    /** From here on no signal ends the process by itself; for the thread that does the work. */
    public StopSignal(final PrintStream err) {
        this(err, TIMEOUT_NS);
    }

    StopSignal(final PrintStream err, final long timeoutNs) {
        this(timeoutNs, notEnded(err, timeoutNs, Thread.currentThread()));
    }

    /** As above, for a run on virtual time. */
    public static StopSignal ofVirtualRun(final PrintStream err) {
        return new StopSignal(err, VIRTUAL_TIMEOUT_NS);
    }

    /**
     * As above.
     *
     * @param timeoutNs how long after a signal the run may take to end
     * @param notEnded  tells of one that takes longer, and gives the exit code
     */
    public StopSignal(final long timeoutNs, final IntSupplier notEnded) {
        this.timeoutNs = timeoutNs;
        hook = new Thread(
                () -> {
                    request();
                    Runtime.getRuntime().halt(hasEnded() ? exitCode : notEnded.getAsInt());
                },
                "tiercel-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static IntSupplier notEnded(final PrintStream err, final long timeoutNs, final Thread worker) {
        return () -> {
            final String place = place(worker);
            err.println("tiercel: it did not come to its end within " + TimeUnit.NANOSECONDS.toSeconds(timeoutNs)
                    + " s after the signal and was ended without a result"
                    + (place == null ? "" : "; it stands at " + place)
                    + "; a strategy that does not return has to be corrected");
            return NOT_ENDED;
        };
    }

    /** Asked on another thread: a loop without safepoints would keep who asks. */
    private static String place(final Thread worker) {
        final AtomicReference<String> place = new AtomicReference<>();
        final Thread looking = new Thread(() -> place.set(HangSite.place(worker)), "tiercel-look");
        looking.setDaemon(true);
        looking.start();
        try {
            looking.join(LOOK_MS);
        } catch (final InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        return place.get();
    }

    /** The run can be asked to end from now on; a signal that came while it was made is passed on at once. */
    public synchronized void connect(final Runnable newRequestStop) {
        requestStop = newRequestStop;
        if (requested) {
            requestStop.run();
        }
    }

    private synchronized void request() {
        requested = true;
        if (requestStop != null) {
            requestStop.run();
        }
    }

    private boolean hasEnded() {
        try {
            return finished.await(timeoutNs, TimeUnit.NANOSECONDS);
        } catch (final InterruptedException impatient) {
            return false;
        }
    }

    /** The run is over, its result printed. */
    public void finish(final int newExitCode) {
        exitCode = newExitCode;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException stopping) {
            // A signal came: the hook is waiting for this.
            finished.countDown();
        }
    }
}
