package io.tiercel.engine.boot.session;

import java.util.concurrent.CountDownLatch;

/**
 * Turns Ctrl-C and SIGTERM into a clean stop: the run is asked to end, the process waits for it, and its exit code is
 * the run's own.
 */
public final class StopSignal {
    private final CountDownLatch finished = new CountDownLatch(1);
    // Written once by main before it counts the latch down, read by the hook after that.
    private int exitCode;
    private final Thread hook;

    public StopSignal(final Runnable requestStop) {
        hook = new Thread(
                () -> {
                    requestStop.run();
                    awaitEnd();
                    Runtime.getRuntime().halt(exitCode);
                },
                "tiercel-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitEnd() {
        boolean interrupted = true;
        while (interrupted) {
            try {
                finished.await();
                interrupted = false;
            } catch (final InterruptedException again) {
                // The process ends with the run, whoever is impatient.
                interrupted = true;
            }
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
