package io.tiercel.engine.replay;

/** Says when each input of a replay is run. Called by the replaying thread. */
@FunctionalInterface
public interface ReplayPace {
    /** At once. */
    ReplayPace FREE = (sequence, timeNs, inRange) -> true;

    /**
     * Returns when the input is due.
     *
     * @param inRange false for one that is run only since the range needs it
     * @return false when the replay is to end before it
     */
    boolean await(long sequence, long timeNs, boolean inRange);
}
