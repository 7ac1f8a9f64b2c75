package io.tiercel.engine.boot.session;

import org.agrona.DirectBuffer;

/** Takes what files say, packet by packet. One thread. */
public interface PacketTaker extends AutoCloseable {
    /** The next message of the packet. */
    void add(DirectBuffer buffer, int offset, int length);

    /** The packet is whole, and of this time, UTC. */
    void release(long timeNs);

    /** Whether nothing more is taken. */
    boolean outOfRoom();

    @Override
    void close();
}
