package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;
import org.agrona.DirectBuffer;

/**
 * One packet as it came, filled anew for each. A heartbeat has no messages, and the sequence of the next one. What a
 * packet is made of is its protocol's: messages of MoldUDP64, or for MDP 3.0 the packet itself as the only one.
 */
@HotPath
public final class LinePacket {
    /** In place of a line: the answer of a request server. */
    public static final int RETRANSMITTED = -1;

    int line;
    long timeNs;
    long receivedNs;
    long sequence;
    int count;
    long fingerprint;
    DirectBuffer buffer;
    int offset;
    int length;
    long sentNs;

    /**
     * @param newLine   from 0, or {@link #RETRANSMITTED}
     * @param newTimeNs when it was read, and so far when it was received
     */
    public LinePacket from(final int newLine, final long newTimeNs) {
        line = newLine;
        timeNs = newTimeNs;
        receivedNs = newTimeNs;
        sentNs = SendingTimes.NOT_SAID;
        return this;
    }

    /** @param newReceivedNs when it came to this host */
    public LinePacket received(final long newReceivedNs) {
        receivedNs = newReceivedNs;
        return this;
    }

    /** @param newSentNs by its own word, which may be wrong; below 0 says nothing */
    public LinePacket sent(final long newSentNs) {
        sentNs = newSentNs < 0 ? SendingTimes.NOT_SAID : newSentNs;
        return this;
    }

    /**
     * @param newSequence    of the first message
     * @param newCount       of messages
     * @param newFingerprint of what the first message says: the same on each line, another one when the sequence has
     *                       begun anew
     */
    public LinePacket numbered(final long newSequence, final int newCount, final long newFingerprint) {
        sequence = newSequence;
        count = newCount;
        fingerprint = newFingerprint;
        return this;
    }

    public LinePacket bytes(final DirectBuffer newBuffer, final int newOffset, final int newLength) {
        buffer = newBuffer;
        offset = newOffset;
        length = newLength;
        return this;
    }

    /** The sequence after its last message. */
    long end() {
        return sequence + count;
    }
}
