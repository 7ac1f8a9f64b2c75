package io.tiercel.engine.boot.session;

/** Trading ended because something broke. The text says at which input, by what, and where the journal is. */
public final class FatalHaltException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FatalHaltException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
