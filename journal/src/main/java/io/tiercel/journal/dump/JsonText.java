package io.tiercel.journal.dump;

/** Builds one JSON object at a time in a line of text. */
final class JsonText implements FieldValues {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder(512);
    private boolean first;
    private boolean inList;

    void beginObject() {
        text.setLength(0);
        text.append('{');
        first = true;
        inList = false;
    }

    /** The whole line, with its end. Valid until the next object begins. */
    CharSequence endObject() {
        return text.append("}\n");
    }

    @Override
    public JsonText name(final String name) {
        if (!first) {
            text.append(',');
        }
        first = false;
        quote(name);
        text.append(':');
        return this;
    }

    @Override
    public JsonText number(final long value) {
        separate();
        text.append(value);
        return this;
    }

    /** What JSON has no number for is null. */
    @Override
    public JsonText number(final double value) {
        if (Double.isFinite(value)) {
            separate();
            text.append(value);
        } else {
            nothing();
        }
        return this;
    }

    @Override
    public JsonText nothing() {
        separate();
        text.append("null");
        return this;
    }

    @Override
    public JsonText string(final CharSequence value) {
        separate();
        quote(value);
        return this;
    }

    @Override
    public JsonText beginList() {
        text.append('[');
        inList = true;
        first = true;
        return this;
    }

    @Override
    public JsonText endList() {
        text.append(']');
        inList = false;
        first = false;
        return this;
    }

    private void separate() {
        if (inList) {
            if (!first) {
                text.append(',');
            }
            first = false;
        }
    }

    private void quote(final CharSequence value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            append(value, i);
        }
        text.append('"');
    }

    private void append(final CharSequence value, final int index) {
        final char c = value.charAt(index);
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c < ' ' || c == 0x7F || c == '\u2028' || c == '\u2029' || loneSurrogate(value, index)) {
                    unicode(c);
                } else {
                    text.append(c);
                }
            }
        }
    }

    private void unicode(final char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt((c >> shift) & 0xF));
        }
    }

    private static boolean loneSurrogate(final CharSequence value, final int index) {
        final char c = value.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1));
        }
        return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(value.charAt(index - 1)));
    }
}
