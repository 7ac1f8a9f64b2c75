package io.tiercel.engine.boot.status;

import io.tiercel.engine.observe.EngineStatus;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Standard error of a run: messages, and in a terminal the live view. While the view is there messages are held; the
 * last ones stand at its foot, and all are printed when the terminal is given back.
 */
public final class Console implements AutoCloseable {
    private static final int STANDARD_ERROR = 2;
    private static final int SHOWN_MESSAGES = 2;
    private static final String HELP =
            "Ctrl-C stops: strategies end, open orders are cancelled, their ends awaited, the journal flushed.";

    private final PrintStream err;
    private final PrintStream messages = new PrintStream(new Lines(), true, StandardCharsets.UTF_8);
    private final List<String> held = new ArrayList<>();
    private final boolean interactive;
    private Screen screen;
    private boolean closed;

    /** @param view whether a terminal may be taken for the view */
    public Console(final PrintStream err, final boolean view) {
        this.err = err;
        interactive = view && Screen.possible(STANDARD_ERROR);
    }

    /** Whether {@link #show} shows anything. */
    public boolean interactive() {
        return interactive;
    }

    /** For messages, from any thread. */
    public PrintStream err() {
        return interactive ? messages : err;
    }

    /** Draws the view. One thread. */
    public void show(final EngineStatus status) {
        final String foot;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (screen == null) {
                screen = Screen.of(err, STANDARD_ERROR);
            }
            final List<String> last = held.subList(Math.max(0, held.size() - SHOWN_MESSAGES), held.size());
            foot = last.isEmpty() ? HELP : String.join("\n", last);
        }
        screen.show(status, foot);
    }

    private synchronized void message(final String line) {
        if (screen == null || closed) {
            err.println(line);
        } else {
            held.add(line);
        }
    }

    /** Gives the terminal back and prints what was held. */
    @Override
    public synchronized void close() {
        messages.flush();
        if (screen != null && !closed) {
            screen.close();
            held.forEach(err::println);
        }
        closed = true;
    }

    /** Cuts what is printed into lines. */
    private final class Lines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(final int b) {
            if (b == '\n') {
                message(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }
}
