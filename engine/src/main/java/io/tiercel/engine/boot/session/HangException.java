package io.tiercel.engine.boot.session;

/** A thread of the engine hung. Where it did stands in the text; where this is thrown from says nothing. */
final class HangException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HangException(final String message, final Throwable cause) {
        super(message, cause, true, false);
    }
}
