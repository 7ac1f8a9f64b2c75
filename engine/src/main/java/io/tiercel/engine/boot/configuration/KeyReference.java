package io.tiercel.engine.boot.configuration;

import java.util.Locale;

/** The table of keys as a reader sees it: the reference in docs/configuration.md. */
public final class KeyReference {
    /** The line in docs/configuration.md that the table follows. */
    public static final String BEGIN = "<!-- keys: begin -->";

    /** The line in docs/configuration.md that follows the table. */
    public static final String END = "<!-- keys: end -->";

    private KeyReference() {}

    /** One heading and table per section. */
    public static String markdown() {
        final StringBuilder text = new StringBuilder();
        String section = "";
        for (final Key key : Keys.all()) {
            if (!key.segments().get(0).equals(section)) {
                section = key.segments().get(0);
                text.append("\n### ").append(section).append("\n\n");
                text.append("| key | type | unit | default | limits | meaning |\n");
                text.append("|---|---|---|---|---|---|\n");
            }
            text.append(String.format(
                    Locale.ROOT,
                    "| `%s`<br>`%s` | %s | %s | %s | %s | %s |\n",
                    key.path(),
                    Key.environmentName(key.segments()),
                    key.type().title(),
                    key.unit(),
                    defaultOf(key),
                    key.limits(),
                    key.meaning()));
        }
        return text.append('\n').toString();
    }

    /** {@code document} with the table between the marks replaced. */
    public static String update(final String document) {
        final int begin = document.indexOf(BEGIN);
        final int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no line " + BEGIN + " with a line " + END + " after it; add both");
        }
        return document.substring(0, begin + BEGIN.length()) + "\n" + markdown() + document.substring(end);
    }

    /** What the default is, in a cell of the table. */
    public static String defaultOf(final Key key) {
        if (key.defaultFrom() != null) {
            return "as `" + key.defaultFrom() + "`";
        }
        if (key.required()) {
            return "none: must be given";
        }
        if (key.defaultText() == null) {
            return "the strategy's";
        }
        return key.defaultText().isEmpty() ? "empty" : "`" + key.defaultText() + "`";
    }
}
