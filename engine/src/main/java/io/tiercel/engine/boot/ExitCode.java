package io.tiercel.engine.boot;

/** What a program's end means to the script that started it. */
public final class ExitCode {
    /** Done; a clean stop by a signal, too. */
    public static final int DONE = 0;

    /** A check found a difference or a breach, or the end is unreconciled. */
    public static final int DIFFERENCE = 1;

    /** Bad usage or bad input. */
    public static final int BAD_INPUT = 2;

    /** The environment failed: a disk, a network, a driver. */
    public static final int ENVIRONMENT = 3;

    /** Trading ended by a fatal halt. */
    public static final int HALTED = 4;

    private ExitCode() {}
}
