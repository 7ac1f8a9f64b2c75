package io.tiercel.engine.boot.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Turns Ctrl-C and SIGTERM into a clean stop: the run is asked to end, the process waits for it, and its exit code is
 * the run's own.
 */
public final class StopSignal {
    /** A run that has not ended by then never will. */
    private static final long TIMEOUT_NS = TimeUnit.MINUTES.toNanos(5);

    private static final int NOT_ENDED = 4;

    private final long timeoutNs;
    private final CountDownLatch finished = new CountDownLatch(1);
    private Runnable requestStop;
    private boolean requested;
    // Written once by main before it counts the latch down, read by the hook after that.
    private int exitCode;
    private final Thread hook;

    /** From here on no signal ends the process by itself. */
    public StopSignal() {
        this(TIMEOUT_NS, () -> NOT_ENDED);
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
