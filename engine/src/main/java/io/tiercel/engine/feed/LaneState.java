package io.tiercel.engine.feed;

/** What a lane's books are worth. */
public enum LaneState {
    /** No session has begun yet. */
    WAITING("waits for a session"),
    /** All that was sent came, and went to the subscriber. */
    LIVE("live"),
    /** Something is missing, and something is done about it. */
    RECOVERING("recovering"),
    /** Something is missing, and nothing more is done about it. */
    STALE("stale"),
    /** The session is over. */
    ENDED("the session has ended"),
    /** The lane threw. */
    BROKEN("the lane failed");

    private final String title;

    LaneState(final String title) {
        this.title = title;
    }

    /** In words, for people. */
    public String title() {
        return title;
    }
}
