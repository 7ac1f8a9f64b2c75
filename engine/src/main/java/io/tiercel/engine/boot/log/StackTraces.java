package io.tiercel.engine.boot.log;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What was thrown, in full. */
public final class StackTraces {
    private StackTraces() {}

    /** With its stack trace and its causes. Never throws, whatever the methods of {@code thrown} do. */
    public static String text(final Throwable thrown) {
        final StringWriter text = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(text, true));
        } catch (final RuntimeException | StackOverflowError alsoBroken) {
            // An exception of a strategy's own making, and its methods fail, too.
            text.append(System.lineSeparator())
                    .append("its text cannot be had: ")
                    .append(alsoBroken.getClass().getName());
        }
        return text.toString();
    }
}
