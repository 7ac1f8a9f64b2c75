package io.tiercel.codecs.mdp3;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What a client says to the exchange's TCP replay: fields of FIX as text, {@code tag=value} and SOH each. Their length
 * stands first (9), their checksum last (10).
 */
public final class ReplayTextFlyweight {
    /** Message types. */
    public static final char LOGON = 'A';

    public static final char REQUEST = 'V';
    public static final char LOGOUT = '5';
    public static final char HEARTBEAT = '0';

    /** Tags. */
    public static final int USERNAME = 553;

    public static final int PASSWORD = 554;
    public static final int REQUEST_ID = 262;
    public static final int APPL_ID = 1180;
    public static final int APPL_BEGIN = 1182;
    public static final int APPL_END = 1183;

    /** No message of a client is longer. */
    public static final int MAX_LENGTH = 512;

    /** What there is of a message. */
    public enum Form {
        WHOLE,
        /** More has to come. */
        PARTIAL,
        MALFORMED
    }

    private static final char SOH = 1;
    private static final String TYPE = SOH + "35=";
    private static final int MAX_LENGTH_FIELD = 8;
    /** {@code 10=123} and SOH. */
    private static final int TRAILER = 7;

    private String body = "";
    private int length;

    /** Whether one message begins here and is all there; then its fields may be read. */
    public Form wrap(final DirectBuffer buffer, final int offset, final int available) {
        final String text = text(buffer, offset, Math.min(available, MAX_LENGTH));
        final int lengthEnd = text.indexOf(SOH);
        if (lengthEnd < 0) {
            return text.length() < MAX_LENGTH_FIELD ? Form.PARTIAL : Form.MALFORMED;
        }
        final String field = text.substring(0, lengthEnd);
        if (!field.matches("9=[0-9]{1,3}")) {
            return Form.MALFORMED;
        }
        final int bodyEnd = lengthEnd + 1 + Integer.parseInt(field.substring(2));
        length = bodyEnd + TRAILER;
        if (length > MAX_LENGTH) {
            return Form.MALFORMED;
        }
        if (text.length() < length) {
            return Form.PARTIAL;
        }
        body = SOH + text.substring(lengthEnd + 1, bodyEnd);
        return isOfFields() && text.substring(bodyEnd, length).equals(trailer(text, bodyEnd))
                ? Form.WHOLE
                : Form.MALFORMED;
    }

    /** Says its type first, and ends with a separator, as what reads the fields relies on. */
    private boolean isOfFields() {
        return body.startsWith(TYPE) && body.length() >= TYPE.length() + 2 && body.charAt(body.length() - 1) == SOH;
    }

    private static String text(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** With length and checksum. */
    public int length() {
        return length;
    }

    public char type() {
        return body.charAt(TYPE.length());
    }

    /** Empty when it is not there. */
    public String field(final int tag) {
        final String begin = SOH + Integer.toString(tag) + '=';
        final int at = body.indexOf(begin);
        return at < 0 ? "" : body.substring(at + begin.length(), body.indexOf(SOH, at + begin.length()));
    }

    /** Returns the message's length. */
    public static int encodeLogon(
            final MutableDirectBuffer target, final int offset, final String user, final String password) {
        return encode(target, offset, "35=A" + SOH + field(USERNAME, user) + field(PASSWORD, password));
    }

    /**
     * Returns the message's length.
     *
     * @param begin the first packet
     * @param end   the last one
     */
    public static int encodeRequest(
            final MutableDirectBuffer target,
            final int offset,
            final int channelId,
            final long requestNumber,
            final long begin,
            final long end) {
        return encode(
                target,
                offset,
                "35=V" + SOH + field(APPL_ID, Integer.toString(channelId))
                        + field(REQUEST_ID, channelId + "-" + requestNumber) + field(APPL_BEGIN, Long.toString(begin))
                        + field(APPL_END, Long.toString(end)));
    }

    /** Returns the message's length. */
    public static int encodeLogout(final MutableDirectBuffer target, final int offset) {
        return encode(target, offset, "35=5" + SOH);
    }

    private static String field(final int tag, final String value) {
        return tag + "=" + value + SOH;
    }

    private static int encode(final MutableDirectBuffer target, final int offset, final String fields) {
        final String text = "9=" + fields.length() + SOH + fields;
        final byte[] bytes = (text + trailer(text, text.length())).getBytes(StandardCharsets.ISO_8859_1);
        target.putBytes(offset, bytes);
        return bytes.length;
    }

    private static String trailer(final String text, final int end) {
        int sum = 0;
        for (int i = 0; i < end; i++) {
            sum += text.charAt(i);
        }
        return String.format("10=%03d", sum & 0xFF) + SOH;
    }
}
