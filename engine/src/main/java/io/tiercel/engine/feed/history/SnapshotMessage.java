package io.tiercel.engine.feed.history;

import io.tiercel.codecs.itch.GlimpseSnapshot;
import io.tiercel.codecs.layout.FieldWriter;
import org.agrona.DirectBuffer;

/** The message that ends a snapshot of GLIMPSE 5.0, as tools show it. */
final class SnapshotMessage implements Message {
    private static final String TYPE = "G";

    private long sequence;
    private long next;

    /** What is wrong with one, or null. */
    String wrap(final DirectBuffer buffer, final int offset, final long newSequence) {
        sequence = newSequence;
        next = GlimpseSnapshot.sequence(buffer, offset);
        return next < 0 ? "a snapshot's end whose sequence number is none" : null;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String name() {
        return "Snapshot";
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

    /** Its own, of the connection that brought the snapshot. */
    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public void writeTo(final FieldWriter writer) {
        writer.text("messageType", TYPE);
        writer.number("sequenceNumber", next);
    }
}
