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

    private long offsetNs;
    private long knownStepNs;
    private long lastNs;

    public AnchoredClock() {
        final Instant now = Instant.now();
        offsetNs = now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
    }

    @Override
    public long timeNs() {
        lastNs = Math.max(lastNs, System.nanoTime() + offsetNs);
        return lastNs;
    }

    @Override
    public long takeStepNs() {
        return step(System.currentTimeMillis() * NANOS_PER_MILLI, System.nanoTime());
    }

    long step(final long hostNs, final long monotonicNs) {
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
