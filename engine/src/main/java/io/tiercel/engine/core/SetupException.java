package io.tiercel.engine.core;

/**
 * The configuration or reference data that opens a session does not work. Thrown by the core only before it is ready
 * to trade; the text says what, value, limit and remedy.
 */
public final class SetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SetupException(final String message) {
        super(message);
    }
}
