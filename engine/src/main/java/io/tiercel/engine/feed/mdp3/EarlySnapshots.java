package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Snapshots of what the packets have not come to: each waits until they have. What a snapshot says of packets that
 * nobody has seen cannot be held against them; one of another count of packets may say anything. Where there is no room
 * for another one those that wait are forgotten, since the exchange repeats them.
 */
@HotPath
final class EarlySnapshots {
    /** So far may one be ahead: about what the lines may bring before what is missing is given up. */
    static final long MAX_AHEAD = 8_192;

    private static final int CAPACITY = 1 << 20;
    private static final int MAX_COUNT = 1 << 12;
    private static final long NONE = Long.MAX_VALUE;

    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY));
    /** The last packet that each has; none when it was taken. */
    private final long[] sequences = new long[MAX_COUNT];
    /** Where each begins, as a packet with this one message; behind the last where that ends. */
    private final int[] offsets = new int[MAX_COUNT + 1];

    private int first;
    private int count;
    /** The least of all. */
    private long earliest = NONE;

    void forget() {
        first = 0;
        count = 0;
        earliest = NONE;
    }

    /** The message that the packet stands at. Returns false when others were forgotten over it. */
    boolean add(final Mdp3PacketFlyweight packet, final long sequence) {
        final int length = Mdp3PacketFlyweight.HEADER_LENGTH + Short.BYTES + packet.messageLength();
        final boolean room = count < MAX_COUNT && offsets[count] + length <= CAPACITY;
        if (!room) {
            forget();
        }
        final int offset = offsets[count];
        Mdp3PacketFlyweight.encodeHeader(bytes, offset, packet.sequence(), packet.sendingTimeNs());
        final int message = offset + Mdp3PacketFlyweight.HEADER_LENGTH;
        Mdp3PacketFlyweight.encodeSize(bytes, message, packet.messageLength());
        bytes.putBytes(message + Short.BYTES, packet.buffer(), packet.messageOffset(), packet.messageLength());
        sequences[count] = sequence;
        count++;
        offsets[count] = offset + length;
        earliest = Math.min(earliest, sequence);
        return room;
    }

    /**
     * Takes one whose packets have all come, or are known to be missing, and puts the packet at its message. False when
     * there is none.
     *
     * @param sequence of the last packet that came
     */
    boolean take(final long sequence, final Mdp3PacketFlyweight packet) {
        if (sequence < earliest) {
            return false;
        }
        long least = NONE;
        for (int i = first; i < count; i++) {
            if (sequences[i] <= sequence) {
                sequences[i] = NONE;
                first = least == NONE ? i + 1 : first;
                packet.wrap(bytes, offsets[i], offsets[i + 1] - offsets[i]);
                return packet.next();
            }
            least = Math.min(least, sequences[i]);
        }
        earliest = least;
        if (least == NONE) {
            forget();
        }
        return false;
    }
}
