package io.tiercel.codecs;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Reads big endian numbers of bytes that were looked at once, as a whole, to be within their buffer: so each is read
 * without another look. With that, all fields of an ITCH message are read in half of the time (docs/performance.md).
 * Who extends it keeps within what it wrapped.
 */
@HotPath
public abstract class CheckedFlyweight {
    private static final boolean SWAPS = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    private Object array;
    private long address;

    /** @throws IndexOutOfBoundsException when the buffer does not have them */
    protected final void check(final DirectBuffer buffer, final int offset, final int length) {
        buffer.boundsCheck(offset, length);
        array = buffer.byteArray();
        address = buffer.addressOffset() + offset;
    }

    protected final byte byteAt(final int offset) {
        return UnsafeApi.getByte(array, address + offset);
    }

    protected final int unsignedShortAt(final int offset) {
        final short value = UnsafeApi.getShort(array, address + offset);
        return (SWAPS ? Short.reverseBytes(value) : value) & 0xFFFF;
    }

    protected final int intAt(final int offset) {
        final int value = UnsafeApi.getInt(array, address + offset);
        return SWAPS ? Integer.reverseBytes(value) : value;
    }

    protected final long unsignedIntAt(final int offset) {
        return intAt(offset) & UNSIGNED_INT;
    }

    protected final long longAt(final int offset) {
        final long value = UnsafeApi.getLong(array, address + offset);
        return SWAPS ? Long.reverseBytes(value) : value;
    }
}
