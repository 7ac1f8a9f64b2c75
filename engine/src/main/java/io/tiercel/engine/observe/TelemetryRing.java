package io.tiercel.engine.observe;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.journal.HopTimesEncoder;
import io.tiercel.codecs.journal.OrderLeftEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.agrona.BufferUtil;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Times of inputs and orders on their way from the gate's thread to the one that writes them. What finds no room is
 * missed: the gate's thread never waits. When an order left is only noted at that moment, and handed over when its
 * input is done, so that the order behind it does not wait for that.
 *
 * <pre>
 *   0 ..  7  number of the record, from 1: the reader sees by it what was missed
 *   8 .. 15  sequence of the input that was done last
 *  16 .. 23  that input's time
 *  24 ..     the message with its header
 * </pre>
 */
@HotPath
public final class TelemetryRing {
    static final int NUMBER = 0;
    static final int CAUSE = 8;
    static final int TIME = 16;
    static final int MESSAGE = 24;

    private static final int MESSAGE_TYPE = 1;
    private static final int ALIGNMENT = 128;
    /** Orders of one input that left; with more of them, they are handed over before it is done. */
    private static final int NOTED = 128;

    private static final int HOPS_LENGTH = MESSAGE + MessageHeaderEncoder.ENCODED_LENGTH + HopTimesEncoder.BLOCK_LENGTH;
    private static final int LEFT_LENGTH =
            MESSAGE + MessageHeaderEncoder.ENCODED_LENGTH + OrderLeftEncoder.BLOCK_LENGTH;
    private static final VarHandle MISSED;

    static {
        try {
            MISSED = MethodHandles.lookup().findVarHandle(TelemetryRing.class, "missed", long.class);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final OneToOneRingBuffer ring;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HopTimesEncoder hops = new HopTimesEncoder();
    private final OrderLeftEncoder left = new OrderLeftEncoder();
    private final UnsafeBuffer record = new UnsafeBuffer(BufferUtil.allocateDirectAligned(HOPS_LENGTH, ALIGNMENT));
    private final long[] orderIds = new long[NOTED];
    private final long[] causes = new long[NOTED];
    private final long[] leftNs = new long[NOTED];
    private int noted;
    private long number;
    private long doneSequence;
    private long doneTimeNs;
    // Written by the gate's thread, read by any.
    private long missed;

    /** @param bytes a power of two */
    public TelemetryRing(final int bytes) {
        ring = new OneToOneRingBuffer(new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(bytes + RingBufferDescriptor.TRAILER_LENGTH, ALIGNMENT)));
    }

    /** The gate's thread, here and below: a new order, or a replace. */
    void onOrderLeft(final long orderId, final long cause, final long timeNs) {
        if (noted == NOTED) {
            tellOrders();
        }
        orderIds[noted] = orderId;
        causes[noted] = cause;
        leftNs[noted] = timeNs;
        noted++;
    }

    /** All outputs of an input are through. */
    void onInputDone(final long sequence, final long timeNs) {
        doneSequence = sequence;
        doneTimeNs = timeNs;
        if (noted > 0) {
            tellOrders();
        }
    }

    private void tellOrders() {
        for (int i = 0; i < noted; i++) {
            left.wrapAndApplyHeader(record, MESSAGE, header)
                    .orderId(orderIds[i])
                    .inputSequence(causes[i])
                    .leftNs(leftNs[i]);
            tell(LEFT_LENGTH);
        }
        noted = 0;
    }

    /** Of the input that is done now, before {@link #onInputDone}: its stages are told before its orders. */
    HopTimesEncoder hops(final long sequence, final long timeNs) {
        doneSequence = sequence;
        doneTimeNs = timeNs;
        return hops.wrapAndApplyHeader(record, MESSAGE, header);
    }

    /** After its stages are in {@link #hops}. */
    void tellHops() {
        tell(HOPS_LENGTH);
    }

    private void tell(final int length) {
        record.putLong(NUMBER, ++number);
        record.putLong(CAUSE, doneSequence);
        record.putLong(TIME, doneTimeNs);
        if (!ring.write(MESSAGE_TYPE, record, 0, length)) {
            MISSED.setOpaque(this, missed + 1);
        }
    }

    /** Records that found no room. Any thread. */
    public long missedCount() {
        return (long) MISSED.getOpaque(this);
    }

    /** The reader's thread: hands over what is there, as laid out above; returns how many. */
    @ColdPath
    int read(final MessageHandler handler, final int limit) {
        return ring.read(handler, limit);
    }
}
