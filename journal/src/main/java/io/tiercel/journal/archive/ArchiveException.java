package io.tiercel.journal.archive;

/** An archive could not be written, read or made use of. The text says what, where and what to do. */
public final class ArchiveException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Who has to do something. */
    public enum Kind {
        /** What was asked for cannot be done. */
        INPUT,
        /** The journal, or its archive, is not what was written. */
        DAMAGE,
        /** The disk. */
        ENVIRONMENT
    }

    ArchiveException(final Kind kind, final String message) {
        super(message);
        this.kind = kind;
    }

    ArchiveException(final Kind kind, final String message, final Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
