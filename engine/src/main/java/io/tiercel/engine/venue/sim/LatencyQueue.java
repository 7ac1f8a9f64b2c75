package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages on their way: each arrives after the base latency and a seeded part of the jitter, and none overtakes
 * another. It grows when it has to and never loses a message; in a steady state it allocates nothing.
 *
 * <pre>
 *  0  due time  8 bytes
 *  8  length    4 bytes
 * 12  message, then up to the next multiple of 8
 * </pre>
 */
@HotPath
final class LatencyQueue {
    /** Nothing is on its way. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int LENGTH = 8;
    private static final int MESSAGE = 12;
    private static final int FIRST_CAPACITY = 1 << 16;

    private final long latencyNs;
    private final long jitterNs;
    private final Randomness random;
    private UnsafeBuffer buffer = new UnsafeBuffer(new byte[FIRST_CAPACITY]);
    private int head;
    private int tail;
    private long extraNs;
    private long lastDueNs = Long.MIN_VALUE;

    LatencyQueue(final long latencyNs, final long jitterNs, final long seed) {
        this.latencyNs = latencyNs;
        this.jitterNs = jitterNs;
        random = new Randomness(seed);
    }

    /** Whether messages take no time at all. */
    boolean isImmediate() {
        return latencyNs == 0 && jitterNs == 0;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** What is on its way, in bytes. */
    int size() {
        return tail - head;
    }

    /** Draws the jitter of the messages that follow: those of one event travel together. */
    void draw() {
        if (jitterNs > 0) {
            extraNs = random.nextBelow(jitterNs + 1);
        }
    }

    void add(final long timeNs, final DirectBuffer message, final int offset, final int length) {
        final int needed = (MESSAGE + length + 7) & ~7;
        if (tail + needed > buffer.capacity()) {
            makeRoom(needed);
        }
        lastDueNs = Math.max(lastDueNs, timeNs + latencyNs + extraNs);
        buffer.putLong(tail, lastDueNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(tail + LENGTH, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(tail + MESSAGE, message, offset, length);
        tail += needed;
    }

    /** When the first message arrives, or {@link #NEVER}. */
    long dueNs() {
        return head == tail ? NEVER : buffer.getLong(head, ByteOrder.LITTLE_ENDIAN);
    }

    /** Holds the first message at {@link #offset()}, {@link #length()} bytes, until the next {@link #add}. */
    DirectBuffer buffer() {
        return buffer;
    }

    int offset() {
        return head + MESSAGE;
    }

    int length() {
        return buffer.getInt(head + LENGTH, ByteOrder.LITTLE_ENDIAN);
    }

    void remove() {
        head += (MESSAGE + length() + 7) & ~7;
        if (head == tail) {
            head = 0;
            tail = 0;
        }
    }

    /** What is on its way never arrives. */
    void clear() {
        head = 0;
        tail = 0;
    }

    @ColdPath
    private void makeRoom(final int needed) {
        final int size = tail - head;
        UnsafeBuffer target = buffer;
        // Moving is cheap only when it frees at least as much as it copies.
        if (head < size || size + needed > buffer.capacity()) {
            final long capacity = 2L * Math.max(buffer.capacity(), needed);
            if (capacity > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException("simulated venue: " + size
                        + " bytes of messages are waiting and none is taken; read the venue's streams");
            }
            target = new UnsafeBuffer(new byte[(int) capacity]);
        }
        System.arraycopy(buffer.byteArray(), head, target.byteArray(), 0, size);
        buffer = target;
        head = 0;
        tail = size;
    }
}
