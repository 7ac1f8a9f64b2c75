package io.tiercel.bench.peers;

import java.nio.ByteBuffer;

/** A feed's packets, made beforehand, one behind the other outside the heap. */
public final class Packets {
    private final ByteBuffer bytes;
    private final int[] ends;
    private int count;
    private long messageCount;

    public Packets(final int maxBytes, final int maxPackets) {
        bytes = ByteBuffer.allocateDirect(maxBytes);
        ends = new int[maxPackets];
    }

    /** The packet that ends at the position of {@link #bytes} is complete. */
    public void complete(final int messages) {
        ends[count++] = bytes.position();
        messageCount += messages;
    }

    /** To be read by absolute positions: they begin with the first byte of the first packet. */
    public ByteBuffer bytes() {
        return bytes;
    }

    public int count() {
        return count;
    }

    /** In all packets. */
    public long messageCount() {
        return messageCount;
    }

    public int begin(final int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** Behind the last byte of a packet. */
    public int end(final int index) {
        return ends[index];
    }
}
