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
        String refusal = "";
        try {
            // Not held against the processors that the process has at its start: isolated ones are none of them.
            Affinity.setAffinity(processor);
            if (Affinity.getAffinity().get(processor)) {
                return;
            }
        } catch (final RuntimeException | LinkageError refused) {
            refusal = " (" + refused.getMessage() + ")";
        }
        err.println("thread " + thread + " is not pinned: the host did not accept processor " + processor + refusal
                + "; name one that exists and is in the process's cpuset, or -1");
    }
}
