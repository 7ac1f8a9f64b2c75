package io.tiercel.engine.feed;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/** What brings a lane its packets. The lane's thread's. */
public interface PacketLines {
    /** In place of a line: what was asked for because it was missing. */
    int ANSWERS = -1;

    /**
     * Fills the buffer with one packet of whoever has one; false when nobody has.
     *
     * @param timeNs UTC
     */
    boolean receive(ByteBuffer bytes, long timeNs);

    /** Of the newest packet: the line from 0, or {@link #ANSWERS}. */
    int line();

    /**
     * When the newest packet came to this host.
     *
     * @param readNs when it was read, which was just now
     */
    default long receivedNs(final long readNs) {
        return readNs;
    }

    /** The newest packet, as it was received. */
    void record(DirectBuffer buffer, int length, long timeNs);

    /** How often it has come about that nothing can come by any of them. */
    long outageCount();
}
