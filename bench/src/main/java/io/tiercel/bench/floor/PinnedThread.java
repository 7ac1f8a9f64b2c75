package io.tiercel.bench.floor;

import io.tiercel.bench.report.Failure;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.engine.boot.session.Pinning;
import java.util.function.Consumer;
import net.openhft.affinity.Affinity;

/** A thread on a processor of its own whose waiting for it is known. Made by a thread that is not pinned. */
final class PinnedThread {
    private final Thread thread;
    // Written by the thread, read by others.
    private volatile RunDelay delay;
    private volatile boolean refused;
    private volatile Throwable failure;

    private final int processor;

    /** @param processor −1: not pinned */
    PinnedThread(final String name, final int processor, final Consumer<RunDelay> work) {
        this.processor = processor;
        thread = new Thread(
                () -> {
                    try {
                        Pinning.pin(processor, System.err);
                        refused = processor >= 0 && !Affinity.getAffinity().get(processor);
                        if (refused) {
                            return;
                        }
                        delay = RunDelay.ofCurrentThread();
                        work.accept(delay);
                    } catch (final Throwable broken) {
                        failure = broken;
                    }
                },
                name);
        thread.setDaemon(true);
    }

    /** Returns when it is pinned. */
    void start() {
        thread.start();
        while (delay == null && failure == null && !refused) {
            Thread.onSpinWait();
        }
        if (refused) {
            throw new IllegalArgumentException("floors needs 2 processors, one for each of two spinning threads, but"
                    + " this host did not accept processor " + processor + ": name others with --core and"
                    + " --partner-core, or -1 where nothing can be pinned");
        }
        check();
    }

    RunDelay delay() {
        return delay;
    }

    void join() throws InterruptedException {
        thread.join();
        check();
    }

    /** Throws when the thread has died. */
    void check() {
        if (failure != null) {
            throw new IllegalStateException(
                    "the thread " + thread.getName() + " ended: " + Failure.text(failure), failure);
        }
    }
}
