package io.tiercel.engine.feed.history;

import org.agrona.DirectBuffer;

/** Takes what one channel carries apart into messages, for tools that show them. */
public interface MessageReader {
    void onSession(Origin origin, String session, long next, MessageListener listener);

    void onDatagram(Origin origin, DirectBuffer buffer, int offset, int length, MessageListener listener);

    void onMessage(Origin origin, DirectBuffer buffer, int offset, int length, MessageListener listener);
}
