package io.tiercel.codecs.itch;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.soupbintcp.SoupBinTcpFlyweight;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The message that ends a snapshot of GLIMPSE 5.0; all others are those of TotalView-ITCH 5.0.
 *
 * <table>
 * <caption>Snapshot message</caption>
 * <tr><th>offset</th><th>bytes</th><th>field</th><th>what</th></tr>
 * <tr><td>0</td><td>1</td><td>type</td><td>G</td></tr>
 * <tr><td>1</td><td>20</td><td>sequence</td><td>digits and spaces: where to begin with ITCH's session</td></tr>
 * </table>
 */
@HotPath
public final class GlimpseSnapshot {
    public static final int LENGTH = 21;

    private static final byte TYPE = 'G';
    private static final int SEQUENCE_OFFSET = 1;

    private GlimpseSnapshot() {}

    public static boolean is(final DirectBuffer buffer, final int offset, final int length) {
        return length == LENGTH && buffer.getByte(offset) == TYPE;
    }

    /** Below 0 when it is no number. */
    public static long sequence(final DirectBuffer buffer, final int offset) {
        return SoupBinTcpFlyweight.number(buffer, offset + SEQUENCE_OFFSET, LENGTH - SEQUENCE_OFFSET);
    }

    /** Returns its length. */
    public static int encode(final MutableDirectBuffer target, final int offset, final long sequence) {
        target.setMemory(offset, LENGTH, (byte) ' ');
        target.putByte(offset, TYPE);
        target.putLongAscii(offset + SEQUENCE_OFFSET, sequence);
        return LENGTH;
    }
}
