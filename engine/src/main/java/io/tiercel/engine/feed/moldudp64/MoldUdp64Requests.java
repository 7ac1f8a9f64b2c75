package io.tiercel.engine.feed.moldudp64;

/** Where requests for messages go. What is answered comes as a packet, or does not. The lane's thread. */
public interface MoldUdp64Requests {
    /** Without a request server: there is nobody to ask. */
    MoldUdp64Requests NONE = (sessionHigh, sessionLow, sequence, count) -> true;

    /** Returns whether it was asked: false when the answer is on its way. */
    boolean request(long sessionHigh, int sessionLow, long sequence, int count);

    /** Whether it is known well enough how far the session is. Datagrams are new when they come. */
    default boolean isCurrent(final long timeNs) {
        return true;
    }
}
