package io.tiercel.engine.feed.history;

import io.tiercel.codecs.layout.FieldWriter;

/** A message of a type that its protocol's version here does not have. */
final class UnknownMessage implements Message {
    private String type;
    private int length;
    private long sequence;

    UnknownMessage of(final String newType, final int newLength, final long newSequence) {
        type = newType;
        length = newLength;
        sequence = newSequence;
        return this;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String name() {
        return "Unknown type " + type;
    }

    @Override
    public long instrumentId() {
        return NONE;
    }

    @Override
    public String symbol() {
        return null;
    }

    @Override
    public long timeNs() {
        return NONE;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public void writeTo(final FieldWriter writer) {
        writer.text("messageType", type);
        writer.number("length", length);
    }
}
