package io.tiercel.engine.boot.configuration;

/** A text is not a value of its type. The message says what is wrong and what to write instead. */
public final class BadValueException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadValueException(final String message) {
        super(message);
    }
}
