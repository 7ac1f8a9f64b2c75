package io.tiercel.engine.boot.configuration;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that one start shows all of it. Not for several threads. */
public final class Problems {
    /** How many are shown; the rest is counted. */
    public static final int MAX_SHOWN = 20;

    private static final int MAX_VALUE_LENGTH = 80;

    private final List<String> lines = new ArrayList<>();
    private int count;

    public void add(final String where, final String problem) {
        count++;
        if (lines.size() < MAX_SHOWN) {
            lines.add(where.isEmpty() ? problem : where + ": " + problem);
        }
    }

    public int count() {
        return count;
    }

    /** @throws ConfigurationException when there are any */
    public void throwIfAny() {
        if (count == 0) {
            return;
        }
        final List<String> shown = new ArrayList<>(lines);
        if (count > shown.size()) {
            shown.add("and " + (count - shown.size()) + " more problems; correct these first");
        }
        throw new ConfigurationException(shown);
    }

    /** A text from outside as it stands in a message: in quotes, on one line, not too long. */
    public static String quote(final String text) {
        final StringBuilder result = new StringBuilder("\"");
        for (int i = 0; i < text.length() && i < MAX_VALUE_LENGTH; i++) {
            final char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c) || c == '\uFFFD' || c == '\uFEFF') {
                result.append(String.format("\\u%04x", (int) c));
            } else {
                result.append(c);
            }
        }
        return result.append(text.length() > MAX_VALUE_LENGTH ? "…\"" : "\"").toString();
    }
}
