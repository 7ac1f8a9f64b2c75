package io.tiercel.codecs.soupbintcp;

/** Types of packets. */
public final class SoupBinTcpType {
    /** Either side: text for people. */
    public static final byte DEBUG = '+';
    /** Either side: not numbered. */
    public static final byte UNSEQUENCED_DATA = 'U';

    public static final byte LOGIN_ACCEPTED = 'A';
    public static final byte LOGIN_REJECTED = 'J';
    /** Server: the next message of the session. */
    public static final byte SEQUENCED_DATA = 'S';

    public static final byte SERVER_HEARTBEAT = 'H';
    public static final byte END_OF_SESSION = 'Z';

    public static final byte LOGIN_REQUEST = 'L';
    public static final byte CLIENT_HEARTBEAT = 'R';
    public static final byte LOGOUT_REQUEST = 'O';

    private static final int ANY = -1;
    private static final int UNKNOWN = -2;

    private SoupBinTcpType() {}

    /** Whether a packet of this type may have so many bytes behind the type; false for types that there are not. */
    static boolean fits(final byte type, final int payloadLength) {
        final int length = switch (type) {
            case DEBUG, UNSEQUENCED_DATA, SEQUENCED_DATA -> ANY;
            case LOGIN_ACCEPTED -> SoupBinTcpFlyweight.ACCEPTED_LENGTH;
            case LOGIN_REJECTED -> SoupBinTcpFlyweight.REJECTED_LENGTH;
            case LOGIN_REQUEST -> SoupBinTcpFlyweight.LOGIN_LENGTH;
            case SERVER_HEARTBEAT, END_OF_SESSION, CLIENT_HEARTBEAT, LOGOUT_REQUEST -> 0;
            default -> UNKNOWN;
        };
        return length == ANY || length == payloadLength;
    }
}
