package io.tiercel.engine.pipeline;

import io.tiercel.journal.CommitPoint;

/** A disk that has what it is told to have. */
public final class ManualCommit implements CommitPoint {
    public volatile long synced;
    public volatile boolean slow;
    public volatile Throwable failure;

    @Override
    public long synced() {
        return synced;
    }

    @Override
    public boolean slow() {
        return slow;
    }

    @Override
    public Throwable failure() {
        return failure;
    }
}
