package io.tiercel.engine.ingress;

import io.tiercel.codecs.HotPath;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Inputs from a ring in memory, written by one thread (the polling one, or another). */
@HotPath
public final class RingSource implements InputSource {
    private static final int MESSAGE_TYPE = 1;

    private final OneToOneRingBuffer ring;
    private final MessageHandler handler = this::onRingMessage;
    private Consumer consumer;

    /** @param capacity in bytes, a power of two */
    public RingSource(final int capacity) {
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(capacity + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    /** False when there is no room. */
    public boolean offer(final DirectBuffer buffer, final int offset, final int length) {
        return ring.write(MESSAGE_TYPE, buffer, offset, length);
    }

    @Override
    public int poll(final Consumer newConsumer, final int limit) {
        consumer = newConsumer;
        return ring.read(handler, limit);
    }

    private void onRingMessage(
            final int messageType, final MutableDirectBuffer buffer, final int offset, final int length) {
        consumer.onMessage(buffer, offset, length);
    }
}
