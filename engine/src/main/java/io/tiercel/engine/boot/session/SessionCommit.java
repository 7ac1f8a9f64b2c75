package io.tiercel.engine.boot.session;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.engine.boot.configuration.Durability;
import io.tiercel.engine.pipeline.Pipeline;
import io.tiercel.journal.GroupCommit;
import io.tiercel.journal.JournalWriter;

/** A session's group commit, where its orders wait for the disk. On virtual time they do not: nobody trades there. */
@HotPath
final class SessionCommit {
    /** Nothing waits for the disk. */
    static final SessionCommit NONE = new SessionCommit(null, 0);

    /** Null: nothing waits. */
    private final GroupCommit commit;

    private final int maxHeld;
    private boolean byHand;

    SessionCommit(final GroupCommit commit, final int maxHeld) {
        this.commit = commit;
        this.maxHeld = maxHeld;
    }

    /** @param live on the host's time */
    static SessionCommit of(final Durability durability, final JournalWriter journal, final boolean live) {
        return live && durability.level() == Durability.Level.FSYNC
                ? new SessionCommit(
                        new GroupCommit(
                                journal, durability.maxDelayNs(), durability.maxRecords(), durability.slowAfterNs()),
                        durability.maxHeld())
                : NONE;
    }

    /** Before {@link #start}, for a rehearsal: orders wait for a round instead of a disk. */
    @ColdPath
    void byHand() {
        byHand = true;
    }

    /** Before the pipeline's start. */
    @ColdPath
    void start(final Pipeline pipeline) {
        if (commit != null) {
            pipeline.holdUntilSynced(commit, maxHeld);
            if (!byHand) {
                commit.start();
            }
        }
    }

    /** With each round of the engine's thread. */
    void doWork() {
        if (byHand && commit != null) {
            commit.pretend();
        }
    }

    /** An input waits for the disk too long. Any thread. */
    boolean slow() {
        return commit != null && commit.slow();
    }

    @ColdPath
    long syncCount() {
        return commit == null ? 0 : commit.syncCount();
    }

    @ColdPath
    long recordCount() {
        return commit == null ? 0 : commit.recordCount();
    }

    @ColdPath
    long largestGroup() {
        return commit == null ? 0 : commit.largestGroup();
    }

    @ColdPath
    long longestMicros() {
        return commit == null ? 0 : commit.longestNs() / 1_000;
    }

    @ColdPath
    long slowCount() {
        return commit == null ? 0 : commit.slowCount();
    }

    /** Before the journal is closed. Returns false when the disk does not answer: the journal must stay open. */
    @ColdPath
    boolean end() {
        if (commit == null) {
            return true;
        }
        commit.close();
        return commit.ended();
    }
}
