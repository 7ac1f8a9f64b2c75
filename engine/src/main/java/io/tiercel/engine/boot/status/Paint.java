package io.tiercel.engine.boot.status;

/** Colours and lines of a terminal, or plain text where there is none. */
record Paint(boolean colours, boolean unicode) {
    private static final String RESET = "\u001b[0m";

    String bold(final String text) {
        return with("1", text);
    }

    String faint(final String text) {
        return with("2", text);
    }

    String good(final String text) {
        return with("32", text);
    }

    String bad(final String text) {
        return with("31;1", text);
    }

    String warning(final String text) {
        return with("33", text);
    }

    /** Green above 0, red below. */
    String signed(final long value, final String text) {
        return value > 0 ? good(text) : value < 0 ? with("31", text) : text;
    }

    String rule() {
        return unicode ? "─" : "-";
    }

    String dot() {
        return unicode ? "●" : "*";
    }

    String none() {
        return unicode ? "–" : "-";
    }

    private String with(final String code, final String text) {
        return colours ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
