package io.tiercel.engine.pipeline;

/**
 * Tells a thread that hangs from one that is idle or well, by looking at its count of rounds again and again.
 *
 * <p>Between two looks no more than twice the agreed interval counts: when the observer itself was away (the machine
 * slept, all threads were stopped, its processor was taken), so may the observed thread have been. A hang is a
 * standstill in many looks, never a long time between two of them.
 */
public final class HangDetector {
    private static final int MAX_INTERVALS = 2;

    private final long timeoutNs;
    private final long maxCreditNs;
    private long lastLookNs;
    private long lastRounds = Heartbeat.NOT_BEGUN;
    private long standstillNs;

    /** @param lookIntervalNs how often {@link #look} is meant to be called; a small part of the timeout */
    public HangDetector(final long timeoutNs, final long lookIntervalNs) {
        if (lookIntervalNs < 1 || lookIntervalNs * MAX_INTERVALS >= timeoutNs) {
            throw new IllegalArgumentException("an interval of " + lookIntervalNs
                    + " ns is not within 1 ns and half of the timeout, " + timeoutNs + " ns; look more often");
        }
        this.timeoutNs = timeoutNs;
        maxCreditNs = MAX_INTERVALS * lookIntervalNs;
    }

    /**
     * One look.
     *
     * @param nowNs  of a monotonic clock
     * @param rounds as {@link Heartbeat#rounds()} gives it
     * @return whether the observed thread hangs
     */
    public boolean look(final long nowNs, final long rounds) {
        final long passedNs = nowNs - lastLookNs;
        lastLookNs = nowNs;
        if (rounds != lastRounds || rounds == Heartbeat.NOT_BEGUN || rounds == Heartbeat.ENDED) {
            lastRounds = rounds;
            standstillNs = 0;
            return false;
        }
        standstillNs += Math.min(passedNs, maxCreditNs);
        return standstillNs >= timeoutNs;
    }

    /** For how long the thread was seen to stand still. */
    public long standstillNs() {
        return standstillNs;
    }
}
