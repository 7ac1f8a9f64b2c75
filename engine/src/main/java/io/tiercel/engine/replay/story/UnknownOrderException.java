package io.tiercel.engine.replay.story;

/** There is no such order in the journal, or none can be; the text says what is known instead. */
public final class UnknownOrderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownOrderException(final String message) {
        super(message);
    }
}
