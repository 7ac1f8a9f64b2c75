package io.tiercel.engine.feed.history;

import io.tiercel.codecs.layout.FieldWriter;

/** Takes every field, and counts them; says the same of the same ones. */
final class CountingFields implements FieldWriter {
    long count;
    long digest;

    private void take(final String name, final long value) {
        count++;
        digest = 31 * (31 * digest + name.hashCode()) + value;
    }

    @Override
    public void number(final String name, final long value) {
        take(name, value);
    }

    @Override
    public void unsigned(final String name, final long value) {
        take(name, value);
    }

    @Override
    public void decimal(final String name, final long value, final int scale) {
        take(name, 31 * value + scale);
    }

    @Override
    public void unsignedDecimal(final String name, final long value, final int scale) {
        take(name, 31 * value + scale);
    }

    @Override
    public void text(final String name, final String value) {
        take(name, value.hashCode());
    }

    @Override
    public void none(final String name) {
        take(name, -1);
    }

    @Override
    public void beginGroup(final String name) {
        take(name, -2);
    }

    @Override
    public void beginEntry() {
        take("", -3);
    }

    @Override
    public void endEntry() {
        take("", -4);
    }

    @Override
    public void endGroup() {
        take("", -5);
    }

    @Override
    public void beginComposite(final String name) {
        take(name, -6);
    }

    @Override
    public void endComposite() {
        take("", -7);
    }
}
