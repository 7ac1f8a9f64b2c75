package io.tiercel.engine.state;

/**
 * Deadlines as part of the core's state. Before an input of time t all deadlines up to t fire, in the order of deadline
 * and then of id.
 */
public interface Timers {
    /** No timer. */
    long NONE = 0;

    /** Whose timer it is: decides who is called. */
    enum Owner {
        STRATEGY,
        ROUTE,
        ORDER
    }

    /**
     * Starts a timer that fires once.
     *
     * @param ownerId which one among the owners of that kind (a strategy id), or 0
     * @param data    handed back when it fires
     * @return the timer's id, or {@link #NONE} when there is no room: the caller has to handle that
     */
    long schedule(long deadlineNs, Owner owner, int ownerId, long data);

    /** Stops a timer. False when it has fired, was cancelled before, or never was. */
    boolean cancel(long timerId);
}
