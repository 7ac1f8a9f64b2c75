package io.tiercel.engine.pipeline;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.NotSentEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.NotSentReason;
import io.tiercel.engine.ingress.InputSource;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the gate could not send, on its way back into the sequence: from one thread to another, or the same. One slot
 * is kept for the word that there was no room
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
    // The gate's thread writes the tail after a slot, ingress the head after it has read one: two threads, or the same.
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();

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
        if (tail.getPlain() - head.getAcquire() >= capacity) {
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
        notSent.wrapAndApplyHeader(buffer, slot(tail.getPlain()), header)
                .venueId((short) venueId)
                .reason(reason)
                .templateId(templateId)
                .orderId(orderId)
                .venueToken(venueToken);
        tail.setRelease(tail.getPlain() + 1);
    }

    @Override
    public int poll(final Consumer consumer, final int limit) {
        int count = 0;
        for (long next = head.getPlain(); next < tail.getAcquire() && count < limit; next++) {
            consumer.onMessage(buffer, slot(next), MESSAGE_LENGTH);
            head.setRelease(next + 1);
            count++;
        }
        return count;
    }

    private int slot(final long index) {
        return (int) (index % slots) * slotLength;
    }
}
