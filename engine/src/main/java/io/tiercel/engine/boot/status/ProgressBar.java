package io.tiercel.engine.boot.status;

import java.io.PrintStream;

/** How far long work is, on standard error: in a terminal one line that is drawn anew, else a line each time. */
public final class ProgressBar implements AutoCloseable {
    private static final int STANDARD_ERROR = 2;
    private static final int MAX_BAR = 40;
    private static final int MIN_BAR = 10;
    private static final String LINE_BEGIN = "\r";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final double PERCENT = 100;

    private final PrintStream err;
    private final int columns;
    private boolean shown;

    /** In a terminal when standard error is one. */
    public ProgressBar(final PrintStream err) {
        this(err, Screen.possible(STANDARD_ERROR) ? Screen.columns() : 0);
    }

    /** @param columns of the terminal; 0: there is none */
    ProgressBar(final PrintStream err, final int columns) {
        this.err = err;
        this.columns = columns;
    }

    /** Whether it is drawn in a terminal. */
    public boolean interactive() {
        return columns > 0;
    }

    /**
     * @param fraction that is done, 0 to 1; NaN when nobody knows
     * @param text     what else there is to say
     */
    public void show(final double fraction, final String text) {
        final String percent = Double.isNaN(fraction) ? "" : (int) (fraction * PERCENT) + " % ";
        if (!interactive()) {
            err.println(percent + text);
            return;
        }
        // The last column stays free: a terminal may begin a new line after it.
        final int bar = Math.min(MAX_BAR, columns - 1 - percent.length() - text.length() - "[] ".length());
        String line = percent + text;
        if (bar >= MIN_BAR && !Double.isNaN(fraction)) {
            final int full = (int) (fraction * bar);
            line = "[" + "=".repeat(full) + " ".repeat(bar - full) + "] " + line;
        }
        err.print(LINE_BEGIN + line.substring(0, Math.min(line.length(), columns - 1)) + CLEAR_LINE);
        err.flush();
        shown = true;
    }

    /** Gives the line back. */
    @Override
    public void close() {
        if (shown) {
            err.print(LINE_BEGIN + CLEAR_LINE);
            err.flush();
            shown = false;
        }
    }
}
