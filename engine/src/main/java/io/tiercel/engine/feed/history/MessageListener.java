package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.arbitration.SendingTimes;

/** Who is told of messages one by one. */
public interface MessageListener {
    /**
     * A packet, or a message or record that comes without one.
     *
     * @param session  empty where there are none
     * @param sequence of its first message, of the next one when it has none; {@link Message#NONE} where nothing has
     *                 a number
     * @param count    how many numbers it takes
     * @param sentNs   by its own word; {@link SendingTimes#NOT_SAID} where it has none
     */
    void onPacket(Origin origin, String session, long sequence, int count, long sentNs);

    void onMessage(Origin origin, Message message);

    /** A message, or what should have been one, cannot be read. */
    void onFault(Origin origin, String reason);
}
