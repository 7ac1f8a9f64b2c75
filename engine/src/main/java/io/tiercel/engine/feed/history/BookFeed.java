package io.tiercel.engine.feed.history;

import java.util.List;
import org.agrona.DirectBuffer;

/** Makes books of what channels carry, through the handlers that run live. */
public interface BookFeed {
    void onSession(Origin origin, String session, long next);

    void onDatagram(Origin origin, DirectBuffer buffer, int offset, int length);

    void onMessage(Origin origin, DirectBuffer buffer, int offset, int length);

    void onLost(Origin origin);

    /** As {@link ContentListener#onUnread}. */
    default void onUnread(final Origin origin) {}

    /** A server refused what it was asked for, so that nothing of it comes. */
    default void onRefused(final Origin origin) {}

    /** This file was read to its end. */
    default void onFileEnd(final Origin origin) {}

    /** What is to be said of how the books were made, beside what is malformed; for people, behind the last file. */
    default List<String> notes() {
        return List.of();
    }

    /** No more files. */
    void onEnd();
}
