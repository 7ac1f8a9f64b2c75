package io.tiercel.engine.feed.history;

import org.agrona.DirectBuffer;

/** Where the content of files goes, in their order. */
interface ContentListener {
    void onDatagram(Origin origin, DirectBuffer buffer, int offset, int length);

    /**
     * A stream of messages begins, in a channel of its own.
     *
     * @param session its name, or empty
     * @param next    number of its next message, or 1
     */
    void onSession(Origin origin, String session, long next);

    /** One message of a stream that is in order by itself. */
    void onMessage(Origin origin, DirectBuffer buffer, int offset, int length);

    /** Something of the stream is missing before the next message. */
    void onLost(Origin origin);

    /**
     * Something that was captured of this channel, or, where that is not known (null), of any one, is not there or
     * could not be read. What comes next says whether anything is missing.
     */
    default void onUnread(final Origin origin) {}

    /** A server ended a connection without any packet of what it was asked for. */
    default void onRefused(final Origin origin) {}

    /** Another packet of a capture, whatever is in it. */
    default void onFrame() {}

    /** Packets of a capture that carry no messages, by what they are. */
    void onOther(Origin origin, Other what, long count);

    void onFault(Origin origin, String reason);

    /** What could not be read of the file itself: what it said is missing. */
    default void onDamage(final Origin origin, final String reason) {
        onFault(origin, reason);
        onLost(origin);
    }

    /** What a capture holds besides messages. */
    enum Other {
        FRAGMENT("IP fragments, not put together"),
        NOT_IP("frames that are neither UDP nor TCP"),
        LINK("packets of a link type that is not read"),
        CUT("packets that the capture cut off"),
        LOST("packets that the capture says it has lost"),
        TCP("TCP streams of other content"),
        TCP_GIVEN_UP("TCP streams given up, too many at a time");

        private final String title;

        Other(final String title) {
            this.title = title;
        }

        /** As a line for people calls it. */
        String title() {
            return title;
        }
    }
}
