package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** The newest packets of a channel, for who asks for them again. For those who play a feed; their thread's. */
public final class SentPackets {
    private final long maxBytes;
    private final TreeMap<Long, byte[]> packets = new TreeMap<>();
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private long bytes;

    /** @param maxBytes that are kept, about */
    public SentPackets(final long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** What is no packet is not kept; with one behind all others the count begins anew. */
    public void add(final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length)) {
            return;
        }
        final long sequence = packet.sequence();
        if (!packets.isEmpty() && sequence < packets.firstKey()) {
            packets.clear();
            bytes = 0;
        }
        final byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        final byte[] before = packets.put(sequence, copy);
        bytes += length - (before == null ? 0 : before.length);
        while (bytes > maxBytes) {
            final Map.Entry<Long, byte[]> oldest = packets.pollFirstEntry();
            bytes -= oldest.getValue().length;
        }
    }

    /** Null when it is not kept. */
    byte[] get(final long sequence) {
        return packets.get(sequence);
    }
}
