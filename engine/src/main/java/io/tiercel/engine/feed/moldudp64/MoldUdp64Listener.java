package io.tiercel.engine.feed.moldudp64;

import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.arbitration.LossReason;
import org.agrona.DirectBuffer;

/**
 * What a receiver makes of packets: each message of a session once, in order, and whether all of them came. The lane's
 * thread.
 */
public interface MoldUdp64Listener {
    /** Of this session nothing is known yet: books are void, and not live. */
    void onSession(long sessionHigh, int sessionLow);

    /**
     * Messages of this packet come next.
     *
     * @param sequence of its first message, though that may have come before
     * @param timeNs   of receipt
     */
    void onPacket(long sequence, long receivedNs);

    /** The packet whose messages come next, one by one: who has to find something for them may begin with all. */
    default void onWhole(final MoldUdp64Flyweight packet) {}

    void onMessage(DirectBuffer buffer, int offset, int length);

    /** No more messages in this packet. */
    void onPacketEnd();

    /** All that was sent has come. */
    void onLive();

    /** Something is missing, and is asked for. */
    void onRecovering(LossReason reason);

    /** Something is missing, and is not asked for any more. */
    void onStale(LossReason reason);

    /** A snapshot of the books is wanted, to go on from. */
    void onSnapshotWanted();

    void onSessionEnd();
}
