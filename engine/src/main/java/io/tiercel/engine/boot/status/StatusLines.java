package io.tiercel.engine.boot.status;

import io.tiercel.engine.observe.EngineStatus;

/** The same as the live view, once, without colours, and nothing left out. */
public final class StatusLines {
    private static final int COLUMNS = 100;
    private static final int ROWS = 10_000;

    private StatusLines() {}

    public static String plain(final EngineStatus status) {
        return String.join("\n", new TerminalView(new Paint(false, false), COLUMNS, ROWS).lines(status, null, ""));
    }
}
