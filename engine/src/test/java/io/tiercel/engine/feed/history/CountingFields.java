package io.tiercel.engine.feed.history;

import io.tiercel.codecs.layout.FieldWriter;

/** Takes every field, and counts them. */
final class CountingFields implements FieldWriter {
    long count;

    @Override
    public void number(final String name, final long value) {
        count++;
    }

    @Override
    public void unsigned(final String name, final long value) {
        count++;
    }

    @Override
    public void decimal(final String name, final long value, final int scale) {
        count++;
    }

    @Override
    public void text(final String name, final String value) {
        count++;
    }

    @Override
    public void none(final String name) {
        count++;
    }

    @Override
    public void beginGroup(final String name) {
        count++;
    }

    @Override
    public void beginEntry() {
        count++;
    }

    @Override
    public void endEntry() {
        count++;
    }

    @Override
    public void endGroup() {
        count++;
    }
}
