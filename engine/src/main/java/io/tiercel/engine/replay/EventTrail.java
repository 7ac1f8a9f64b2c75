package io.tiercel.engine.replay;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.engine.replay.ReplayEvent.Message;
import io.tiercel.journal.Stream;
import io.tiercel.journal.dump.MessageFields;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The last events of a replay. They are kept as bytes, and decoded only when a difference is to be shown. */
@HotPath
final class EventTrail {
    static final int LENGTH = 10;

    /** No record holds more; what a core says beyond it cannot be recorded either. */
    private static final int SLOT_BYTES = 512;

    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH * SLOT_BYTES));
    private final Stream[] streams = new Stream[LENGTH];
    private final long[] sequences = new long[LENGTH];
    private final int[] ordinals = new int[LENGTH];
    private final long[] timesNs = new long[LENGTH];
    private final boolean[] compared = new boolean[LENGTH];
    private final int[] lengths = new int[LENGTH];
    private int next;
    private long timeNs;

    void input(
            final long sequence, final long newTimeNs, final DirectBuffer buffer, final int offset, final int length) {
        timeNs = newTimeNs;
        add(Stream.INPUT, sequence, 0, true, buffer, offset, length);
    }

    /** @param equal the same was recorded; else it is not known, or was not looked at */
    void output(
            final long cause,
            final int ordinal,
            final boolean equal,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        add(Stream.OUTPUT, cause, ordinal, equal, buffer, offset, length);
    }

    private void add(
            final Stream stream,
            final long sequence,
            final int ordinal,
            final boolean equal,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final int slot = next;
        next = slot + 1 == LENGTH ? 0 : slot + 1;
        streams[slot] = stream;
        sequences[slot] = sequence;
        ordinals[slot] = ordinal;
        timesNs[slot] = timeNs;
        compared[slot] = equal;
        lengths[slot] = Math.min(length, SLOT_BYTES);
        bytes.putBytes(slot * SLOT_BYTES, buffer, offset, lengths[slot]);
    }

    /** Time of the last input. */
    long timeNs() {
        return timeNs;
    }

    /** The oldest first. */
    @ColdPath
    List<ReplayEvent> events() {
        final MessageFields schemas = new MessageFields();
        final List<ReplayEvent> events = new ArrayList<>();
        for (int i = 0; i < LENGTH; i++) {
            final int slot = (next + i) % LENGTH;
            if (streams[slot] != null) {
                final Message message = message(schemas, bytes, slot * SLOT_BYTES, lengths[slot]);
                events.add(new ReplayEvent(
                        streams[slot],
                        sequences[slot],
                        ordinals[slot],
                        timesNs[slot],
                        compared[slot] ? message : null,
                        message));
            }
        }
        return events;
    }

    @ColdPath
    static Message message(final MessageFields schemas, final DirectBuffer buffer, final int offset, final int length) {
        try {
            final DirectBuffer whole = new UnsafeBuffer(buffer, offset, length);
            return new Message(schemas.name(whole, 0), schemas.fields(whole, 0));
        } catch (final IndexOutOfBoundsException | NegativeArraySizeException notOfItsSchema) {
            final byte[] content = new byte[length];
            buffer.getBytes(offset, content);
            return new Message("unknown", Map.of("bytes", HexFormat.of().formatHex(content)));
        }
    }
}
