package io.tiercel.engine.ingress;

import io.tiercel.codecs.HotPath;
import java.time.Instant;

/**
 * The monotonic clock, anchored once to the host's UTC clock. When the host's clock is seen to step forward the anchor
 * follows; when it steps back time goes on as before, since it may not go back.
 */
@HotPath
public final class AnchoredClock implements Clock {
    private static final long STEP_THRESHOLD_NS = 50_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long GREATEST_READING_NS = 1_000_000L;
    private static final int READINGS = 16;

    private long offsetNs;
    private long knownStepNs;
    private long lastNs;

    /** Takes the best of several readings: between the two clocks the thread may have been off its processor. */
    public AnchoredClock() {
        long shortestNs = Long.MAX_VALUE;
        for (int i = 0; i < READINGS; i++) {
            final long beforeNs = System.nanoTime();
            final Instant now = Instant.now();
            final long lengthNs = System.nanoTime() - beforeNs;
            if (lengthNs < shortestNs) {
                shortestNs = lengthNs;
                offsetNs = now.getEpochSecond() * 1_000_000_000L + now.getNano() - beforeNs;
            }
        }
    }

    AnchoredClock(final long hostNs, final long monotonicNs) {
        offsetNs = hostNs - monotonicNs;
    }

    @Override
    public long timeNs() {
        return timeAt(System.nanoTime());
    }

    long timeAt(final long monotonicNs) {
        lastNs = Math.max(lastNs, monotonicNs + offsetNs);
        return lastNs;
    }

    @Override
    public long takeStepNs() {
        final long beforeNs = System.nanoTime();
        final long hostNs = System.currentTimeMillis() * NANOS_PER_MILLI;
        return step(beforeNs, hostNs, System.nanoTime());
    }

    /**
     * The host's clock was read between two readings of the monotonic one; when those lie far apart it says nothing.
     */
    long step(final long beforeNs, final long hostNs, final long afterNs) {
        return afterNs - beforeNs > GREATEST_READING_NS ? 0 : step(hostNs, beforeNs);
    }

    private long step(final long hostNs, final long monotonicNs) {
        final long differenceNs = hostNs - (monotonicNs + offsetNs);
        final long stepNs = differenceNs - knownStepNs;
        if (Math.abs(stepNs) < STEP_THRESHOLD_NS) {
            return 0;
        }
        if (differenceNs > 0) {
            offsetNs += differenceNs;
            knownStepNs = 0;
        } else {
            knownStepNs = differenceNs;
        }
        return stepNs;
    }
}
