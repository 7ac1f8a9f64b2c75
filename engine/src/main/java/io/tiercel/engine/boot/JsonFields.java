package io.tiercel.engine.boot;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.layout.FieldWriter;

/** Fields of a message into a JSON object; decimals are texts, so that no digit is lost. */
final class JsonFields implements FieldWriter {
    private final JsonWriter json;

    JsonFields(final JsonWriter json) {
        this.json = json;
    }

    @Override
    public void number(final String name, final long value) {
        json.put(name, value);
    }

    @Override
    public void unsigned(final String name, final long value) {
        json.key(name).unsigned(value);
    }

    @Override
    public void decimal(final String name, final long value, final int scale) {
        json.put(name, FixedPoint.format(value, scale));
    }

    @Override
    public void unsignedDecimal(final String name, final long value, final int scale) {
        json.put(name, FixedPoint.formatUnsigned(value, scale));
    }

    @Override
    public void text(final String name, final String value) {
        json.put(name, value);
    }

    @Override
    public void none(final String name) {
        json.put(name, null);
    }

    @Override
    public void beginGroup(final String name) {
        json.key(name).beginArray();
    }

    @Override
    public void beginEntry() {
        json.beginObject();
    }

    @Override
    public void endEntry() {
        json.endObject();
    }

    @Override
    public void endGroup() {
        json.endArray();
    }

    @Override
    public void beginComposite(final String name) {
        json.key(name).beginObject();
    }

    @Override
    public void endComposite() {
        json.endObject();
    }
}
