package io.tiercel.engine.feed.moldudp64;

import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.codecs.moldudp64.MoldUdp64RequestFlyweight;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Answers requests for messages of a session with one packet each, of as many as fit. What is no request, or for
 * another session, or for what is not kept any more, gets no answer; nor does who cannot be sent one. For the side that
 * plays a feed; its thread's.
 */
public final class MoldUdp64RequestServer {
    /** What fits into an Ethernet frame. */
    private static final int MAX_PACKET_BYTES = 1_400;

    private static final int MAX_REQUESTS_PER_POLL = 64;

    private final DatagramChannel socket;
    private final SentMessages sent;
    private long sessionHigh;
    private int sessionLow;
    private final MoldUdp64RequestFlyweight request = new MoldUdp64RequestFlyweight();
    private final ByteBuffer received = ByteBuffer.allocateDirect(1 << 11);
    private final UnsafeBuffer receivedBuffer = new UnsafeBuffer(received);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(MAX_PACKET_BYTES);
    private final UnsafeBuffer answerBuffer = new UnsafeBuffer(answer);
    private long answeredCount;
    private long refusedCount;
    private long unsentCount;

    /** @param socket bound, and not blocking */
    public MoldUdp64RequestServer(final DatagramChannel socket, final SentMessages sent, final String session) {
        this.socket = socket;
        this.sent = sent;
        begin(session);
    }

    /** What was sent is of another session from now on. */
    public void begin(final String session) {
        sessionHigh = MoldUdp64Flyweight.sessionHigh(session);
        sessionLow = MoldUdp64Flyweight.sessionLow(session);
    }

    /**
     * Answers what has come. Returns how many requests that were.
     *
     * @throws IOException when nothing can be received
     */
    public int poll() throws IOException {
        int count = 0;
        while (count < MAX_REQUESTS_PER_POLL) {
            received.clear();
            final SocketAddress from = socket.receive(received);
            if (from == null) {
                break;
            }
            count++;
            onRequest(receivedBuffer, received.position(), from);
        }
        return count;
    }

    /** What one sender asks for: that nothing can be sent there is nobody else's concern. */
    void onRequest(final DirectBuffer buffer, final int requestLength, final SocketAddress from) {
        final int length = answer(buffer, requestLength);
        if (length == 0) {
            refusedCount++;
            return;
        }
        answer.limit(length).position(0);
        try {
            if (socket.send(answer, from) > 0) {
                answeredCount++;
            } else {
                unsentCount++;
            }
        } catch (final IOException failed) {
            unsentCount++;
        }
    }

    private int answer(final DirectBuffer buffer, final int length) {
        if (!request.wrap(buffer, 0, length)
                || request.sessionHigh() != sessionHigh
                || request.sessionLow() != sessionLow) {
            return 0;
        }
        final int header = MoldUdp64Flyweight.HEADER_LENGTH;
        final long sequence = request.sequence();
        final int count = sent.copy(sequence, request.count(), answerBuffer, header, MAX_PACKET_BYTES - header);
        MoldUdp64Flyweight.encodeHeader(answerBuffer, 0, sessionHigh, sessionLow, sequence, count);
        return count == 0 ? 0 : header + sent.copiedBytes();
    }

    public long answeredCount() {
        return answeredCount;
    }

    public long refusedCount() {
        return refusedCount;
    }

    /** Answers that the host did not send. */
    public long unsentCount() {
        return unsentCount;
    }
}
