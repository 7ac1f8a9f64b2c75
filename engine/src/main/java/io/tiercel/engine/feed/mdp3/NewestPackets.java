package io.tiercel.engine.feed.mdp3;

import io.tiercel.engine.feed.moldudp64.SentMessages;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Packets of one who numbers them without a gap, from 1; of a count that is over none are kept. To add one allocates
 * nothing any more once there are as many as are kept; to find one does.
 */
public final class NewestPackets implements KeptPackets {
    private final SentMessages sent;
    /** At the packet that was found. */
    private SentMessages.Cursor cursor;

    /** @param maxBytes that are kept, about */
    public NewestPackets(final long maxBytes) {
        sent = SentMessages.copiedOnly(maxBytes);
    }

    @Override
    public void add(final DirectBuffer buffer, final int offset, final int length) {
        if (buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN) == 1) {
            sent.begin();
        }
        sent.add(buffer, offset, length);
    }

    @Override
    public boolean find(final long sequence) {
        cursor = sent.from(sequence);
        return cursor.sequence() == sequence && cursor.next();
    }

    @Override
    public DirectBuffer buffer() {
        return cursor.buffer();
    }

    @Override
    public int offset() {
        return cursor.offset();
    }

    @Override
    public int length() {
        return cursor.length();
    }
}
