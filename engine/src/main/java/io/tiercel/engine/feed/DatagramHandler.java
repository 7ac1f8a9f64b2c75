package io.tiercel.engine.feed;

import org.agrona.DirectBuffer;

/**
 * A protocol: turns datagrams into messages that wait in a {@link FeedSender}. The lane's thread's. Each call may stage
 * what one datagram, and the end and begin of all books, take; none is made before that was sent.
 */
public interface DatagramHandler {
    /**
     * @param line       from 0; below 0 for an answer of the request server
     * @param timeNs     when it was read, UTC; never goes back
     * @param receivedNs when it came to this host, as far as that is known: the same or before
     */
    void onDatagram(int line, DirectBuffer buffer, int offset, int length, long timeNs, long receivedNs);

    /** Goes on with what waits in it. Returns whether there was something: then it is called again. */
    boolean advance(long timeNs);

    /**
     * Takes a piece of what servers send that it has asked for what is missing. Returns whether there was something:
     * then it is called again, but not before the lines were read, since a server's connection can wait.
     */
    boolean recover(long timeNs);

    /** What is due by now. */
    void onTime(long timeNs);

    /** All lines are gone: nothing comes until one is back, and then not all that was sent meanwhile. */
    void onOutage(long timeNs);

    /** A subscriber is there who was not before: nothing that was sent until now came to it. */
    void onSubscriber(long timeNs);

    /** What waited to be sent is lost: nobody was there to take it. */
    void onDropped(long timeNs);

    /** The lane cannot go on: the last word about its books. */
    void onBroken();

    /** Any thread. */
    LaneState state();

    /** Why it is in that state, where there is a reason; in words, for people. Any thread. */
    String reason();

    /** Which session, for people; empty before the first. Any thread. */
    String session();
}
