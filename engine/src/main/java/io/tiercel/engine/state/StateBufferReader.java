package io.tiercel.engine.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Reads what a {@link StateBuffer} holds. Anything else than the next value in its own type is an
 * {@link IllegalStateException} that names the position, what was expected and what was found.
 */
public final class StateBufferReader implements StateReader {
    private final DirectBuffer buffer;
    private final int offset;
    private final int length;
    private int position;

    /** Reads {@code length} bytes from {@code offset} on; the buffer must not change meanwhile. */
    public StateBufferReader(final DirectBuffer buffer, final int offset, final int length) {
        buffer.boundsCheck(offset, length);
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
    }

    /** Whether every value was taken. */
    public boolean atEnd() {
        return position == length;
    }

    /** How many bytes were taken. */
    public int position() {
        return position;
    }

    @Override
    public void section(final int id) {
        final int begin = position;
        final int found = intAt(take(StateTag.SECTION, Integer.BYTES));
        if (found != id) {
            position = begin;
            throw new IllegalStateException(message(begin, "section " + hex(id), "section " + hex(found))
                    + "; was it written by another version?");
        }
    }

    @Override
    public boolean takeBoolean() {
        final int begin = position;
        final byte value = buffer.getByte(take(StateTag.BOOLEAN, Byte.BYTES));
        if (value != 0 && value != 1) {
            position = begin;
            throw new IllegalStateException(message(begin, "boolean 0 or 1", "boolean " + value));
        }
        return value == 1;
    }

    @Override
    public int takeInt() {
        return intAt(take(StateTag.INT, Integer.BYTES));
    }

    @Override
    public long takeLong() {
        return buffer.getLong(take(StateTag.LONG, Long.BYTES), ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public double takeDouble() {
        return Double.longBitsToDouble(buffer.getLong(take(StateTag.DOUBLE, Long.BYTES), ByteOrder.LITTLE_ENDIAN));
    }

    @Override
    public String takeText() {
        final int begin = position;
        final int count = intAt(take(StateTag.TEXT, Integer.BYTES));
        final int room = (length - position) / Character.BYTES;
        if (count < 0 || count > room) {
            position = begin;
            throw new IllegalStateException(message(begin, "text of at most " + room + " units", "text of " + count));
        }
        final StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++, position += Character.BYTES) {
            text.append(buffer.getChar(offset + position, ByteOrder.LITTLE_ENDIAN));
        }
        return text.toString();
    }

    /**
     * Passes over the tag and the value; the value's index in the buffer. A failure leaves the position where it was.
     */
    private int take(final byte tag, final int valueLength) {
        if (position == length) {
            throw new IllegalStateException(message(position, StateTag.name(tag), "the end"));
        }
        final byte found = buffer.getByte(offset + position);
        if (found != tag) {
            throw new IllegalStateException(message(position, StateTag.name(tag), StateTag.name(found)));
        }
        final int valuePosition = position + Byte.BYTES;
        if (valueLength > length - valuePosition) {
            throw new IllegalStateException(
                    message(position, StateTag.name(tag), "its first " + (length - valuePosition) + " bytes only"));
        }
        position = valuePosition + valueLength;
        return offset + valuePosition;
    }

    private int intAt(final int index) {
        return buffer.getInt(index, ByteOrder.LITTLE_ENDIAN);
    }

    private String message(final int at, final String expected, final String found) {
        return "state at position " + at + " of " + length + ": expected " + expected + ", found " + found;
    }

    private static String hex(final int id) {
        return "0x" + Integer.toHexString(id);
    }
}
