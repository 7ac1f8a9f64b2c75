package io.tiercel.engine.feed.soupbintcp;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.codecs.soupbintcp.SoupBinTcpFlyweight;
import io.tiercel.codecs.soupbintcp.SoupBinTcpType;
import io.tiercel.engine.feed.FeedLane;
import org.agrona.MutableDirectBuffer;

/** Numbers the messages that a connection brings, and makes packets of MoldUDP64 of them. */
@HotPath
final class StreamPackets {
    static final long MAX_SEQUENCE = Long.MAX_VALUE - MoldUdp64Flyweight.END_OF_SESSION;

    private static final int HEADER = MoldUdp64Flyweight.HEADER_LENGTH;
    private static final int BLOCK_HEADER = MoldUdp64Flyweight.BLOCK_HEADER_LENGTH;
    /** What fits into an Ethernet frame, as for datagrams. */
    private static final int MAX_PACKET_BYTES = 1_400;

    private static final int MAX_MESSAGES = 64;
    private static final int LONGEST_MESSAGE = FeedLane.MAX_DATAGRAM_BYTES - HEADER - BLOCK_HEADER;

    private final SoupBinTcpSocket socket;
    private final SoupBinTcpFlyweight packet;
    private final FollowedSession session;
    private final boolean singly;
    /** Of the next message. */
    private long next;
    /** Of the first message of the newest packet. */
    private long first;

    /** @param singly whether each message is a packet */
    StreamPackets(final SoupBinTcpSocket socket, final FollowedSession session, final boolean singly) {
        this.socket = socket;
        this.packet = socket.packet();
        this.session = session;
        this.singly = singly;
    }

    void beginAt(final long sequence) {
        next = sequence;
    }

    /** One packet of the messages that have come; returns its length, or 0 when something else is next, or nothing. */
    int take(final MutableDirectBuffer target) {
        int count = 0;
        int length = HEADER;
        while (count < MAX_MESSAGES && socket.next() == SoupBinTcpFlyweight.Form.WHOLE && joins(count, length)) {
            MoldUdp64Flyweight.encodeBlockLength(target, length, packet.payloadLength());
            target.putBytes(length + BLOCK_HEADER, packet.buffer(), packet.payloadOffset(), packet.payloadLength());
            length += BLOCK_HEADER + packet.payloadLength();
            socket.skip();
            count++;
        }
        if (count == 0) {
            return 0;
        }
        mark(target, count);
        next += count;
        session.reach(next);
        return length;
    }

    /** Whether it is a message that has room in a packet of so many and of this length. */
    private boolean joins(final int count, final int length) {
        if (packet.type() != SoupBinTcpType.SEQUENCED_DATA) {
            return false;
        }
        return count == 0
                ? packet.payloadLength() <= LONGEST_MESSAGE && next <= MAX_SEQUENCE
                : !singly && length + BLOCK_HEADER + packet.payloadLength() <= MAX_PACKET_BYTES;
    }

    /** A packet that says where the session is, or that it is over; returns its length. */
    int mark(final MutableDirectBuffer target, final int count) {
        MoldUdp64Flyweight.encodeHeader(target, 0, session.high(), session.low(), next, count);
        first = next;
        return HEADER;
    }

    long next() {
        return next;
    }

    long first() {
        return first;
    }
}
