package io.tiercel.engine.feed.capture;

import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One direction of a TCP connection: its bytes in order, each once, whatever order their segments were captured in.
 * Segments that come early wait, in bounded memory; when that is full, or the capture ends, what is missing before
 * them is lost and said so.
 */
final class TcpStream {
    /** Bytes of segments that wait: more than a sender has under way on a line of 1 GB/s and 1 ms. */
    static final int MAX_WAITING = 1 << 20;

    private static final int SEGMENT_COST = 64;
    private static final long NOWHERE = Long.MAX_VALUE;

    private final ByteStream target;
    /** By how far they are ahead of the first byte that is awaited. */
    private final TreeMap<Long, byte[]> waiting = new TreeMap<>();

    private long waitingBytes;
    /** Of the next byte, counted from the first one on: TCP's own number goes round. */
    private long next;

    private int nextSequence;
    private int firstSequence;
    private boolean begun;
    /** Where the sender has said that it ends; or nowhere. */
    private long finAt = NOWHERE;

    private boolean ended;

    TcpStream(final ByteStream target) {
        this.target = target;
    }

    void onSegment(
            final int sequence, final boolean syn, final DirectBuffer buffer, final int offset, final int length) {
        if (syn) {
            // A connection on the same ports begins anew; a SYN that is repeated changes nothing.
            if (!begun || sequence + 1 != firstSequence) {
                begin(sequence + 1);
            }
        } else if (!begun) {
            begin(sequence);
        }
        final int ahead = (syn ? sequence + 1 : sequence) - nextSequence;
        if (length == 0) {
            return;
        }
        if (ahead > 0) {
            await(ahead, buffer, offset, length);
        } else if (ahead + (long) length > 0) {
            take(buffer, offset - ahead, length + ahead);
            takeWaiting();
            endWhereSaid();
        }
    }

    /** The sender says that its last byte is the one before this. */
    void onFin(final int sequence) {
        if (begun) {
            finAt = next + (sequence - nextSequence);
            endWhereSaid();
        }
    }

    private void endWhereSaid() {
        if (next >= finAt && !ended) {
            ended = true;
            target.onEnd();
        }
    }

    /** No more segments come: what waits is taken, and what is missing before it is lost. */
    void end() {
        while (!waiting.isEmpty()) {
            lose();
        }
        if (!ended) {
            ended = true;
            target.onEnd();
        }
    }

    private void begin(final int sequence) {
        if (begun) {
            end();
        }
        begun = true;
        ended = false;
        finAt = NOWHERE;
        firstSequence = sequence;
        nextSequence = sequence;
        next = 0;
        target.onBegin();
    }

    private void take(final DirectBuffer buffer, final int offset, final int length) {
        next += length;
        nextSequence += length;
        target.onBytes(buffer, offset, length);
    }

    private void await(final int ahead, final DirectBuffer buffer, final int offset, final int length) {
        final long at = next + ahead;
        final byte[] present = waiting.get(at);
        if (present != null && present.length >= length) {
            return;
        }
        final byte[] segment = new byte[length];
        buffer.getBytes(offset, segment);
        final byte[] replaced = waiting.put(at, segment);
        waitingBytes += length + SEGMENT_COST - (replaced == null ? 0 : replaced.length + SEGMENT_COST);
        while (waitingBytes > MAX_WAITING) {
            lose();
        }
    }

    private void takeWaiting() {
        while (!waiting.isEmpty() && waiting.firstKey() <= next) {
            final Map.Entry<Long, byte[]> first = waiting.pollFirstEntry();
            final byte[] segment = first.getValue();
            waitingBytes -= segment.length + SEGMENT_COST;
            final int known = (int) Math.min(segment.length, next - first.getKey());
            if (known < segment.length) {
                take(new UnsafeBuffer(segment), known, segment.length - known);
            }
        }
    }

    private void lose() {
        final long missing = waiting.firstKey() - next;
        next += missing;
        nextSequence += (int) missing;
        target.onLost(missing);
        takeWaiting();
    }
}
