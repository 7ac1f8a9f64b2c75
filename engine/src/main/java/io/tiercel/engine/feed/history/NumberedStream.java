package io.tiercel.engine.feed.history;

import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A connection of SoupBinTCP whose login said its session and the number of its next message: each becomes a packet of
 * MoldUDP64 with that number, so that connections to one server are lines of one feed, as those of a lane are.
 */
final class NumberedStream {
    /** Room for any packet. */
    static final int MAX_LENGTH = MoldUdp64Flyweight.HEADER_LENGTH + MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + 0xFFFF;

    private final String session;
    private final long sessionHigh;
    private final int sessionLow;
    private long next;

    NumberedStream(final String session, final long next) {
        this.session = session;
        this.next = next;
        sessionHigh = MoldUdp64Flyweight.sessionHigh(session);
        sessionLow = MoldUdp64Flyweight.sessionLow(session);
    }

    String session() {
        return session;
    }

    /** Of the message that comes next. */
    long next() {
        return next;
    }

    /** It is passed over. */
    void skip() {
        next++;
    }

    /** A packet without a message; returns its length. */
    int heartbeat(final MutableDirectBuffer target) {
        MoldUdp64Flyweight.encodeHeader(target, 0, sessionHigh, sessionLow, next, 0);
        return MoldUdp64Flyweight.HEADER_LENGTH;
    }

    /** A packet of this message; returns its length. */
    int packet(final MutableDirectBuffer target, final DirectBuffer buffer, final int offset, final int length) {
        MoldUdp64Flyweight.encodeHeader(target, 0, sessionHigh, sessionLow, next, 1);
        next++;
        MoldUdp64Flyweight.encodeBlockLength(target, MoldUdp64Flyweight.HEADER_LENGTH, length);
        final int content = MoldUdp64Flyweight.HEADER_LENGTH + MoldUdp64Flyweight.BLOCK_HEADER_LENGTH;
        target.putBytes(content, buffer, offset, length);
        return content + length;
    }
}
