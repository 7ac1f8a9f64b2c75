package io.tiercel.engine.boot.session;

import io.tiercel.engine.pipeline.VenuePort;
import java.util.Optional;

/** A venue as a live run knows it, in this process or in another one. Main's, unless said otherwise. */
interface LiveVenue extends VenuePort, SupervisorAgent.EmergencyExit {
    /** What is not connected yet, in words, or null. Before the start, when Aeron was given its turn. */
    String missing();

    /** How long the start waits for it. */
    long connectTimeoutNs();

    /** Its thread in this process, which runs from now on, if it has one here. */
    Optional<Thread> start();

    /** In words why the run cannot go on with it, or null. Any thread, after the start. */
    String ended();

    /** Says what has changed since it was asked last. */
    void tell();

    /** Why its log is not to be trusted, or null. After {@link #close}. */
    String logFailure();

    /** Its thread did not end and is left to itself: nothing that it uses may be closed. After {@link #close}. */
    boolean hung();

    void close();
}
