package io.tiercel.engine.feed.moldudp64;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.PlayedLines;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts messages of a session into packets, numbers them, and sends them by lines. For the side that plays a feed; its
 * thread's.
 */
@HotPath
public final class MoldUdp64Packets {
    /** What fits into an Ethernet frame. */
    public static final int FRAME_BYTES = 1_400;
    /** What a datagram carries. */
    public static final int DATAGRAM_BYTES = 65_507;

    private final PlayedLines lines;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 16);
    private final UnsafeBuffer packet = new UnsafeBuffer(bytes);
    private long sessionHigh;
    private int sessionLow;
    private long sequence = 1;
    private int length = MoldUdp64Flyweight.HEADER_LENGTH;
    private int count;

    public MoldUdp64Packets(final PlayedLines lines) {
        this.lines = lines;
    }

    /** Messages that follow are those of this session, from 1. */
    @ColdPath
    public void begin(final String session) {
        sessionHigh = MoldUdp64Flyweight.sessionHigh(session);
        sessionLow = MoldUdp64Flyweight.sessionLow(session);
        sequence = 1;
        clear();
    }

    /** Whether the packet has room for a message of this length, within so many bytes. */
    public boolean fits(final int messageLength, final int most) {
        return length + MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + messageLength <= most;
    }

    /** The packet's next message; it has to fit a datagram. */
    public void add(final DirectBuffer buffer, final int offset, final int messageLength) {
        MoldUdp64Flyweight.encodeBlockLength(packet, length, messageLength);
        packet.putBytes(length + MoldUdp64Flyweight.BLOCK_HEADER_LENGTH, buffer, offset, messageLength);
        length += MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + messageLength;
        count++;
    }

    /** Messages that the packet has, and that are not sent yet. */
    public int count() {
        return count;
    }

    /** Messages of the session that were sent. */
    public long sentCount() {
        return sequence - 1;
    }

    /** Sends the packet, if it has messages; returns whether it had. */
    public boolean send() {
        if (count == 0) {
            return false;
        }
        send(count, length);
        sequence += count;
        clear();
        return true;
    }

    /** Says how far the session is. No packet may be begun. */
    public void heartbeat() {
        send(0, MoldUdp64Flyweight.HEADER_LENGTH);
    }

    /** Says that no message follows. No packet may be begun. */
    public void sayEnd() {
        send(MoldUdp64Flyweight.END_OF_SESSION, MoldUdp64Flyweight.HEADER_LENGTH);
    }

    private void send(final int newCount, final int bytesLength) {
        MoldUdp64Flyweight.encodeHeader(packet, 0, sessionHigh, sessionLow, sequence, newCount);
        bytes.limit(bytesLength).position(0);
        lines.send(bytes);
    }

    private void clear() {
        count = 0;
        length = MoldUdp64Flyweight.HEADER_LENGTH;
    }
}
