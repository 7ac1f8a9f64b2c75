package io.tiercel.engine.feed.arbitration;

/**
 * How long a reading of captures waits for what servers gave again: as long as any of it comes, however long all of it
 * takes.
 */
public final class AwaitedAnswers {
    /** Without any answer, or a snapshot. A server may have to be found again. */
    private static final long LONGEST_NS = 30_000_000_000L;

    private final Arbiter arbiter;
    /** What was missing first, and when it became that. */
    private long awaited;

    private long answeredNs;

    public AwaitedAnswers(final Arbiter arbiter) {
        this.arbiter = arbiter;
    }

    /** Returns whether nothing came for too long: what is missing is lost then, and the arbiter can go on. */
    public boolean giveUp(final long nowNs) {
        if (arbiter.state() != ArbiterState.REQUESTING || arbiter.expected() != awaited) {
            awaited = arbiter.expected();
            answeredNs = nowNs;
            return false;
        }
        if (nowNs - answeredNs < LONGEST_NS) {
            return false;
        }
        arbiter.lose(false, nowNs);
        return true;
    }

    /** Nothing comes of what was asked for: if it is missing still, it is lost, and the arbiter can go on. */
    public void refuse(final long nowNs) {
        if (arbiter.state() == ArbiterState.REQUESTING) {
            arbiter.lose(false, nowNs);
        }
    }
}
