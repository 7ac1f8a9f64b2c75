package io.tiercel.engine.feed;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A lane's messages that wait to be sent, in order. Bytes: for each message its length, 4 bytes, then the message.
 */
@HotPath
final class StagedMessages {
    /** What one message takes at most, with its length. */
    static final int MESSAGE_BYTES = 80;

    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int DROPPED = -1;

    private final int feedId;
    private final MessageLine line;
    private final FeedCounts counts;
    private final UnsafeBuffer staged;
    private int position;
    private int end;
    private boolean waits;

    /** @param capacity messages that may be staged at a time */
    StagedMessages(final int feedId, final MessageLine line, final FeedCounts counts, final int capacity) {
        this.feedId = feedId;
        this.line = line;
        this.counts = counts;
        staged = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.multiplyExact(capacity, MESSAGE_BYTES)));
    }

    /** Where messages are written. */
    UnsafeBuffer buffer() {
        return staged;
    }

    /** Takes the room for the next message; returns where it begins, header included. */
    int stage(final int blockLength) {
        final int length = BODY + blockLength;
        final int begin = end + Integer.BYTES;
        if (begin + length > staged.capacity()) {
            throw new IllegalStateException("feed " + feedId + " staged more than " + staged.capacity()
                    + " bytes: a datagram cannot have them");
        }
        staged.putInt(end, length);
        end = begin + length;
        return begin;
    }

    /** Nothing is staged any more: what was not sent is forgotten. */
    void forget() {
        position = 0;
        end = 0;
        waits = false;
    }

    /** Whether something waits to be sent. */
    boolean pending() {
        return position < end;
    }

    boolean connected() {
        return line.isConnected();
    }

    /**
     * Sends as far as there is room for it. What nobody is there to take is dropped and counted.
     *
     * @return how many messages were sent, or -1 when some were dropped
     */
    int send() {
        int count = 0;
        MessageLine.Result result = MessageLine.Result.TAKEN;
        while (position < end && result == MessageLine.Result.TAKEN) {
            final int length = staged.getInt(position);
            result = line.offer(staged, position + Integer.BYTES, length);
            if (result == MessageLine.Result.TAKEN) {
                waits = false;
                position += Integer.BYTES + length;
                count++;
            }
        }
        counts.add(FeedCount.SENT, count);
        if (result == MessageLine.Result.NOBODY) {
            drop();
            return DROPPED;
        }
        if (result == MessageLine.Result.BACK_PRESSURE) {
            counts.add(FeedCount.BACK_PRESSURE, waits ? 0 : 1);
            waits = true;
        } else {
            forget();
        }
        return count;
    }

    private void drop() {
        while (position < end) {
            position += Integer.BYTES + staged.getInt(position);
            counts.add(FeedCount.DROPPED, 1);
        }
        forget();
    }
}
