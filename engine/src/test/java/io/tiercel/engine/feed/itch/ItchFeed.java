package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes packets as an exchange would: messages first, then the header. */
final class ItchFeed {
    static final int LOCATE = 7;
    static final long TIME_NS = 1_000;

    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1 << 12]);
    private final ItchEncoder encoder = new ItchEncoder();
    private int length = MoldUdp64Flyweight.HEADER_LENGTH;
    private int count;

    /** Where the next message goes; after it {@link #added}. */
    ItchEncoder next() {
        return nextAbout(LOCATE);
    }

    ItchEncoder nextAbout(final int locate) {
        return encoder.wrap(buffer, nextOffset()).about(locate, TIME_NS);
    }

    int nextOffset() {
        return length + MoldUdp64Flyweight.BLOCK_HEADER_LENGTH;
    }

    void added(final int messageLength) {
        MoldUdp64Flyweight.encodeBlockLength(buffer, length, messageLength);
        length += MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + messageLength;
        count++;
    }

    /** Ends the packet; returns its length. */
    int packet(final String session, final long sequence) {
        return packet(session, sequence, count);
    }

    int packet(final String session, final long sequence, final int newCount) {
        MoldUdp64Flyweight.encodeHeader(
                buffer,
                0,
                MoldUdp64Flyweight.sessionHigh(session),
                MoldUdp64Flyweight.sessionLow(session),
                sequence,
                newCount);
        final int packetLength = length;
        length = MoldUdp64Flyweight.HEADER_LENGTH;
        count = 0;
        return packetLength;
    }
}
