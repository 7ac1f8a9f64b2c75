package io.tiercel.engine.pipeline;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.Outputs;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Outputs on their way from the core's thread to the gate's, in order; after those of an input comes its end.
 *
 * <pre>
 *  output   cause (8) ordinal (4) unused (4) message
 *  end      cause (8)
 * </pre>
 */
@HotPath
final class OutputRing implements Outputs {
    private static final int OUTPUT = 1;
    private static final int END = 2;
    private static final int ORDINAL_POSITION = Long.BYTES;
    private static final int MESSAGE_POSITION = 2 * Long.BYTES;

    private final OneToOneRingBuffer ring;
    private final BoundedWait room;
    private final MessageHandler handler = this::onMessage;
    // Below: the gate's thread only.
    private Outputs target;
    private boolean ended;
    private long endedInput;

    /**
     * @param bytes a power of two
     * @param room  how the core waits for room
     */
    OutputRing(final int bytes, final BoundedWait room) {
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(bytes + RingBufferDescriptor.TRAILER_LENGTH)));
        this.room = room;
    }

    /** By the core's thread. */
    @Override
    public void onOutput(
            final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        final int index = claim(OUTPUT, MESSAGE_POSITION + length);
        final MutableDirectBuffer target = ring.buffer();
        target.putLong(index, cause);
        target.putInt(index + ORDINAL_POSITION, ordinal);
        target.putBytes(index + MESSAGE_POSITION, buffer, offset, length);
        ring.commit(index);
    }

    /** By the core's thread: there are no more of this input. */
    void endInput(final long sequence) {
        final int index = claim(END, Long.BYTES);
        ring.buffer().putLong(index, sequence);
        ring.commit(index);
    }

    private int claim(final int type, final int length) {
        int index = ring.tryClaim(type, length);
        if (index < 0) {
            room.begin();
            while (index < 0) {
                room.pause();
                index = ring.tryClaim(type, length);
            }
        }
        return index;
    }

    /**
     * By the gate's thread: hands over the outputs of one input until their end.
     *
     * @param nothingYet how it waits for the core, which may still be at work on this input
     */
    void drainInput(final long sequence, final Outputs newTarget, final BoundedWait nothingYet) {
        target = newTarget;
        ended = false;
        boolean waiting = false;
        while (!ended) {
            if (ring.read(handler, 1) > 0) {
                waiting = false;
            } else if (waiting) {
                nothingYet.pause();
            } else {
                waiting = true;
                nothingYet.begin();
            }
        }
        if (endedInput != sequence) {
            throw new IllegalStateException(
                    "the gate is at input " + sequence + " and the core's outputs at " + endedInput);
        }
    }

    private void onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        final long cause = buffer.getLong(index);
        if (type == END) {
            ended = true;
            endedInput = cause;
        } else {
            target.onOutput(
                    cause,
                    buffer.getInt(index + ORDINAL_POSITION),
                    buffer,
                    index + MESSAGE_POSITION,
                    length - MESSAGE_POSITION);
        }
    }
}
