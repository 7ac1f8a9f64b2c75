package io.tiercel.engine.boot.session;

import io.tiercel.engine.strategy.EngineFailure;
import io.tiercel.journal.JournalException;
import java.io.UncheckedIOException;

/** What somebody gets to read of something thrown: one line, and the place it comes from instead of a stack trace. */
public final class Causes {
    private Causes() {}

    public static String text(final Throwable thrown) {
        if (thrown instanceof EngineFailure && thrown.getCause() != null) {
            return text(thrown.getCause());
        }
        final String message = thrown.getMessage();
        final boolean says = message != null && !message.isBlank();
        if (says
                && (thrown instanceof JournalException
                        || thrown instanceof UncheckedIOException
                        || thrown instanceof EnvironmentException
                        || thrown instanceof HangException)) {
            return oneLine(message);
        }
        final StackTraceElement[] trace = thrown.getStackTrace();
        return oneLine(thrown.getClass().getSimpleName()
                + (says ? ": " + message : "")
                + (trace.length > 0 ? " at " + trace[0] : ""));
    }

    /** What a library says, without the place in it. */
    static String message(final Throwable thrown) {
        final String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : oneLine(message);
    }

    private static String oneLine(final String text) {
        return text.replaceAll("\\R", " ");
    }
}
