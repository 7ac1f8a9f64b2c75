package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.session.EnvironmentException;
import io.tiercel.engine.core.SetupException;
import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a user gets to see of an exception: what is wrong, one line each, and never a stack trace unasked. */
final class Failures {
    private Failures() {}

    /** The {@link ExitCode} that it leads to. */
    static int exitCode(final Throwable failure) {
        return failure instanceof ConfigurationException || failure instanceof SetupException
                ? ExitCode.BAD_INPUT
                : ExitCode.ENVIRONMENT;
    }

    /** Prints the failure and returns the {@link ExitCode}. */
    static int report(final Throwable failure, final boolean debug, final PrintStream err) {
        if (failure instanceof ConfigurationException configuration) {
            configuration.problems().forEach(problem -> err.println("tiercel: " + problem));
            return exitCode(failure);
        }
        if (failure instanceof SetupException) {
            err.println("tiercel: " + oneLine(failure));
            trace(failure, debug, err);
            return exitCode(failure);
        }
        if (failure instanceof JournalException || failure instanceof EnvironmentException || saysItself(failure)) {
            err.println("tiercel: " + oneLine(failure));
            trace(failure, debug, err);
            return exitCode(failure);
        }
        if (debug) {
            err.println("tiercel: unexpected: " + oneLine(failure));
            trace(failure, true, err);
        } else {
            err.println("tiercel: unexpected: " + oneLine(failure) + "; " + detail(failure));
        }
        return exitCode(failure);
    }

    private static void trace(final Throwable failure, final boolean debug, final PrintStream err) {
        if (debug) {
            failure.printStackTrace(err);
        }
    }

    /** A file that could not be read or written, in words of this project: not those of its cause alone. */
    private static boolean saysItself(final Throwable failure) {
        return failure instanceof UncheckedIOException unchecked
                && unchecked.getMessage() != null
                && !unchecked.getMessage().equals(String.valueOf(unchecked.getCause()));
    }

    private static String oneLine(final Throwable failure) {
        final String message = failure.getMessage();
        final String text = message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : failure instanceof JournalException
                                || failure instanceof EnvironmentException
                                || failure instanceof SetupException
                                || saysItself(failure)
                        ? message
                        : failure.getClass().getSimpleName() + ": " + message;
        return text.replaceAll("\\R", " ");
    }

    /** Writes the stack trace where it is not in the way. */
    private static String detail(final Throwable failure) {
        final StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            final Path file = Files.createTempFile("tiercel-error-", ".txt");
            Files.writeString(file, trace.toString());
            return "details are in " + file + ", or run it again with --debug";
        } catch (final IOException e) {
            return "run it again with --debug for details (they could not be written to a file: " + DiskFailure.text(e)
                    + ")";
        }
    }
}
