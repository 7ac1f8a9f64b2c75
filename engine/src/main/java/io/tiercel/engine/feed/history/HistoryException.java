package io.tiercel.engine.feed.history;

/** The files cannot be used as they were asked for; the message says why and what to do. */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HistoryException(final String message) {
        super(message);
    }
}
