package io.tiercel.engine.boot;

import java.io.PrintStream;

/** Runs the engine from start to stop. */
public final class EngineRunner {
    private EngineRunner() {}

    /**
     * @param out the result
     * @param err progress
     * @return an {@link ExitCode}
     */
    public static int run(final RunOptions options, final PrintStream out, final PrintStream err) {
        throw new IllegalStateException();
    }
}
