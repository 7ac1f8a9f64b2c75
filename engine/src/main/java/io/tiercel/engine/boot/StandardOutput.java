package io.tiercel.engine.boot;

import io.tiercel.journal.DiskFailure;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Whether a result came to where it was to go: a print stream keeps to itself that it did not. */
final class StandardOutput {
    /** What the system says when nobody reads any more, as behind {@code | head}. */
    private static final String NOBODY_READS = "Broken pipe";

    private StandardOutput() {}

    /**
     * The exit code, when the command has ended with this one.
     *
     * @param under what {@code out} writes to
     */
    static int exitCode(final int ended, final PrintStream out, final OutputStream under, final PrintStream err) {
        final String why = out.checkError() ? refusal(under) : null;
        if (why == null) {
            return ended;
        }
        err.println("tiercel: not all of the result could be written to standard output: " + why
                + "; make room, or send it elsewhere");
        return ended == ExitCode.DONE ? ExitCode.ENVIRONMENT : ended;
    }

    /** For a long result, which need not be made any more when it comes nowhere: writes to it fail then. */
    static OutputStream failing(final PrintStream target) {
        return new FilterOutputStream(target) {
            @Override
            public void write(final byte[] bytes, final int offset, final int length) throws IOException {
                target.write(bytes, offset, length);
                if (target.checkError()) {
                    throw new IOException("standard output takes nothing more");
                }
            }
        };
    }

    /** The print stream has forgotten it, so one more byte is tried; null when nobody wants to read. */
    private static String refusal(final OutputStream under) {
        try {
            under.write('\n');
            return "it takes bytes now, and did not before";
        } catch (final IOException e) {
            return NOBODY_READS.equals(e.getMessage()) ? null : DiskFailure.text(e);
        }
    }
}
