package io.tiercel.journal.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that are put one after the other, little endian; the room is used again after a clear. */
final class Bytes {
    private byte[] bytes = new byte[64];
    private ByteBuffer view = view(bytes);
    private int length;

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void putByte(final int value) {
        makeRoom(1);
        bytes[length++] = (byte) value;
    }

    void putInt(final int value) {
        makeRoom(Integer.BYTES);
        view.putInt(length, value);
        length += Integer.BYTES;
    }

    void putLong(final long value) {
        makeRoom(Long.BYTES);
        view.putLong(length, value);
        length += Long.BYTES;
    }

    void put(final byte[] source) {
        makeRoom(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
    }

    void put(final Bytes source) {
        makeRoom(source.length);
        System.arraycopy(source.bytes, 0, bytes, length, source.length);
        length += source.length;
    }

    /** An unsigned LEB128: seven bits a byte, the lowest first. */
    void putVarint(final long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            putByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        putByte((int) rest);
    }

    int intAt(final int index) {
        return view.getInt(index);
    }

    /** Sets a bit of the last byte. */
    void setBitOfLast(final int bit) {
        bytes[length - 1] |= (byte) (1 << bit);
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    void writeTo(final OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    private void makeRoom(final int more) {
        final int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
            view = view(bytes);
        }
    }

    private static ByteBuffer view(final byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
