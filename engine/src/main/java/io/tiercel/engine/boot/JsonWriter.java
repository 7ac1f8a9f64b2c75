package io.tiercel.engine.boot;

import io.tiercel.codecs.FixedPoint;

/**
 * Writes one JSON value, its keys in the order they are given. A key or value in the wrong place is an error of the
 * caller.
 */
public final class JsonWriter {
    private static final int MAX_DEPTH = 64;

    private final StringBuilder text = new StringBuilder();
    private final char[] closers = new char[MAX_DEPTH];
    private int depth;
    private boolean separate;
    private boolean afterKey;

    public JsonWriter beginObject() {
        return begin('{', '}');
    }

    public JsonWriter endObject() {
        return end('}');
    }

    public JsonWriter beginArray() {
        return begin('[', ']');
    }

    public JsonWriter endArray() {
        return end(']');
    }

    /** The next value's name. */
    public JsonWriter key(final String name) {
        require(depth > 0 && closers[depth - 1] == '}' && !afterKey, "a key");
        if (separate) {
            text.append(',');
        }
        quote(name);
        text.append(':');
        afterKey = true;
        return this;
    }

    /** A text, or null. */
    public JsonWriter value(final String value) {
        beforeValue();
        if (value == null) {
            text.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    public JsonWriter value(final long value) {
        beforeValue();
        text.append(value);
        return this;
    }

    /** A number of 64 bits without a sign. */
    public JsonWriter unsigned(final long value) {
        beforeValue();
        text.append(Long.toUnsignedString(value));
        return this;
    }

    /** A number with so many digits after the point, none of them lost. */
    public JsonWriter decimal(final long value, final int scale) {
        beforeValue();
        text.append(FixedPoint.format(value, scale));
        return this;
    }

    public JsonWriter value(final boolean value) {
        beforeValue();
        text.append(value);
        return this;
    }

    /** A number; what is none becomes null, for JSON has no word for it. */
    public JsonWriter value(final double value) {
        beforeValue();
        text.append(Double.isFinite(value) ? Double.toString(value) : "null");
        return this;
    }

    /** Key and value in one. */
    public JsonWriter put(final String name, final String value) {
        return key(name).value(value);
    }

    public JsonWriter put(final String name, final long value) {
        return key(name).value(value);
    }

    public JsonWriter put(final String name, final boolean value) {
        return key(name).value(value);
    }

    /** The whole value, on one line. */
    @Override
    public String toString() {
        require(depth == 0 && text.length() > 0, "the end");
        return text.toString();
    }

    private JsonWriter begin(final char opener, final char closer) {
        require(depth < MAX_DEPTH, "another level");
        beforeValue();
        text.append(opener);
        closers[depth++] = closer;
        separate = false;
        return this;
    }

    private JsonWriter end(final char closer) {
        require(depth > 0 && closers[depth - 1] == closer && !afterKey, "a closing " + closer);
        text.append(closer);
        depth--;
        separate = true;
        return this;
    }

    private void beforeValue() {
        if (depth == 0) {
            require(text.length() == 0, "a second value");
        } else if (closers[depth - 1] == '}') {
            require(afterKey, "a value without a key");
        } else if (separate) {
            text.append(',');
        }
        afterKey = false;
        separate = true;
    }

    private void quote(final String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7F || c == '\u2028' || c == '\u2029' || loneSurrogate(value, i)) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private static boolean loneSurrogate(final String value, final int index) {
        final char c = value.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1));
        }
        return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(value.charAt(index - 1)));
    }

    private static void require(final boolean holds, final String what) {
        if (!holds) {
            throw new IllegalStateException(what + " cannot stand here");
        }
    }
}
