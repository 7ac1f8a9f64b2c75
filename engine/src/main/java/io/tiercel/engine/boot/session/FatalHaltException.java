package io.tiercel.engine.boot.session;

import java.util.Optional;

/** Trading ended because something broke. The text says at which input, by what, and where the journal is. */
public final class FatalHaltException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HangResult hang;

    public FatalHaltException(final String message, final Throwable cause) {
        this(message, cause, null);
    }

    FatalHaltException(final String message, final Throwable cause, final HangResult hang) {
        super(message, cause);
        this.hang = hang;
    }

    /** What is known of it when it was a hang of the engine's thread. */
    public Optional<HangResult> hang() {
        return Optional.ofNullable(hang);
    }
}
