package io.tiercel.engine.boot;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.layout.FieldWriter;

/** Fields of a message as words of a line; those that are empty are left out. */
final class TextFields implements FieldWriter {
    private final StringBuilder text;

    TextFields(final StringBuilder text) {
        this.text = text;
    }

    @Override
    public void number(final String name, final long value) {
        append(name, Long.toString(value));
    }

    @Override
    public void unsigned(final String name, final long value) {
        append(name, Long.toUnsignedString(value));
    }

    @Override
    public void decimal(final String name, final long value, final int scale) {
        append(name, FixedPoint.format(value, scale));
    }

    @Override
    public void unsignedDecimal(final String name, final long value, final int scale) {
        append(name, FixedPoint.formatUnsigned(value, scale));
    }

    @Override
    public void text(final String name, final String value) {
        if (!value.isBlank()) {
            append(name, value.replaceAll("\\p{Cntrl}", "?"));
        }
    }

    @Override
    public void none(final String name) {
        // Nothing to show.
    }

    @Override
    public void beginGroup(final String name) {
        text.append(' ').append(name).append('[');
    }

    @Override
    public void beginEntry() {
        text.append('{');
    }

    @Override
    public void endEntry() {
        text.append(" }");
    }

    @Override
    public void endGroup() {
        text.append(']');
    }

    @Override
    public void beginComposite(final String name) {
        text.append(' ').append(name).append('{');
    }

    @Override
    public void endComposite() {
        text.append(" }");
    }

    private void append(final String name, final String value) {
        text.append(' ').append(name).append('=').append(value);
    }
}
