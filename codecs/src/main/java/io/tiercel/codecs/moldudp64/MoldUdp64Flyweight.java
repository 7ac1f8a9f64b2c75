package io.tiercel.codecs.moldudp64;

import io.tiercel.codecs.CheckedFlyweight;
import io.tiercel.codecs.HotPath;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A downstream packet of MoldUDP64, read in place. Big endian.
 *
 * <table>
 * <caption>Downstream packet</caption>
 * <tr><th>offset</th><th>bytes</th><th>field</th><th>what</th></tr>
 * <tr><td>0</td><td>10</td><td>session</td><td>ASCII</td></tr>
 * <tr><td>10</td><td>8</td><td>sequence</td><td>of the first message; of the next one when there is none</td></tr>
 * <tr><td>18</td><td>2</td><td>count</td><td>messages; 0 is a heartbeat, 0xFFFF the end of the session</td></tr>
 * <tr><td>20</td><td></td><td>blocks</td><td>each: length, 2 bytes, and so many bytes of message</td></tr>
 * </table>
 */
@HotPath
public final class MoldUdp64Flyweight extends CheckedFlyweight {
    public static final int HEADER_LENGTH = 20;
    public static final int SESSION_LENGTH = 10;
    /** Before each message. */
    public static final int BLOCK_HEADER_LENGTH = 2;

    public static final int END_OF_SESSION = 0xFFFF;

    /** Of a processor's memory. */
    private static final int LINE_BYTES = 64;

    private static final int SEQUENCE_OFFSET = 10;
    private static final int COUNT_OFFSET = 18;
    private static final int LAST_SESSION_BYTES_OFFSET = 8;
    private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;

    private DirectBuffer buffer;
    private int offset;
    private int length;
    /** Of the message, from the packet's begin. */
    private int position;

    private int messageLength;
    /** Nobody reads it; without it the compiler would leave out what is read for it. */
    private int fetched;

    /**
     * Whether the bytes are one whole packet: header, as many blocks as it names, and nothing behind them. When they
     * are not, nothing else may be called.
     */
    public boolean wrap(final DirectBuffer newBuffer, final int newOffset, final int newLength) {
        rewrap(newBuffer, newOffset, newLength);
        if (length < HEADER_LENGTH) {
            return false;
        }
        fetch();
        int next = HEADER_LENGTH;
        for (int i = messageCount(); i > 0; i--) {
            if (next + BLOCK_HEADER_LENGTH > length) {
                return false;
            }
            next += BLOCK_HEADER_LENGTH + unsignedShortAt(next);
        }
        return next == length;
    }

    /**
     * Reads a byte of each of its lines, without a use for it. Where one message begins is known by the one before: so
     * what is not near the processor would be waited for line by line, and is now at once.
     */
    private void fetch() {
        int sum = 0;
        for (int i = HEADER_LENGTH; i < length; i += LINE_BYTES) {
            sum += byteAt(i);
        }
        fetched = sum;
    }

    /** A packet that is known to be whole. */
    public void rewrap(final DirectBuffer newBuffer, final int newOffset, final int newLength) {
        check(newBuffer, newOffset, newLength);
        buffer = newBuffer;
        offset = newOffset;
        length = newLength;
        position = HEADER_LENGTH;
        messageLength = 0;
    }

    /** The first eight bytes of the session. */
    public long sessionHigh() {
        return longAt(0);
    }

    /** The last two bytes of the session. */
    public int sessionLow() {
        return unsignedShortAt(LAST_SESSION_BYTES_OFFSET);
    }

    /** Below 0 where it is beyond 63 bits. */
    public long sequence() {
        return longAt(SEQUENCE_OFFSET);
    }

    /** How many messages follow: none in a heartbeat and at the end of a session. */
    public int messageCount() {
        final int count = count();
        return count == END_OF_SESSION ? 0 : count;
    }

    public boolean endOfSession() {
        return count() == END_OF_SESSION;
    }

    /** Goes to the next message; false after the last one. */
    public boolean next() {
        final int block = position + messageLength;
        if (block + BLOCK_HEADER_LENGTH > length) {
            return false;
        }
        position = block + BLOCK_HEADER_LENGTH;
        messageLength = unsignedShortAt(block);
        return true;
    }

    /** The one that was wrapped. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** In the buffer; after {@link #next}. */
    public int messageOffset() {
        return offset + position;
    }

    public int messageLength() {
        return messageLength;
    }

    private int count() {
        return unsignedShortAt(COUNT_OFFSET);
    }

    /** Writes a header; its blocks are the caller's to write. */
    public static void encodeHeader(
            final MutableDirectBuffer target,
            final int offset,
            final long sessionHigh,
            final int sessionLow,
            final long sequence,
            final int count) {
        target.putLong(offset, sessionHigh, ORDER);
        target.putShort(offset + LAST_SESSION_BYTES_OFFSET, (short) sessionLow, ORDER);
        target.putLong(offset + SEQUENCE_OFFSET, sequence, ORDER);
        target.putShort(offset + COUNT_OFFSET, (short) count, ORDER);
    }

    /** Writes a block's length; its message is the caller's to write. */
    public static void encodeBlockLength(final MutableDirectBuffer target, final int block, final int length) {
        target.putShort(block, (short) length, ORDER);
    }

    /** Of the message behind it. */
    public static int decodeBlockLength(final DirectBuffer source, final int block) {
        return source.getShort(block, ORDER) & 0xFFFF;
    }

    /** The first eight bytes of a session by this name; filled with spaces on the right. */
    public static long sessionHigh(final String name) {
        return ascii(name, 0, Long.BYTES);
    }

    /** The last two bytes of a session by this name. */
    public static int sessionLow(final String name) {
        return (int) ascii(name, LAST_SESSION_BYTES_OFFSET, SESSION_LENGTH);
    }

    /** The name of a session, without the spaces around it. */
    public static String sessionName(final long sessionHigh, final int sessionLow) {
        final byte[] bytes = new byte[SESSION_LENGTH];
        for (int i = 0; i < SESSION_LENGTH; i++) {
            final long part = i < Long.BYTES ? sessionHigh >>> 8 * (7 - i) : sessionLow >>> 8 * (9 - i);
            final int value = (int) part & 0xFF;
            bytes[i] = (byte) (value < ' ' || value > '~' ? '?' : value);
        }
        return new String(bytes, StandardCharsets.US_ASCII).trim();
    }

    private static long ascii(final String name, final int from, final int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 8 | (i < name.length() ? name.charAt(i) & 0x7F : ' ');
        }
        return value;
    }
}
