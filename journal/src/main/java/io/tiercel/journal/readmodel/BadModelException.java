package io.tiercel.journal.readmodel;

/** A read model cannot be used. The text says why; what is to be done is always to make it anew. */
final class BadModelException extends Exception {
    private static final long serialVersionUID = 1L;

    BadModelException(final String message) {
        super(message);
    }
}
