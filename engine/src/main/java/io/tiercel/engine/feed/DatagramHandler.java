package io.tiercel.engine.feed;

import org.agrona.DirectBuffer;

/** A protocol: turns datagrams into messages that wait in a {@link FeedSender}. The lane's thread's. */
public interface DatagramHandler {
    void onDatagram(DirectBuffer buffer, int offset, int length);

    /** A subscriber is there who was not before: nothing that was sent until now came to it. */
    void onSubscriber();

    /** What waited to be sent is lost: nobody was there to take it. */
    void onDropped();

    /** The lane cannot go on: the last word about its books. */
    void onBroken();

    /** Any thread. */
    LaneState state();

    /** Which session, for people; empty before the first. Any thread. */
    String session();
}
