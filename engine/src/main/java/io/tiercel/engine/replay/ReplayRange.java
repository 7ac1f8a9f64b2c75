package io.tiercel.engine.replay;

/**
 * Which inputs of a journal count, both ends included; those before are run all the same, since what follows needs
 * them.
 *
 * @param fromSequence the least
 * @param fromTimeNs   the least
 * @param toSequence   the greatest
 * @param toTimeNs     the greatest
 */
public record ReplayRange(long fromSequence, long fromTimeNs, long toSequence, long toTimeNs) {
    /** Every input. */
    public static final ReplayRange ALL = new ReplayRange(0, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    boolean begun(final long sequence, final long timeNs) {
        return sequence >= fromSequence && timeNs >= fromTimeNs;
    }

    boolean over(final long sequence, final long timeNs) {
        return sequence > toSequence || timeNs > toTimeNs;
    }
}
