package io.tiercel.engine.pipeline;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.concurrent.TimeUnit;

/** One thread's wait for another one: counted, given up when a stage broke, and an error when it takes too long. */
@HotPath
final class BoundedWait {
    private final String what;
    private final WaitMode mode;
    private final long limitNs;
    private final StageFailure failure;
    private long startNs;
    private int tries;
    // Written by the thread that waits, read by any: may be a little behind.
    private volatile long count;

    /** @param what what is waited for, as it stands in the error */
    BoundedWait(final String what, final WaitMode mode, final long limitNs, final StageFailure failure) {
        this.what = what;
        this.mode = mode;
        this.limitNs = limitNs;
        this.failure = failure;
    }

    void begin() {
        count = count + 1;
        tries = 0;
        startNs = System.nanoTime();
    }

    void pause() {
        failure.stopIfFailed();
        mode.pause(tries++);
        if (System.nanoTime() - startNs > limitNs) {
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
