package io.tiercel.engine.feed.moldudp64;

import org.agrona.DirectBuffer;

/** What a receiver makes of packets: each message of a session once, in order. The lane's thread. */
public interface MoldUdp64Listener {
    /** @param complete its first message comes next; when not, {@link #onGap} is not called for it */
    void onSession(long sessionHigh, int sessionLow, boolean complete);

    /** Messages are missing before the next one. */
    void onGap();

    void onMessage(DirectBuffer buffer, int offset, int length);

    /** No more messages in this packet. */
    void onPacketEnd();

    void onSessionEnd();
}
