package io.tiercel.engine.boot.session;

import io.tiercel.engine.ingress.InputSource;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableDirectByteBuffer;

/** The messages of one packet, whatever their number, for the thread that adds them. */
final class PacketSource implements InputSource {
    private static final int ALIGNMENT = 8;

    /** For each message its length, 8 bytes, then the message. */
    private final ExpandableDirectByteBuffer buffer = new ExpandableDirectByteBuffer(1 << 16);

    private int position;
    private int end;

    void add(final DirectBuffer message, final int offset, final int length) {
        buffer.putLong(end, length);
        buffer.putBytes(end + Long.BYTES, message, offset, length);
        end += Long.BYTES + (length + ALIGNMENT - 1 & -ALIGNMENT);
    }

    boolean waiting() {
        return position < end;
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        int count = 0;
        while (count < limit && position < end) {
            final int length = (int) buffer.getLong(position);
            final int offset = position + Long.BYTES;
            position = offset + (length + ALIGNMENT - 1 & -ALIGNMENT);
            count++;
            consumer.onMessage(buffer, offset, length);
        }
        if (position == end) {
            position = 0;
            end = 0;
        }
        return count;
    }
}
