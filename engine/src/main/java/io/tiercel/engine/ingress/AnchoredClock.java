package io.tiercel.engine.ingress;

import io.tiercel.codecs.HotPath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
    private static final VarHandle OFFSET;

    static {
        try {
            OFFSET = MethodHandles.lookup().findVarHandle(AnchoredClock.class, "offsetNs", long.class);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    // Written by the clock's thread with release, read by followers with acquire.
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

    /** As if the host's clock had shown this at this moment; from then on as fast as that, plus each {@link #leap}. */
    public static AnchoredClock startingAt(final long utcNs) {
        final AnchoredClock clock = new AnchoredClock();
        final long aheadNs = clock.timeNs() - utcNs;
        clock.offsetNs -= aheadNs;
        clock.knownStepNs = aheadNs;
        clock.lastNs = utcNs;
        return clock;
    }

    /** Moves on at once, for a rehearsal in which nobody wants to wait; no step of the host's clock. */
    public void leap(final long forwardNs) {
        OFFSET.setRelease(this, offsetNs + forwardNs);
        knownStepNs -= forwardNs;
    }

    @Override
    public long timeNs() {
        return timeAt(System.nanoTime());
    }

    @Override
    public Clock forOtherThread() {
        return new Follower(this);
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
            OFFSET.setRelease(this, offsetNs + differenceNs);
            knownStepNs = 0;
        } else {
            knownStepNs = differenceNs;
        }
        return stepNs;
    }

    /** Its own memory of the last time, so that neither thread waits for the other's. */
    @HotPath
    private static final class Follower implements Clock {
        private final AnchoredClock leader;
        private long lastNs;

        Follower(final AnchoredClock leader) {
            this.leader = leader;
        }

        @Override
        public long timeNs() {
            lastNs = Math.max(lastNs, System.nanoTime() + (long) OFFSET.getAcquire(leader));
            return lastNs;
        }

        /** Steps are the leader's to see. */
        @Override
        public long takeStepNs() {
            return 0;
        }
    }
}
