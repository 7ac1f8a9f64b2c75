package io.tiercel.bench;

import io.tiercel.bench.report.Failure;
import io.tiercel.engine.boot.session.Pinning;

/** A thread that measures, on a processor of its own. */
final class PinnedThread {
    private Throwable failure;

    private PinnedThread() {}

    /**
     * Returns when the work is done, or throws what ended it.
     *
     * @param processor −1: any
     */
    static void run(final String name, final int processor, final Runnable work) throws InterruptedException {
        final PinnedThread result = new PinnedThread();
        final Thread thread = new Thread(() -> result.work(processor, work), name);
        thread.start();
        thread.join();
        if (result.failure instanceof RuntimeException broken) {
            throw broken;
        }
        if (result.failure != null) {
            throw new IllegalStateException(
                    "the measured thread ended: " + Failure.text(result.failure), result.failure);
        }
    }

    private void work(final int processor, final Runnable work) {
        try {
            Pinning.pin(processor, System.err);
            work.run();
        } catch (final RuntimeException | Error broken) {
            failure = broken;
        }
    }
}
