package io.tiercel.codecs.soupbintcp;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * A packet of SoupBinTCP 3.00, read in place out of what has come of a stream. Big endian; numbers in logins are
 * digits, filled with spaces on the left.
 *
 * <table>
 * <caption>Packet</caption>
 * <tr><th>offset</th><th>bytes</th><th>field</th><th>what</th></tr>
 * <tr><td>0</td><td>2</td><td>length</td><td>of type and payload</td></tr>
 * <tr><td>2</td><td>1</td><td>type</td><td>{@link SoupBinTcpType}</td></tr>
 * <tr><td>3</td><td></td><td>payload</td><td>data and debug: any; others as below, or none</td></tr>
 * </table>
 *
 * <table>
 * <caption>Login accepted</caption>
 * <tr><td>3</td><td>10</td><td>session</td><td>filled on the left</td></tr>
 * <tr><td>13</td><td>20</td><td>sequence</td><td>of the next message of sequenced data</td></tr>
 * </table>
 *
 * <table>
 * <caption>Login rejected</caption>
 * <tr><td>3</td><td>1</td><td>reason</td><td>A: not authorised, S: no such session</td></tr>
 * </table>
 *
 * <table>
 * <caption>Login request</caption>
 * <tr><td>3</td><td>6</td><td>user</td><td>filled on the right</td></tr>
 * <tr><td>9</td><td>10</td><td>password</td><td>filled on the right</td></tr>
 * <tr><td>19</td><td>10</td><td>session</td><td>filled on the left; spaces: the current one</td></tr>
 * <tr><td>29</td><td>20</td><td>sequence</td><td>of the first wanted; 0: the newest</td></tr>
 * </table>
 */
@HotPath
public final class SoupBinTcpFlyweight {
    /** Length and type. */
    public static final int HEADER_LENGTH = 3;
    /** The greatest packet, its length included. */
    public static final int MAX_LENGTH = 2 + 0xFFFF;

    public static final int USER_LENGTH = 6;
    public static final int PASSWORD_LENGTH = 10;
    public static final int SESSION_LENGTH = 10;
    public static final int SEQUENCE_LENGTH = 20;
    static final int ACCEPTED_LENGTH = SESSION_LENGTH + SEQUENCE_LENGTH;
    static final int REJECTED_LENGTH = 1;
    static final int LOGIN_LENGTH = USER_LENGTH + PASSWORD_LENGTH + SESSION_LENGTH + SEQUENCE_LENGTH;

    private static final int TYPE_OFFSET = 2;
    private static final int LOGIN_PASSWORD = USER_LENGTH;
    private static final int LOGIN_SESSION = LOGIN_PASSWORD + PASSWORD_LENGTH;
    private static final int LOGIN_SEQUENCE = LOGIN_SESSION + SESSION_LENGTH;

    /** What the bytes are. */
    public enum Form {
        WHOLE,
        /** The rest is yet to come. */
        PARTIAL,
        /** Of no type there is, or not as long as its type. The stream cannot be followed any more. */
        MALFORMED
    }

    private DirectBuffer buffer;
    private int payload;
    private int payloadLength;
    private byte type;

    /**
     * Looks at the packet that begins there. Unless it is whole nothing else may be called.
     *
     * @param available bytes from there on
     */
    public Form wrap(final DirectBuffer newBuffer, final int offset, final int available) {
        if (available < TYPE_OFFSET) {
            return Form.PARTIAL;
        }
        final int length = newBuffer.getShort(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF;
        if (length == 0) {
            return Form.MALFORMED;
        }
        if (available < HEADER_LENGTH) {
            return Form.PARTIAL;
        }
        buffer = newBuffer;
        type = newBuffer.getByte(offset + TYPE_OFFSET);
        payload = offset + HEADER_LENGTH;
        payloadLength = length - 1;
        if (!SoupBinTcpType.fits(type, payloadLength)) {
            return Form.MALFORMED;
        }
        return available < TYPE_OFFSET + length ? Form.PARTIAL : Form.WHOLE;
    }

    public byte type() {
        return type;
    }

    /** Of the whole packet: the next one begins behind it. */
    public int length() {
        return HEADER_LENGTH + payloadLength;
    }

    /** The one that was wrapped. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** In the buffer. */
    public int payloadOffset() {
        return payload;
    }

    public int payloadLength() {
        return payloadLength;
    }

    /** Of a rejected login. */
    public byte rejectReason() {
        return buffer.getByte(payload);
    }

    /** Of an accepted login; below 0 when it is no number. */
    public long acceptedSequence() {
        return number(buffer, payload + SESSION_LENGTH, SEQUENCE_LENGTH);
    }

    /** Of a login; below 0 when it is no number. */
    public long requestedSequence() {
        return number(buffer, payload + LOGIN_SEQUENCE, SEQUENCE_LENGTH);
    }

    /** Of an accepted login, without the spaces around it. */
    @ColdPath
    public String acceptedSession() {
        return text(payload, SESSION_LENGTH);
    }

    /** Of a login, without the spaces around it. */
    @ColdPath
    public String user() {
        return text(payload, USER_LENGTH);
    }

    /** Of a login, without the spaces around it. */
    @ColdPath
    public String password() {
        return text(payload + LOGIN_PASSWORD, PASSWORD_LENGTH);
    }

    /** Of a login, without the spaces around it. */
    @ColdPath
    public String requestedSession() {
        return text(payload + LOGIN_SESSION, SESSION_LENGTH);
    }

    @ColdPath
    private String text(final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1).trim();
    }

    /** Digits among spaces; below 0 when they are none, or too many. */
    public static long number(final DirectBuffer source, final int offset, final int length) {
        int begin = offset;
        int end = offset + length;
        while (begin < end && source.getByte(begin) == ' ') {
            begin++;
        }
        while (end > begin && source.getByte(end - 1) == ' ') {
            end--;
        }
        if (begin == end) {
            return -1;
        }
        long value = 0;
        for (int i = begin; i < end; i++) {
            final int digit = source.getByte(i) - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
