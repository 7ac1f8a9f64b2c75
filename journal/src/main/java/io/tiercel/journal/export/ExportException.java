package io.tiercel.journal.export;

/** An export could not be written. The text says what, where, what became of it and what to do. */
public final class ExportException extends Exception {
    private static final long serialVersionUID = 1L;

    ExportException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
