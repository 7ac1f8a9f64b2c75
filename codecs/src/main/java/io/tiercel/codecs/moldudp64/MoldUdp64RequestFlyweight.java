package io.tiercel.codecs.moldudp64;

import io.tiercel.codecs.HotPath;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A request packet of MoldUDP64, read in place. Big endian. The answer is a downstream packet with as many of these
 * messages as fit into it.
 *
 * <table>
 * <caption>Request packet</caption>
 * <tr><th>offset</th><th>bytes</th><th>field</th><th>what</th></tr>
 * <tr><td>0</td><td>10</td><td>session</td><td>ASCII</td></tr>
 * <tr><td>10</td><td>8</td><td>sequence</td><td>of the first message that is wanted</td></tr>
 * <tr><td>18</td><td>2</td><td>count</td><td>messages that are wanted</td></tr>
 * </table>
 */
@HotPath
public final class MoldUdp64RequestFlyweight {
    public static final int LENGTH = 20;

    private static final int LAST_SESSION_BYTES_OFFSET = 8;
    private static final int SEQUENCE_OFFSET = 10;
    private static final int COUNT_OFFSET = 18;
    private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;

    private DirectBuffer buffer;
    private int offset;

    /** Whether the bytes are one request. When they are not, nothing else may be called. */
    public boolean wrap(final DirectBuffer newBuffer, final int newOffset, final int length) {
        buffer = newBuffer;
        offset = newOffset;
        return length == LENGTH;
    }

    /** The first eight bytes of the session. */
    public long sessionHigh() {
        return buffer.getLong(offset, ORDER);
    }

    /** The last two bytes of the session. */
    public int sessionLow() {
        return buffer.getShort(offset + LAST_SESSION_BYTES_OFFSET, ORDER) & 0xFFFF;
    }

    /** Below 0 where it is beyond 63 bits. */
    public long sequence() {
        return buffer.getLong(offset + SEQUENCE_OFFSET, ORDER);
    }

    public int count() {
        return buffer.getShort(offset + COUNT_OFFSET, ORDER) & 0xFFFF;
    }

    public static void encode(
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
}
