package io.tiercel.journal;

import java.util.function.LongSupplier;

/** The engine's group commit on a clock that is not the host's, without a thread: the simulation says when it works. */
public final class SimulatedCommit {
    private static final long SLOW_AFTER_NS = 20_000_000;

    private final GroupCommit commit;

    public SimulatedCommit(final JournalWriter journal, final LongSupplier monotonicNs) {
        commit = new GroupCommit(journal, 0, 1, SLOW_AFTER_NS, monotonicNs::getAsLong);
    }

    public GroupCommit point() {
        return commit;
    }

    /** Returns whether there was something to sync; what the disk throws it throws. */
    public boolean doWork() {
        final boolean worked = commit.doWork();
        if (commit.failure() instanceof Error broken) {
            throw broken;
        }
        return worked;
    }
}
