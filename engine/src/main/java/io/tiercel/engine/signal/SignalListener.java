package io.tiercel.engine.signal;

/** What signals tell the stage after them, on the core's thread. */
public interface SignalListener {
    /**
     * A signal that is ready has another value than before, or has just become ready.
     *
     * @param signalId as {@link Signals#declare} returned it
     */
    void onSignal(int signalId, Signal signal);
}
