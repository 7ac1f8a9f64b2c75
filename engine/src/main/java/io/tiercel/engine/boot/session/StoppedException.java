package io.tiercel.engine.boot.session;

/** A run was asked to end before it was ready. That is no failure. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("stopped before it was ready; nothing was traded");
    }
}
