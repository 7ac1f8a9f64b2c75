package io.tiercel.engine.feed.history;

/** Who is told of messages one by one. */
public interface MessageListener {
    /**
     * A packet of a session with numbers, or a stream's begin.
     *
     * @param sequence of its first message, of the next one when it has none
     * @param count    of its messages
     */
    void onPacket(Origin origin, String session, long sequence, int count);

    void onMessage(Origin origin, Message message);

    /** A message, or what should have been one, cannot be read. */
    void onFault(Origin origin, String reason);
}
