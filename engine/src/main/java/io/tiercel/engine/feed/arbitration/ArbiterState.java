package io.tiercel.engine.feed.arbitration;

/** Where an {@link Arbiter} stands. Its books are live in one of these, {@link #LIVE}. */
public enum ArbiterState {
    /** No session has begun. */
    WAITING,
    /** A session has begun, or is heard again; what came is in order, or is waited for within the reorder window. */
    JOINING,
    /** All that was sent has come, apart from what is waited for within the reorder window. */
    LIVE,
    /** Something is missing and was asked for. */
    REQUESTING,
    /** Something is missing for good, and a snapshot was asked for. */
    SNAPSHOT,
    /** Nothing is asked for any more. What comes late may still heal it. */
    STALE,
    /** No line says anything. */
    SILENT,
    /** The session is over, and all of it came. */
    ENDED;

    /** What is missing is not waited for. */
    boolean isGivenUp() {
        return this == SNAPSHOT || this == STALE || this == SILENT;
    }
}
