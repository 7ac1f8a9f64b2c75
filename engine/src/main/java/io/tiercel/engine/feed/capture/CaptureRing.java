package io.tiercel.engine.feed.capture;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.engine.feed.DatagramRecorder;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Datagrams, and what comes by TCP, on their way from a lane's thread to the one that writes them: copied once, into
 * memory that was taken at the begin. What finds no room is lost for the capture, and counted: the lane never waits.
 *
 * <table>
 * <caption>A record, of the type socket + 1, in the machine's byte order</caption>
 * <tr><td>0/8</td><td>time of receipt</td></tr>
 * <tr><td>8/8</td><td>datagrams of this socket lost since the one before</td></tr>
 * <tr><td>16/16</td><td>the sender's address as {@link Endpoint} has it, of a TCP connection our own; zeros where it is
 * not known</td></tr>
 * <tr><td>32/4</td><td>its port</td></tr>
 * <tr><td>36/4</td><td>of a TCP connection: the number of the first byte</td></tr>
 * <tr><td>40/4</td><td>its flags</td></tr>
 * <tr><td>44</td><td>the datagram, or the connection's bytes</td></tr>
 * </table>
 */
@HotPath
public final class CaptureRing implements DatagramRecorder {
    /** A record has at most an eighth of the ring, and the longest datagram has to fit. */
    public static final int LEAST_BYTES = 1 << 20;

    static final int TIME = 0;
    static final int LOST = 8;
    static final int ADDRESS_HIGH = 16;
    static final int ADDRESS_LOW = 24;
    static final int PORT = 32;
    static final int SEQUENCE = 36;
    static final int FLAGS = 40;
    static final int CONTENT = 44;

    private static final int ALIGNMENT = 128;

    private final OneToOneRingBuffer ring;
    private final AtomicBuffer records;
    private final FeedCounts counts;
    private final SocketAddress[] sources;
    private final Endpoint[] endpoints;
    private final long[] lostSince;
    // Written by the lane's thread, read by any.
    private final AtomicLongArray lost;

    /** @param bytes a power of two, {@link #LEAST_BYTES} or more */
    public CaptureRing(final int sockets, final int bytes, final FeedCounts counts) {
        this.counts = counts;
        ring = new OneToOneRingBuffer(new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(bytes + RingBufferDescriptor.TRAILER_LENGTH, ALIGNMENT)));
        records = ring.buffer();
        sources = new SocketAddress[sockets];
        endpoints = new Endpoint[sockets];
        lostSince = new long[sockets];
        lost = new AtomicLongArray(sockets);
    }

    @Override
    public void onDatagram(
            final int socket,
            final SocketAddress source,
            final DirectBuffer buffer,
            final int length,
            final long timeNs) {
        if (source != sources[socket]) {
            note(socket, source);
        }
        onSegment(socket, endpoints[socket], 0, 0, buffer, 0, length, timeNs);
    }

    /**
     * What came by a socket; of a datagram number and flags are 0.
     *
     * @param end      the one that is not always the same: who sent a datagram, our end of a TCP connection; or null
     * @param sequence of the first byte
     */
    void onSegment(
            final int socket,
            final Endpoint end,
            final int sequence,
            final int flags,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long timeNs) {
        final int index = ring.tryClaim(socket + 1, CONTENT + length);
        if (index < 0) {
            lostSince[socket]++;
            lost.lazySet(socket, lost.getPlain(socket) + 1);
            counts.add(FeedCount.NOT_CAPTURED, 1);
            return;
        }
        records.putLong(index + TIME, timeNs);
        records.putLong(index + LOST, lostSince[socket]);
        records.putLong(index + ADDRESS_HIGH, end == null ? 0 : end.high());
        records.putLong(index + ADDRESS_LOW, end == null ? 0 : end.low());
        records.putInt(index + PORT, end == null ? 0 : end.port());
        records.putInt(index + SEQUENCE, sequence);
        records.putInt(index + FLAGS, flags);
        records.putBytes(index + CONTENT, buffer, offset, length);
        ring.commit(index);
        lostSince[socket] = 0;
    }

    /** Java's sockets give the same object as long as the sender is the same. */
    @ColdPath
    private void note(final int socket, final SocketAddress source) {
        sources[socket] = source;
        endpoints[socket] = source instanceof InetSocketAddress address ? Endpoint.of(address) : null;
    }

    /** Datagrams of a socket for which there was no room. Any thread. */
    public long lostCount(final int socket) {
        return lost.get(socket);
    }

    /** The reader's thread: hands over what is there, as laid out above; returns how many. */
    @ColdPath
    int read(final MessageHandler handler, final int limit) {
        return ring.read(handler, limit);
    }
}
