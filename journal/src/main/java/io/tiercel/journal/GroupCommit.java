package io.tiercel.journal;

import io.tiercel.codecs.HotPath;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings the inputs to the disk in groups, from a thread of its own: one sync for all that was appended when it began.
 *
 * <pre>
 *  0 ── on the disk ── synced ── this sync's group ── the next one's ── lastInput
 * </pre>
 *
 * A sync begins when the oldest input that waits for one may have waited for the longest delay, or when the largest
 * number of them waits; while one is under way the next group grows. Nobody waits for this thread: who has to know how
 * far it is looks.
 */
@HotPath
public final class GroupCommit implements CommitPoint, AutoCloseable {
    public static final String THREAD = "tiercel-journal-sync";

    /** Time that only goes on; where a test puts in its own. */
    interface MonotonicClock {
        long nowNs();
    }

    private static final long LEAST_PAUSE_NS = 10_000;
    private static final long LONGEST_PAUSE_NS = 1_000_000;
    private static final long CLOSE_TIMEOUT_MS = 3_000;

    private final JournalWriter journal;
    private final long maxDelayNs;
    private final long maxRecords;
    private final long slowAfterNs;
    private final long pauseNs;
    private final MonotonicClock monotonicNs;
    private final Thread thread = new Thread(this::run, THREAD);
    // All of these are written by the sync's thread only, and read by any.
    private volatile long synced;
    /** All inputs that had been appended by then are on the disk. */
    private volatile long coveredNs;

    private volatile Throwable failure;
    private volatile long syncCount;
    private volatile long recordCount;
    private volatile long largestGroup;
    private volatile long longestNs;
    private volatile long slowCount;
    // Written by who closes, read by the sync's thread.
    private volatile boolean closed;

    /**
     * @param maxDelayNs  a sync begins at the latest when an input has waited for that long
     * @param maxRecords  or when so many of them wait
     * @param slowAfterNs {@link #slow} when an input has waited for longer, sync included
     */
    public GroupCommit(
            final JournalWriter journal, final long maxDelayNs, final long maxRecords, final long slowAfterNs) {
        this(journal, maxDelayNs, maxRecords, slowAfterNs, System::nanoTime);
    }

    GroupCommit(
            final JournalWriter journal,
            final long maxDelayNs,
            final long maxRecords,
            final long slowAfterNs,
            final MonotonicClock monotonicNs) {
        this.journal = journal;
        this.maxDelayNs = maxDelayNs;
        this.maxRecords = maxRecords;
        this.slowAfterNs = slowAfterNs;
        this.monotonicNs = monotonicNs;
        pauseNs = Math.max(LEAST_PAUSE_NS, Math.min(LONGEST_PAUSE_NS, maxDelayNs / 2));
        coveredNs = monotonicNs.nowNs();
        thread.setDaemon(true);
    }

    /** From now on it syncs. What is in the journal by now is on the disk when this returns. */
    public void start() {
        synced = journal.syncInputs();
        coveredNs = monotonicNs.nowNs();
        thread.start();
    }

    private void run() {
        while (!closed && failure == null) {
            if (!doWork()) {
                LockSupport.parkNanos(this, pauseNs);
            }
        }
    }

    /** Returns whether there was a sync. The sync's thread. */
    boolean doWork() {
        final long nowNs = monotonicNs.nowNs();
        final long waiting = journal.lastInput() - synced;
        if (waiting == 0) {
            coveredNs = nowNs;
            return false;
        }
        if (waiting < maxRecords && nowNs - coveredNs < maxDelayNs) {
            return false;
        }
        sync(nowNs);
        return true;
    }

    /** Where time jumps and no disk is waited for, by one thread, without a start: says that all was synced. */
    public void pretend() {
        coveredNs = monotonicNs.nowNs();
        synced = journal.lastInput();
    }

    private void sync(final long startNs) {
        final long before = synced;
        final long now;
        try {
            now = journal.syncInputs();
        } catch (final RuntimeException | Error broken) {
            failure = broken;
            return;
        }
        final long tookNs = monotonicNs.nowNs() - startNs;
        syncCount = syncCount + 1;
        recordCount = recordCount + now - before;
        largestGroup = Math.max(largestGroup, now - before);
        longestNs = Math.max(longestNs, tookNs);
        if (tookNs > slowAfterNs) {
            slowCount = slowCount + 1;
        }
        coveredNs = startNs;
        synced = now;
    }

    @Override
    public long synced() {
        return synced;
    }

    @Override
    public boolean slow() {
        // The other thread's time first: it may be later than one's own otherwise.
        final long since = coveredNs;
        return monotonicNs.nowNs() - since > slowAfterNs;
    }

    @Override
    public Throwable failure() {
        return failure;
    }

    /** Syncs so far. */
    public long syncCount() {
        return syncCount;
    }

    /** Inputs that they brought to the disk. */
    public long recordCount() {
        return recordCount;
    }

    /** Most inputs of one sync. */
    public long largestGroup() {
        return largestGroup;
    }

    /** Of one sync. */
    public long longestNs() {
        return longestNs;
    }

    /** Syncs that alone took longer than an input may wait. */
    public long slowCount() {
        return slowCount;
    }

    /** Returns when no sync is under way any more, or the disk did not answer for too long. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_TIMEOUT_MS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its thread is gone: the journal can be closed. */
    public boolean ended() {
        return !thread.isAlive();
    }
}
