package io.tiercel.engine.state;

/** Which inputs a state machine needs from its driver, besides those from outside. */
public interface InputDemand {
    /** {@link #nextDeadlineNs()} when no timer runs. */
    long NO_DEADLINE = Long.MAX_VALUE;

    /** The time of the earliest timer; the driver must supply an input (a tick, if nothing else) at that time. */
    long nextDeadlineNs();

    /** Work is left that did not fit into the bound of outputs per input: the driver must supply a Continue input. */
    boolean hasContinuation();
}
