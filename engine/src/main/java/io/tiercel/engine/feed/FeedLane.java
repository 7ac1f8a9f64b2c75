package io.tiercel.engine.feed;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.engine.ingress.Clock;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Receives the datagrams of one feed and sends what they say to an engine. Belongs to the lane's thread, whose clock
 * says when each datagram was read from its socket, the time of arbitration. Packets' references and captures have the
 * time of receipt: the same, or before it where the host stamps datagrams.
 *
 * <p>It goes in turns: what waited within, then what the lines brought, then one piece of what servers send. None of
 * them keeps the others from their turn, however much it has: what nobody reads of lines is lost, a server waits.
 *
 * <p>While the subscriber has no room no socket is read: what waits is in the host's buffers for it, and what those
 * cannot hold is missing from the sequence, which the protocol's handler sees.
 */
@HotPath
public final class FeedLane {
    /** The most that UDP carries. */
    public static final int MAX_DATAGRAM_BYTES = 1 << 16;

    /** Pieces of work in a round. */
    private static final int WORK_LIMIT = 16;
    /** In a turn: more than come meanwhile, so that there is room for those. */
    private static final int ADVANCE_LIMIT = 64;

    private static final int DATAGRAM_LIMIT = 4;
    private static final int LAST_WORD_ATTEMPTS = 10_000;

    private final PacketLines lines;
    private final DatagramHandler handler;
    private final FeedSender sender;
    private final FeedCounts counts;
    private final Clock clock;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    /** Of this turn. */
    private int advanceCount;

    private int datagramCount;
    private long nowNs;
    private boolean connected;
    private long outageCount;

    public FeedLane(
            final PacketLines lines,
            final DatagramHandler handler,
            final FeedSender sender,
            final FeedCounts counts,
            final Clock clock) {
        this.lines = lines;
        this.handler = handler;
        this.sender = sender;
        this.counts = counts;
        this.clock = clock;
    }

    /** One round; returns how many datagrams and messages it handled. */
    public int doWork() {
        int workCount = 0;
        nowNs = clock.timeNs();
        noteSubscriber(nowNs);
        boolean works = true;
        for (int i = 0; i < WORK_LIMIT && works; i++) {
            workCount += send(nowNs);
            if (sender.pending()) {
                return workCount;
            }
            works = work();
            workCount += works ? 1 : 0;
        }
        workCount += send(nowNs);
        if (!sender.pending()) {
            noteOutage(nowNs);
            handler.onTime(nowNs);
            workCount += send(nowNs);
        }
        return workCount;
    }

    /** The next piece. Returns whether there was one. */
    private boolean work() {
        if (advanceCount < ADVANCE_LIMIT && handler.advance(nowNs)) {
            advanceCount++;
            return true;
        }
        if (datagramCount < DATAGRAM_LIMIT && receive()) {
            datagramCount++;
            return true;
        }
        final boolean more = advanceCount == ADVANCE_LIMIT || datagramCount == DATAGRAM_LIMIT;
        advanceCount = 0;
        datagramCount = 0;
        return handler.recover(nowNs) || more && work();
    }

    private boolean receive() {
        if (!lines.receive(bytes, nowNs)) {
            return false;
        }
        nowNs = clock.timeNs();
        counts.add(FeedCount.DATAGRAMS, 1);
        final long receivedNs = lines.receivedNs(nowNs);
        lines.record(buffer, bytes.position(), receivedNs);
        handler.onDatagram(lines.line(), buffer, 0, bytes.position(), nowNs, receivedNs);
        return true;
    }

    private void noteOutage(final long timeNs) {
        if (lines.outageCount() != outageCount) {
            outageCount = lines.outageCount();
            handler.onOutage(timeNs);
        }
    }

    private int send(final long timeNs) {
        final int sent = sender.send();
        if (sent < 0) {
            handler.onDropped(timeNs);
            // What that says is for nobody, too; who comes next, or is back, is told anew.
            sender.forget();
            connected = false;
        }
        return Math.max(0, sent);
    }

    private void noteSubscriber(final long timeNs) {
        if (!sender.pending() && sender.connected() != connected) {
            connected = !connected;
            if (connected) {
                handler.onSubscriber(timeNs);
            }
        }
    }

    /** After {@link #doWork} threw, and for the last time: closes the books, as far as the subscriber still listens. */
    @ColdPath
    public void close() {
        sender.forget();
        handler.onBroken();
        for (int i = 0; i < LAST_WORD_ATTEMPTS && sender.pending(); i++) {
            if (sender.send() == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
