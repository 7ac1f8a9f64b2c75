package io.tiercel.engine.feed.capture;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/**
 * Blocks of a pcapng file, little endian, with stamps of ns. Each method writes one at a place and gives its length.
 *
 * <table>
 * <caption>Blocks: type 0/4, length 4/4, what is said here, the length again</caption>
 * <tr><td>0A0D0D0A section</td><td>byte order 8/4, version 12/2 and 14/2: 1.0, its length 16/8: not known; options
 * 4: program, 1: comment</td></tr>
 * <tr><td>1 interface</td><td>link type 8/2, most bytes of a packet 12/4: any; options 2: name, 3: description, 9:
 * resolution of stamps, 9 for ns</td></tr>
 * <tr><td>6 packet</td><td>interface 8/4, stamp 12/4 (high) and 16/4, bytes there 20/4 and on the line 24/4, packet 28;
 * option 4: packets of this interface lost since the one before</td></tr>
 * <tr><td>5 statistics</td><td>interface 8/4, stamp 12/4 (high) and 16/4; options 2: first stamp, 3: last one, 4:
 * received, 5: lost by the capture, 7: dropped by the host, 1: comment</td></tr>
 * <tr><td>option</td><td>code 0/2, length 2/2, value, filled to 4; 0 ends them</td></tr>
 * </table>
 */
final class PcapngEncoder {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int ORDER_MARK = 0x1A2B3C4D;
    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int STATISTICS = 5;
    private static final int PACKET = 6;
    private static final int COMMENT = 1;
    private static final int PROGRAM = 4;
    private static final int NAME = 2;
    private static final int DESCRIPTION = 3;
    private static final int RESOLUTION = 9;
    private static final byte NANOSECONDS = 9;
    private static final int LOST_BEFORE = 4;
    private static final int FIRST_STAMP = 2;
    private static final int LAST_STAMP = 3;
    private static final int RECEIVED = 4;
    private static final int LOST = 5;
    private static final int DROPPED = 7;
    private static final int BODY = 8;

    private final MutableDirectBuffer buffer;
    private int begin;
    private int position;

    PcapngEncoder(final MutableDirectBuffer buffer) {
        this.buffer = buffer;
    }

    int section(final int at, final String program, final String comment) {
        begin(at, SECTION);
        buffer.putInt(at + BODY, ORDER_MARK, ORDER);
        buffer.putShort(at + 12, (short) 1, ORDER);
        buffer.putShort(at + 14, (short) 0, ORDER);
        buffer.putLong(at + 16, -1, ORDER);
        position = at + 24;
        option(PROGRAM, program);
        option(COMMENT, comment);
        return end(true);
    }

    int networkInterface(final int at, final int linkType, final String name, final String description) {
        begin(at, INTERFACE);
        buffer.putInt(at + BODY, linkType, ORDER);
        buffer.putInt(at + 12, 0, ORDER);
        position = at + 16;
        option(NAME, name);
        option(DESCRIPTION, description);
        buffer.putByte(option(RESOLUTION, 1), NANOSECONDS);
        return end(true);
    }

    /** Begins a packet's block; returns where the packet is to be put before {@link #packet}. */
    static int packetAt(final int at) {
        return at + 28;
    }

    /** @param lostBefore of this interface */
    int packet(final int at, final int index, final long timeNs, final int length, final long lostBefore) {
        begin(at, PACKET);
        buffer.putInt(at + BODY, index, ORDER);
        stamp(at + 12, timeNs);
        buffer.putInt(at + 20, length, ORDER);
        buffer.putInt(at + 24, length, ORDER);
        position = at + 28 + length;
        fill();
        if (lostBefore > 0) {
            buffer.putLong(option(LOST_BEFORE, Long.BYTES), lostBefore, ORDER);
        }
        return end(lostBefore > 0);
    }

    /** @param hostDropped below 0 when that is not known */
    int statistics(
            final int at,
            final int index,
            final long firstNs,
            final long lastNs,
            final long received,
            final long lost,
            final long hostDropped) {
        begin(at, STATISTICS);
        buffer.putInt(at + BODY, index, ORDER);
        stamp(at + 12, lastNs);
        position = at + 20;
        stamp(option(FIRST_STAMP, Long.BYTES), firstNs);
        stamp(option(LAST_STAMP, Long.BYTES), lastNs);
        buffer.putLong(option(RECEIVED, Long.BYTES), received, ORDER);
        buffer.putLong(option(LOST, Long.BYTES), lost, ORDER);
        if (hostDropped >= 0) {
            buffer.putLong(option(DROPPED, Long.BYTES), hostDropped, ORDER);
        }
        if (lost > 0) {
            option(COMMENT, lost + " datagrams that were received are not in the capture");
        }
        return end(true);
    }

    private void begin(final int at, final int type) {
        begin = at;
        buffer.putInt(at, type, ORDER);
    }

    private void stamp(final int at, final long timeNs) {
        buffer.putInt(at, (int) (timeNs >>> Integer.SIZE), ORDER);
        buffer.putInt(at + Integer.BYTES, (int) timeNs, ORDER);
    }

    private void option(final int code, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        buffer.putBytes(option(code, bytes.length), bytes);
    }

    /** Makes room for its value, and gives the place. */
    private int option(final int code, final int length) {
        buffer.putShort(position, (short) code, ORDER);
        buffer.putShort(position + Short.BYTES, (short) length, ORDER);
        final int value = position + Integer.BYTES;
        position = value + length;
        fill();
        return value;
    }

    private void fill() {
        while ((position - begin & 3) != 0) {
            buffer.putByte(position++, (byte) 0);
        }
    }

    private int end(final boolean options) {
        if (options) {
            buffer.putInt(position, 0, ORDER);
            position += Integer.BYTES;
        }
        final int length = position + Integer.BYTES - begin;
        buffer.putInt(begin + Integer.BYTES, length, ORDER);
        buffer.putInt(position, length, ORDER);
        return length;
    }
}
