package io.tiercel.bench.report;

import com.typesafe.config.ConfigException;
import io.aeron.exceptions.AeronException;
import io.tiercel.engine.boot.session.Causes;
import io.tiercel.engine.boot.session.EnvironmentException;
import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a user reads of a failure: its own words. Only what nobody foresaw tells its kind and its place besides. */
public final class Failure {
    private Failure() {}

    /** In one line or more. */
    public static String text(final Throwable failure) {
        if (failure instanceof AeronException) {
            return "Aeron failed: " + DiskFailure.text(failure);
        }
        if (failure instanceof InterruptedException) {
            return "it was interrupted";
        }
        if (failure instanceof UncheckedIOException || failure instanceof IOException) {
            return DiskFailure.text(failure);
        }
        return saysItself(failure) ? failure.getMessage() : "unexpected: " + Causes.text(failure);
    }

    private static boolean saysItself(final Throwable failure) {
        final String message = failure.getMessage();
        return message != null
                && !message.isBlank()
                && (failure instanceof IllegalStateException
                        || failure instanceof IllegalArgumentException
                        || failure instanceof EnvironmentException
                        || failure instanceof JournalException
                        || failure instanceof ConfigException);
    }
}
