package io.tiercel.engine.feed;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where the same packet is given to two readers, so that what is read beyond it is seen: by the first one it throws, or
 * what comes of it differs from what comes of the second one's, since nothing but the packet is the same.
 */
public final class PacketRoom {
    /** Of the packet in the room that has more than it. */
    public static final int OFFSET = 64;

    private PacketRoom() {}

    /** The packet and nothing else; zeros, for who reads without a look at the buffer's bounds. */
    public static UnsafeBuffer alone(final byte[] packet) {
        return new UnsafeBuffer(room(packet, (byte) 0), OFFSET, packet.length);
    }

    /** The packet at {@link #OFFSET}, and ones around it. */
    public static UnsafeBuffer among(final byte[] packet) {
        return new UnsafeBuffer(room(packet, (byte) -1));
    }

    private static byte[] room(final byte[] packet, final byte around) {
        final byte[] room = new byte[OFFSET + packet.length + OFFSET];
        Arrays.fill(room, around);
        System.arraycopy(packet, 0, room, OFFSET, packet.length);
        return room;
    }
}
