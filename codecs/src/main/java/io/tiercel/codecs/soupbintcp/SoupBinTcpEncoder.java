package io.tiercel.codecs.soupbintcp;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes packets of SoupBinTCP; each method returns the packet's length. Layouts: {@link SoupBinTcpFlyweight}. */
public final class SoupBinTcpEncoder {
    private SoupBinTcpEncoder() {}

    public static int login(
            final MutableDirectBuffer target,
            final int offset,
            final String user,
            final String password,
            final String session,
            final long sequence) {
        final int length = begin(target, offset, SoupBinTcpType.LOGIN_REQUEST, SoupBinTcpFlyweight.LOGIN_LENGTH);
        int at = offset + SoupBinTcpFlyweight.HEADER_LENGTH;
        at = left(target, at, user, SoupBinTcpFlyweight.USER_LENGTH);
        at = left(target, at, password, SoupBinTcpFlyweight.PASSWORD_LENGTH);
        at = right(target, at, session, SoupBinTcpFlyweight.SESSION_LENGTH);
        right(target, at, Long.toString(sequence), SoupBinTcpFlyweight.SEQUENCE_LENGTH);
        return length;
    }

    public static int loginAccepted(
            final MutableDirectBuffer target, final int offset, final String session, final long sequence) {
        final int length = begin(target, offset, SoupBinTcpType.LOGIN_ACCEPTED, SoupBinTcpFlyweight.ACCEPTED_LENGTH);
        final int at =
                right(target, offset + SoupBinTcpFlyweight.HEADER_LENGTH, session, SoupBinTcpFlyweight.SESSION_LENGTH);
        right(target, at, Long.toString(sequence), SoupBinTcpFlyweight.SEQUENCE_LENGTH);
        return length;
    }

    public static int loginRejected(final MutableDirectBuffer target, final int offset, final char reason) {
        final int length = begin(target, offset, SoupBinTcpType.LOGIN_REJECTED, SoupBinTcpFlyweight.REJECTED_LENGTH);
        target.putByte(offset + SoupBinTcpFlyweight.HEADER_LENGTH, (byte) reason);
        return length;
    }

    /** Sequenced data, unsequenced data or debug. */
    public static int data(
            final MutableDirectBuffer target,
            final int offset,
            final byte type,
            final DirectBuffer payload,
            final int payloadOffset,
            final int payloadLength) {
        final int length = begin(target, offset, type, payloadLength);
        target.putBytes(offset + SoupBinTcpFlyweight.HEADER_LENGTH, payload, payloadOffset, payloadLength);
        return length;
    }

    /** A heartbeat, the end of the session, or a logout. */
    public static int empty(final MutableDirectBuffer target, final int offset, final byte type) {
        return begin(target, offset, type, 0);
    }

    private static int begin(
            final MutableDirectBuffer target, final int offset, final byte type, final int payloadLength) {
        if (payloadLength + 1 > 0xFFFF) {
            throw new IllegalArgumentException(
                    payloadLength + " bytes are more than a packet has room for, " + (0xFFFF - 1));
        }
        target.putShort(offset, (short) (payloadLength + 1), ByteOrder.BIG_ENDIAN);
        target.putByte(offset + Short.BYTES, type);
        return SoupBinTcpFlyweight.HEADER_LENGTH + payloadLength;
    }

    /** Filled on the right; returns what follows. */
    private static int left(final MutableDirectBuffer target, final int offset, final String text, final int length) {
        target.setMemory(offset, length, (byte) ' ');
        target.putStringWithoutLengthAscii(offset, text, 0, Math.min(text.length(), length));
        return offset + length;
    }

    /** Filled on the left; returns what follows. */
    private static int right(final MutableDirectBuffer target, final int offset, final String text, final int length) {
        target.setMemory(offset, length, (byte) ' ');
        final int used = Math.min(text.length(), length);
        target.putStringWithoutLengthAscii(offset + length - used, text, 0, used);
        return offset + length;
    }
}
