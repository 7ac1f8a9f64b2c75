package io.tiercel.engine.pipeline;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.concurrent.TimeUnit;

/**
 * One thread's wait for another one: counted, given up when a stage broke, and an error when it takes too long. Each
 * look counts for a hundredth of a second at the most: when this thread was away (the machine slept, its processor was
 * taken), so may the other one have been.
 */
@HotPath
final class BoundedWait {
    private static final long MAX_CREDIT_NS = 10_000_000;

    private final String what;
    private final WaitMode mode;
    private final long limitNs;
    private final StageFailure failure;
    private final Heartbeat heartbeat;
    private long lastLookNs;
    private long waitedNs;
    private int tries;
    // Written by the thread that waits, read by any: may be a little behind.
    private volatile long count;

    /**
     * @param what      what is waited for, as it stands in the error
     * @param heartbeat of the thread that waits: it beats meanwhile
     */
    BoundedWait(
            final String what,
            final WaitMode mode,
            final long limitNs,
            final StageFailure failure,
            final Heartbeat heartbeat) {
        this.what = what;
        this.mode = mode;
        this.limitNs = limitNs;
        this.failure = failure;
        this.heartbeat = heartbeat;
    }

    void begin() {
        count = count + 1;
        tries = 0;
        waitedNs = 0;
        lastLookNs = System.nanoTime();
    }

    void pause() {
        failure.stopIfFailed();
        heartbeat.beat();
        mode.pause(tries++);
        final long nowNs = System.nanoTime();
        waitedNs += Math.min(nowNs - lastLookNs, MAX_CREDIT_NS);
        lastLookNs = nowNs;
        if (waitedNs > limitNs) {
            throw tooLong();
        }
    }

    @ColdPath
    private IllegalStateException tooLong() {
        return new IllegalStateException(
                "waited " + TimeUnit.NANOSECONDS.toMillis(limitNs) + " ms for " + what + ", the limit: a thread hangs");
    }

    /** How often there was something to wait for. */
    long count() {
        return count;
    }
}
