package io.tiercel.engine.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * A {@link StateWriter} into a buffer that grows. A tag before each value lets {@link StateBufferReader} notice a
 * reader that lost step at the first value that does not fit. All values are little-endian.
 *
 * <pre>
 *  tag 1 | value
 *  ------+---------------------------------------------
 *  1     | section  int id
 *  2     | boolean  byte, 0 or 1
 *  3     | int      4 bytes
 *  4     | long     8 bytes
 *  5     | double   8 bytes of raw bits, one NaN only
 *  6     | text     int count of UTF-16 units, then these
 * </pre>
 */
public final class StateBuffer implements StateWriter {
    private static final int INITIAL_CAPACITY = 4096;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(INITIAL_CAPACITY);
    private int length;

    /** The bytes written so far, from offset 0 to {@link #length()}. The next write may replace what lies behind it. */
    public DirectBuffer buffer() {
        return buffer;
    }

    public int length() {
        return length;
    }

    /** Forgets what was written and keeps the memory. */
    public void reset() {
        length = 0;
    }

    /** Reads from the beginning what was written so far. */
    public StateBufferReader reader() {
        return new StateBufferReader(buffer, 0, length);
    }

    /** A copy of what was written so far. */
    public byte[] toByteArray() {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    @Override
    public void section(final int id) {
        tag(StateTag.SECTION);
        append(id);
    }

    @Override
    public void putBoolean(final boolean value) {
        tag(StateTag.BOOLEAN);
        tag((byte) (value ? 1 : 0));
    }

    @Override
    public void putInt(final int value) {
        tag(StateTag.INT);
        append(value);
    }

    @Override
    public void putLong(final long value) {
        tag(StateTag.LONG);
        append(value);
    }

    @Override
    public void putDouble(final double value) {
        tag(StateTag.DOUBLE);
        append(Double.doubleToLongBits(value));
    }

    @Override
    public void putText(final String value) {
        tag(StateTag.TEXT);
        append(value.length());
        for (int i = 0; i < value.length(); i++) {
            buffer.putChar(length, value.charAt(i), ByteOrder.LITTLE_ENDIAN);
            length += Character.BYTES;
        }
    }

    private void tag(final byte value) {
        buffer.putByte(length, value);
        length += Byte.BYTES;
    }

    private void append(final int value) {
        buffer.putInt(length, value, ByteOrder.LITTLE_ENDIAN);
        length += Integer.BYTES;
    }

    private void append(final long value) {
        buffer.putLong(length, value, ByteOrder.LITTLE_ENDIAN);
        length += Long.BYTES;
    }
}
