package io.tiercel.engine.boot.session;

import java.io.PrintStream;
import net.openhft.affinity.Affinity;

/** Pins the calling thread to a processor. */
public final class Pinning {
    private Pinning() {}

    /** Says so on {@code err} when the host refuses; the thread goes on unpinned. */
    public static void pin(final int processor, final PrintStream err) {
        if (processor < 0) {
            return;
        }
        final String thread = Thread.currentThread().getName();
        final int processors = Runtime.getRuntime().availableProcessors();
        if (processor >= processors) {
            err.println("thread " + thread + " is not pinned: processor " + processor
                    + " was configured, the host has 0 to " + (processors - 1));
            return;
        }
        try {
            Affinity.setAffinity(processor);
            if (!Affinity.getAffinity().get(processor)) {
                err.println("thread " + thread + " is not pinned: the host did not accept processor " + processor
                        + "; check its cpuset, or set the thread's core to -1");
            }
        } catch (final RuntimeException | LinkageError refusal) {
            err.println("thread " + thread + " is not pinned to processor " + processor + ": " + refusal.getMessage());
        }
    }
}
