package io.tiercel.engine.pipeline;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.NotSentEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.NotSentReason;
import io.tiercel.engine.ingress.InputSource;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the gate could not send, on its way back into the sequence. One slot is kept for the word that there was no room
 * for more.
 */
@HotPath
final class NotSentQueue implements InputSource {
    private static final int MESSAGE_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + NotSentEncoder.BLOCK_LENGTH;

    private final int slotLength = (MESSAGE_LENGTH + Long.BYTES - 1) & -Long.BYTES;
    private final int capacity;
    private final int slots;
    private final UnsafeBuffer buffer;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NotSentEncoder notSent = new NotSentEncoder();
    private long head;
    private long tail;

    NotSentQueue(final int capacity) {
        this.capacity = capacity;
        slots = capacity + 1;
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(slotLength * slots));
    }

    /** False when there is no room. */
    boolean add(
            final int venueId,
            final NotSentReason reason,
            final int templateId,
            final long orderId,
            final long venueToken) {
        if (tail - head >= capacity) {
            return false;
        }
        put(venueId, reason, templateId, orderId, venueToken);
        return true;
    }

    /** Says that the gate latched since there was no room: takes the slot that is kept for it, once. */
    void addLatched(final int venueId) {
        put(venueId, NotSentReason.LATCHED, 0, 0, 0);
    }

    private void put(
            final int venueId,
            final NotSentReason reason,
            final int templateId,
            final long orderId,
            final long venueToken) {
        notSent.wrapAndApplyHeader(buffer, slot(tail), header)
                .venueId((short) venueId)
                .reason(reason)
                .templateId(templateId)
                .orderId(orderId)
                .venueToken(venueToken);
        tail++;
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        int count = 0;
        while (head < tail && count < limit) {
            final int offset = slot(head);
            consumer.onMessage(buffer, offset, MESSAGE_LENGTH);
            head++;
            count++;
        }
        return count;
    }

    private int slot(final long index) {
        return (int) (index % slots) * slotLength;
    }
}
