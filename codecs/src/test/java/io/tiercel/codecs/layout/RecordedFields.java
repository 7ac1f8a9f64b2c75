package io.tiercel.codecs.layout;

import java.util.List;

/** Fields as lines. */
public record RecordedFields(List<String> lines) implements FieldWriter {
    @Override
    public void number(final String name, final long value) {
        lines.add(name + " " + value);
    }

    @Override
    public void unsigned(final String name, final long value) {
        lines.add(name + " u " + value);
    }

    @Override
    public void decimal(final String name, final long value, final int scale) {
        lines.add(name + " " + value + "/" + scale);
    }

    @Override
    public void unsignedDecimal(final String name, final long value, final int scale) {
        lines.add(name + " u " + value + "/" + scale);
    }

    @Override
    public void text(final String name, final String value) {
        lines.add(name + " '" + value + "'");
    }

    @Override
    public void none(final String name) {
        lines.add(name + " none");
    }

    @Override
    public void beginGroup(final String name) {
        lines.add(name + " [");
    }

    @Override
    public void beginEntry() {
        lines.add("{");
    }

    @Override
    public void endEntry() {
        lines.add("}");
    }

    @Override
    public void endGroup() {
        lines.add("]");
    }

    @Override
    public void beginComposite(final String name) {
        lines.add(name + " {");
    }

    @Override
    public void endComposite() {
        lines.add("}");
    }
}
