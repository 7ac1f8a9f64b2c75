package io.tiercel.engine.feed.history;

import org.agrona.DirectBuffer;

/** Makes books of what channels carry, through the handlers that run live. */
public interface BookFeed {
    void onSession(Origin origin, String session, long next);

    void onDatagram(Origin origin, DirectBuffer buffer, int offset, int length);

    void onMessage(Origin origin, DirectBuffer buffer, int offset, int length);

    void onLost(Origin origin);

    /** A server refused what it was asked for, so that nothing of it comes. */
    default void onRefused(final Origin origin) {}

    /** Books that are taken to have been empty before the files, though nobody has said so. */
    default long takenForEmpty() {
        return 0;
    }

    /** No more files. */
    void onEnd();
}
