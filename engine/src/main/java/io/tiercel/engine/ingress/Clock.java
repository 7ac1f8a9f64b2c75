package io.tiercel.engine.ingress;

/** The time of the world outside, UTC ns. Never goes back. */
public interface Clock {
    long timeNs();

    /** How far the host's clock has stepped since the last time this was asked, or 0. Not for every event. */
    long takeStepNs();

    /** The same time for another thread: it follows the steps that this one takes. */
    default Clock forOtherThread() {
        return this;
    }
}
