package io.tiercel.engine.feed;

/** What a lane's books are worth. */
public enum LaneState {
    /** No session has begun yet. */
    WAITING("waits for a session"),
    /** All of the session came, and went to the subscriber. */
    LIVE("live"),
    /** The session's begin was missed: the feed was there before the lane. */
    JOINED_LATE("the begin of the session is missing"),
    /** Messages are missing. */
    GAP("messages are missing"),
    /** A message was not what its type is. */
    MALFORMED("a message could not be read"),
    /** Messages came while nobody listened. */
    NO_SUBSCRIBER("no engine listened"),
    /** The engine does not know what came before. */
    NEW_SUBSCRIBER("an engine came when the session had begun"),
    /** The session is over. */
    ENDED("the session has ended"),
    /** The lane threw. */
    BROKEN("the lane failed");

    private final String title;

    LaneState(final String title) {
        this.title = title;
    }

    /** Within a session that cannot be followed any more: its messages are for nobody. */
    public boolean lost() {
        return this != WAITING && this != LIVE && this != ENDED;
    }

    /** In words, for people. */
    public String title() {
        return title;
    }
}
