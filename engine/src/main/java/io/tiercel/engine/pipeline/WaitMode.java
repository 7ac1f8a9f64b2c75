package io.tiercel.engine.pipeline;

import io.tiercel.codecs.HotPath;
import java.util.concurrent.locks.LockSupport;

/** What a thread does while it waits for another one. */
@HotPath
public enum WaitMode {
    /** Never leaves its processor: for as many free processors as there are threads. */
    SPIN,
    /** Lets others run that wait for the same processor. */
    YIELD,
    /** Sleeps for a while: where processors are few, and for tests. */
    PARK;

    private static final int TRIES_BEFORE_PARK = 64;
    private static final long PARK_NS = 20_000;

    /** Once; {@code tries} is how often it has waited for the same thing before. */
    void pause(final int tries) {
        if (this == SPIN) {
            Thread.onSpinWait();
        } else if (this == YIELD || tries < TRIES_BEFORE_PARK) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(PARK_NS);
        }
    }
}
