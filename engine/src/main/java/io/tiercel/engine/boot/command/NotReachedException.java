package io.tiercel.engine.boot.command;

/** No engine could be reached, so nothing was sent. The text says why, and what to do. */
public final class NotReachedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotReachedException(final String message) {
        super(message);
    }

    NotReachedException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
