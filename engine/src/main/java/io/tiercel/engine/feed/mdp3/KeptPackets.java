package io.tiercel.engine.feed.mdp3;

import org.agrona.DirectBuffer;

/** The newest packets of a channel's count, for who asks for them again. For those who send one; their thread's. */
public interface KeptPackets {
    /** The next one that was sent. */
    void add(DirectBuffer buffer, int offset, int length);

    /** Goes to a packet; false when it is not kept. */
    boolean find(long sequence);

    /** Of the packet that was found, as all below, until the next one is added. */
    DirectBuffer buffer();

    int offset();

    int length();
}
