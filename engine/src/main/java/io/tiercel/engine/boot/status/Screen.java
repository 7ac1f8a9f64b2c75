package io.tiercel.engine.boot.status;

import io.tiercel.engine.observe.EngineStatus;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Shows an engine's status again and again in the same place of a terminal. One thread. */
public final class Screen implements AutoCloseable {
    /** Set by the launcher: which of 1 (standard output) and 2 (standard error) are terminals, rows, columns. */
    private static final String PROPERTY = "tiercel.terminal";

    private static final String SIZE = "[1-9][0-9]{0,3}";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String OWN_SCREEN = "\u001b[?1049h\u001b[?25l";
    private static final String BACK = "\u001b[?25h\u001b[?1049l";

    private final PrintStream stream;
    private final TerminalView view;
    private EngineStatus before;

    private Screen(final PrintStream stream, final TerminalView view) {
        this.stream = stream;
        this.view = view;
        stream.print(OWN_SCREEN);
    }

    /**
     * The terminal's screen, or null when this stream goes elsewhere.
     *
     * @param descriptor 1 or 2
     */
    public static Screen of(final PrintStream stream, final int descriptor) {
        if (!possible(descriptor)) {
            return null;
        }
        final String[] parts = parts();
        return new Screen(stream, new TerminalView(paint(), Integer.parseInt(parts[2]), Integer.parseInt(parts[1])));
    }

    /** Whether this stream goes to a terminal whose size is known. */
    static boolean possible(final int descriptor) {
        final String[] parts = parts();
        return parts.length == 3
                && parts[0].contains(String.valueOf(descriptor))
                && parts[1].matches(SIZE)
                && parts[2].matches(SIZE)
                && !"dumb".equals(System.getenv("TERM"));
    }

    /** The terminal's, where {@link #possible}. */
    static int columns() {
        return Integer.parseInt(parts()[2]);
    }

    private static String[] parts() {
        return System.getProperty(PROPERTY, "").trim().split(" ");
    }

    private static Paint paint() {
        final String language = firstSet("LC_ALL", "LC_CTYPE", "LANG").toLowerCase(Locale.ROOT);
        return new Paint(System.getenv("NO_COLOR") == null, language.contains("utf-8") || language.contains("utf8"));
    }

    private static String firstSet(final String... names) {
        for (final String name : names) {
            final String value = System.getenv(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    public void show(final EngineStatus now, final String foot) {
        final List<String> lines = view.lines(now, before, foot);
        final StringBuilder text = new StringBuilder(HOME);
        for (int i = 0; i < lines.size(); i++) {
            // No new line after the last one: it would scroll a screen that is full.
            text.append(lines.get(i)).append(CLEAR_LINE).append(i + 1 < lines.size() ? "\n" : "");
        }
        stream.print(text.append(CLEAR_BELOW));
        stream.flush();
        before = now;
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() {
        stream.print(BACK);
        stream.flush();
    }
}
