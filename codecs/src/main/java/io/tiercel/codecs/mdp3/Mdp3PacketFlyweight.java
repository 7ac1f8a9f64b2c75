package io.tiercel.codecs.mdp3;

import io.tiercel.codecs.HotPath;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A packet of MDP 3.0 and its messages, read in place. Little endian.
 *
 * <table>
 * <caption>Packet</caption>
 * <tr><th>offset</th><th>bytes</th><th>field</th><th>what</th></tr>
 * <tr><td>0</td><td>4</td><td>MsgSeqNum</td><td>of the packet, unsigned</td></tr>
 * <tr><td>4</td><td>8</td><td>SendingTime</td><td>UTC ns</td></tr>
 * <tr><td>12</td><td></td><td>messages</td><td>each: MsgSize, 2 bytes, which counts itself; an SBE header of 8 bytes;
 * the message</td></tr>
 * </table>
 */
@HotPath
public final class Mdp3PacketFlyweight {
    public static final int HEADER_LENGTH = 12;
    /** Before each message: its size, and the SBE header. */
    public static final int MESSAGE_HEADER_LENGTH = 10;

    public static final int SCHEMA_ID = 1;

    private static final int SENDING_TIME_OFFSET = 4;
    private static final int BLOCK_LENGTH_OFFSET = 2;
    private static final int TEMPLATE_ID_OFFSET = 4;
    private static final int SCHEMA_ID_OFFSET = 6;
    private static final int VERSION_OFFSET = 8;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private DirectBuffer buffer;
    private int offset;
    private int end;
    private int position;
    private int size;

    /**
     * Whether the bytes are one whole packet: a header, then messages whose sizes fill the rest. When they are not,
     * nothing else may be called. A packet without messages is whole.
     */
    public boolean wrap(final DirectBuffer newBuffer, final int newOffset, final int length) {
        buffer = newBuffer;
        offset = newOffset;
        end = newOffset + length;
        position = newOffset + HEADER_LENGTH;
        size = 0;
        if (length < HEADER_LENGTH) {
            return false;
        }
        int next = position;
        while (next < end) {
            if (next + MESSAGE_HEADER_LENGTH > end) {
                return false;
            }
            final int nextSize = unsignedShort(next);
            if (nextSize < MESSAGE_HEADER_LENGTH) {
                return false;
            }
            next += nextSize;
        }
        return next == end;
    }

    /** The packet's number on its feed. */
    public long sequence() {
        return buffer.getInt(offset, ORDER) & 0xFFFF_FFFFL;
    }

    /** UTC; below 0 where it is beyond 63 bits. */
    public long sendingTimeNs() {
        return buffer.getLong(offset + SENDING_TIME_OFFSET, ORDER);
    }

    /** Goes to the next message; false after the last one. */
    public boolean next() {
        final int nextPosition = position + size;
        if (nextPosition >= end) {
            return false;
        }
        position = nextPosition;
        size = unsignedShort(position);
        return true;
    }

    /** The one that was wrapped. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** How much of the message is there. Unless it is WHOLE its fields may not be read. */
    public Mdp3Form form() {
        if (schemaId() != SCHEMA_ID) {
            return Mdp3Form.UNKNOWN;
        }
        final Mdp3Layout layout = Mdp3Layout.of(templateId());
        return layout == null
                ? Mdp3Form.UNKNOWN
                : layout.form(buffer, bodyOffset(), bodyLength(), blockLength(), version());
    }

    public int templateId() {
        return unsignedShort(position + TEMPLATE_ID_OFFSET);
    }

    public int schemaId() {
        return unsignedShort(position + SCHEMA_ID_OFFSET);
    }

    public int version() {
        return unsignedShort(position + VERSION_OFFSET);
    }

    public int blockLength() {
        return unsignedShort(position + BLOCK_LENGTH_OFFSET);
    }

    /** Of the message's SBE header, in the buffer. */
    public int messageOffset() {
        return position + BLOCK_LENGTH_OFFSET;
    }

    /** With its SBE header. */
    public int messageLength() {
        return size - BLOCK_LENGTH_OFFSET;
    }

    /** Of the message's fields, in the buffer. */
    public int bodyOffset() {
        return position + MESSAGE_HEADER_LENGTH;
    }

    /** Of fields, groups and what a later version put behind them. */
    public int bodyLength() {
        return size - MESSAGE_HEADER_LENGTH;
    }

    private int unsignedShort(final int index) {
        return buffer.getShort(index, ORDER) & 0xFFFF;
    }

    /** Writes a packet's header; its messages are the caller's to write. */
    public static void encodeHeader(
            final MutableDirectBuffer target, final int offset, final long sequence, final long sendingTimeNs) {
        target.putInt(offset, (int) sequence, ORDER);
        target.putLong(offset + SENDING_TIME_OFFSET, sendingTimeNs, ORDER);
    }

    /**
     * Writes what stands before a message that the caller has encoded, SBE header included, 2 bytes behind {@code
     * offset}; returns where the next message begins.
     *
     * @param messageLength with its SBE header
     */
    public static int encodeSize(final MutableDirectBuffer target, final int offset, final int messageLength) {
        final int size = BLOCK_LENGTH_OFFSET + messageLength;
        target.putShort(offset, (short) size, ORDER);
        return offset + size;
    }
}
