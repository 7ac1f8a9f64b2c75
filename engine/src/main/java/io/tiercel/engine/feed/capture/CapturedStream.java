package io.tiercel.engine.feed.capture;

import io.tiercel.codecs.network.FrameFlyweight;
import io.tiercel.engine.feed.StreamRecorder;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a server sends by TCP, as segments of its side alone: one that begins each connection, those with its bytes as
 * they were read, and one that ends it. Their borders are not those of the network, which a socket does not tell.
 */
public final class CapturedStream implements StreamRecorder {
    /** A segment has one packet of IP. */
    static final int MAX_SEGMENT = 1 << 15;
    /** TCP's own clock for the numbers that connections begin with: those of one port must differ. */
    private static final long SEQUENCE_NS = 4_000;

    private static final UnsafeBuffer NOTHING = new UnsafeBuffer(0, 0);

    private final CaptureRing ring;
    private final int socket;
    private Endpoint local;
    private int sequence;

    /** @param socket its place among the lane's */
    public CapturedStream(final CaptureRing ring, final int socket) {
        this.ring = ring;
        this.socket = socket;
    }

    @Override
    public void onConnected(final SocketAddress newLocal, final long timeNs) {
        local = newLocal instanceof InetSocketAddress address ? Endpoint.of(address) : null;
        sequence = (int) (timeNs / SEQUENCE_NS);
        ring.onSegment(socket, local, sequence++, FrameFlyweight.TCP_SYN, NOTHING, 0, 0, timeNs);
    }

    @Override
    public void onBytes(final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
        for (int at = 0; at < length; at += MAX_SEGMENT) {
            final int part = Math.min(MAX_SEGMENT, length - at);
            // Where there is no room for it the numbers say so.
            ring.onSegment(socket, local, sequence, 0, buffer, offset + at, part, timeNs);
            sequence += part;
        }
    }

    @Override
    public void onClosed(final long timeNs) {
        ring.onSegment(socket, local, sequence, FrameFlyweight.TCP_FIN, NOTHING, 0, 0, timeNs);
    }
}
