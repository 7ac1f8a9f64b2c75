package io.tiercel.engine.feed;

import java.net.SocketAddress;
import org.agrona.DirectBuffer;

/** Is given each datagram that a lane reads, before anything is made of it. The lane's thread's. */
public interface DatagramRecorder {
    /** Nothing is recorded. */
    DatagramRecorder NONE = (socket, source, buffer, length, timeNs) -> {};

    /**
     * @param socket its place among the lane's sockets, from 0: the lines, then that of a request server
     * @param source who sent it, the same object for the same sender; null where the socket has one sender alone
     * @param timeNs of receipt, UTC
     */
    void onDatagram(int socket, SocketAddress source, DirectBuffer buffer, int length, long timeNs);
}
