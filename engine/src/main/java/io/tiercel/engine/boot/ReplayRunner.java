package io.tiercel.engine.boot;

import java.io.PrintStream;

/** Runs a journal through the core again. */
public final class ReplayRunner {
    private ReplayRunner() {}

    /**
     * @param out the result
     * @param err progress
     * @return an {@link ExitCode}
     */
    public static int replay(final ReplayOptions options, final PrintStream out, final PrintStream err) {
        throw new IllegalStateException();
    }
}
