package io.tiercel.engine.boot.session;

/**
 * The run ended since something around the engine failed: a market, a disk, a feed that never came. Trading was
 * stopped as at a clean stop. The text says what happened and what to look at.
 */
public final class EnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EnvironmentException(final String message) {
        super(message);
    }

    EnvironmentException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
