package io.tiercel.journal;

/** The journal cannot be written, or what is there is not a journal. The text says what, where and what to do. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient JournalFault fault;

    public JournalException(final String message) {
        super(message);
        fault = null;
    }

    /** There is a journal, and this is wrong with it. */
    public JournalException(final String message, final JournalFault fault) {
        super(message);
        this.fault = fault;
    }

    public JournalException(final String message, final Throwable cause) {
        super(message, cause);
        fault = null;
    }

    /** The damage that is meant; null when it is not about damage. */
    public JournalFault fault() {
        return fault;
    }
}
