package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.engine.feed.arbitration.SendingTimes;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The newest packets of a channel's count, for who asks for them again; each as whichever line brought it first. With
 * another count, such as the next week's, those of the one before are gone. For those who play a feed; their thread's.
 */
public final class SentPackets implements KeptPackets {
    private final long maxBytes;
    private final TreeMap<Long, byte[]> packets = new TreeMap<>();
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private final UnsafeBuffer known = new UnsafeBuffer();
    private final SendingTimes times = new SendingTimes();
    private long bytes;
    /** What was sent until then is of the count before. */
    private long formerSendingNs = SendingTimes.NOT_SAID;

    /** @param maxBytes that are kept, about */
    public SentPackets(final long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** What is no packet is not kept; neither is what a slow line brings of the count that is over. */
    @Override
    public void add(final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length) || packet.sendingTimeNs() <= formerSendingNs) {
            return;
        }
        final long sequence = packet.sequence();
        if (beginsAnew(buffer, offset, length)) {
            packets.clear();
            bytes = 0;
            formerSendingNs = times.before(packet.sendingTimeNs());
            times.clear();
        }
        if (packets.isEmpty() || sequence > packets.lastKey()) {
            times.add(packet.sendingTimeNs());
        }
        final boolean tooOld = !packets.isEmpty() && sequence < packets.firstKey();
        if (tooOld || packets.containsKey(sequence)) {
            return;
        }
        final byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        packets.put(sequence, copy);
        bytes += length;
        while (bytes > maxBytes) {
            final Map.Entry<Long, byte[]> oldest = packets.pollFirstEntry();
            bytes -= oldest.getValue().length;
        }
    }

    /**
     * A packet that is not ahead was sent later than the newest one: by more than lines are apart, or it is none of
     * those that came.
     */
    private boolean beginsAnew(final DirectBuffer buffer, final int offset, final int length) {
        final long sequence = packet.sequence();
        if (packets.isEmpty() || sequence > packets.lastKey() || times.isLate(packet.sendingTimeNs())) {
            return false;
        }
        final byte[] before = packets.get(sequence);
        final boolean unknown =
                before == null ? sequence < packets.firstKey() : !isSame(before, buffer, offset, length);
        return unknown || times.isLater(packet.sendingTimeNs());
    }

    /** Lines need not say the same time of sending. */
    private boolean isSame(final byte[] before, final DirectBuffer buffer, final int offset, final int length) {
        known.wrap(before);
        final int header = Mdp3PacketFlyweight.HEADER_LENGTH;
        for (int i = header; i < length && before.length == length; i++) {
            if (known.getByte(i) != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return before.length == length;
    }

    @Override
    public boolean find(final long sequence) {
        final byte[] found = packets.get(sequence);
        if (found != null) {
            known.wrap(found);
        }
        return found != null;
    }

    @Override
    public DirectBuffer buffer() {
        return known;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return known.capacity();
    }
}
